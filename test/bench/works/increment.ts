import { type ExecutorName, flow, stop, use, withOptions, work } from 'workloop';

/** Adds one: what it costs is the way there and back. */
@work()
export class Increment {
  run(value: number): number {
    return value + 1;
  }
}

/** The same beside the flow. */
@work({ parallel: true, maxQueue: 1_000_000 })
export class IncrementBeside {
  async run(value: number): Promise<number> {
    return value + 1;
  }
}

/** The same, and remembers nothing. */
@work({ cacheCalls: false, parallel: true, maxQueue: 1_000_000 })
export class IncrementAnew {
  async run(value: number): Promise<number> {
    return value + 1;
  }
}

/** Makes so many blocking calls, each with the result of the one before; each pass goes on where the last one stood. */
@flow()
export class OneAfterAnother {
  readonly increment: Increment;
  readonly #count: number;
  readonly #beforeCall: () => void;
  #value = 0;

  constructor(executor: ExecutorName, count: number, beforeCall: () => void) {
    this.increment = withOptions(new Increment(), { executor });
    this.#count = count;
    this.#beforeCall = beforeCall;
  }

  run(): void {
    while (this.#value < this.#count) {
      this.#beforeCall();
      this.#value = this.increment.run(this.#value);
    }
    stop();
  }
}

/** A chain as a person writes it: every pass begins at its first link, and all but the last are hits. */
@flow()
export class Chain {
  readonly increment: Increment;
  readonly #links: number;

  constructor(executor: ExecutorName, links: number) {
    this.increment = withOptions(new Increment(), { executor });
    this.#links = links;
  }

  run(): void {
    let value = 0;
    while (value < this.#links) value = this.increment.run(value);
    stop();
  }
}

/** Submits a batch of calls in one pass, and the next one when it is told that all of them have ended. */
@flow()
export class Batches {
  readonly increment: IncrementBeside;
  readonly #size: number;
  readonly #beforeBatch: () => void;
  #submitted = 0;
  #isAsked = true;

  constructor(concurrency: number, size: number, beforeBatch: () => void) {
    this.increment = withOptions(new IncrementBeside(), { concurrency });
    this.#size = size;
    this.#beforeBatch = beforeBatch;
  }

  /** Has the next pass submit a batch. */
  ask(): void {
    this.#isAsked = true;
  }

  run(): void {
    if (!this.#isAsked) return;
    this.#isAsked = false;
    this.#beforeBatch();
    const end = this.#submitted + this.#size;
    while (this.#submitted < end) void this.increment.run(this.#submitted++);
  }
}

/** Asks for a whole batch in every pass, as a flow does that says what should be true, and for the next one when it has it. */
@flow()
export class AskedAgain {
  readonly increment: IncrementBeside;
  readonly #size: number;
  readonly #beforeBatch: () => void;
  readonly #afterBatch: () => void;
  #first = 0;
  #isAsked = false;

  constructor(concurrency: number, size: number, beforeBatch: () => void, afterBatch: () => void) {
    this.increment = withOptions(new IncrementBeside(), { concurrency });
    this.#size = size;
    this.#beforeBatch = beforeBatch;
    this.#afterBatch = afterBatch;
  }

  run(): void {
    for (;;) {
      if (!this.#isAsked) this.#beforeBatch();
      this.#isAsked = true;
      use(Array.from({ length: this.#size }, (_, index) => this.increment.run(this.#first + index)));
      this.#afterBatch();
      this.#isAsked = false;
      this.#first += this.#size;
    }
  }
}

/** A hundred works that are called one after the other, each with a batch of calls when {@link next} asks for it. */
@flow()
export class Hundred {
  readonly works: readonly (IncrementBeside | IncrementAnew)[];
  #made = 0;
  #turn = 0;
  #size = 0;

  constructor(executor: ExecutorName, isCached: boolean) {
    this.works = Array.from({ length: 100 }, () =>
      isCached
        ? withOptions(new IncrementBeside(), { executor })
        : withOptions(new IncrementAnew(), { executor }),
    );
  }

  /** Has the next pass call the next work so many times. */
  next(size: number): void {
    this.#size = size;
  }

  run(): void {
    if (this.#size === 0) return;
    const work = this.works[this.#turn % this.works.length]!;
    for (let call = 0; call < this.#size; call += 1) void work.run(this.#made + call);
    this.#made += this.#size;
    this.#turn += 1;
    this.#size = 0;
  }
}
