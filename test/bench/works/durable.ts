import { flow, use, work } from 'workloop';

/** What a call comes to: a small record, as one reads from a table. */
export interface Customer {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly amount: number;
  readonly isActive: boolean;
}

/** Makes a record of a number. */
@work({ parallel: true, executor: 'inline', maxQueue: 1_000_000 })
export class Describe {
  async run(id: number): Promise<Customer> {
    return { id, name: `customer ${id}`, city: 'Bratislava', amount: id * 1.5, isActive: true };
  }
}

/** What a pass of {@link Customers} is to do. */
export interface Task {
  /** Whether the values are asked for, which are all there, or the calls are only made. */
  readonly isUsed: boolean;
  readonly ids: readonly number[];
  /** Told when the calls have been made, and what the values came to. */
  readonly tell: (startedAt: number, endedAt: number, sum: number) => void;
}

/** Makes the calls of each task in one pass. */
@flow()
export class Customers {
  readonly describe = new Describe();
  readonly #tasks: Task[];

  constructor(tasks: Task[]) {
    this.#tasks = tasks;
  }

  run(): void {
    const task = this.#tasks.shift();
    if (task === undefined) return;
    const { ids, isUsed, tell } = task;
    let sum = 0;
    const startedAt = performance.now();
    if (isUsed) for (const id of ids) sum += use(this.describe.run(id)).id;
    else for (const id of ids) void this.describe.run(id);
    tell(startedAt, performance.now(), sum);
  }
}

/** Something with state. */
@flow()
export class Counter {
  count = 0;

  run(): void {}
}

/** Changes one of many components in nineteen passes of twenty; see `Restless`. */
@flow()
export class Counters {
  readonly counters: Counter[];
  #pass = 0;

  constructor(size: number) {
    this.counters = Array.from({ length: size }, () => new Counter());
  }

  run(): void {
    this.#pass += 1;
    if (this.#pass % 20 === 0) return;
    this.counters[this.#pass % this.counters.length]!.count += 1;
  }
}
