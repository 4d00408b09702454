import type {
  BodyResult,
  Executor,
  Job,
  JobListener,
  Slot,
  WorkTarget,
} from '../../src/executor/executor.js';

/** A worker that does what its test says, and never by itself: a body that does not cooperate. */
export class FakeSlot implements Slot {
  job: Job | undefined;
  /** Whether the body of the job has begun. */
  hasBegun = false;
  abortedWith: Error | undefined;
  isWarm = false;
  isClosed = false;
  #listener: JobListener | undefined;
  #noteClosed!: () => void;
  readonly #closed = new Promise<void>((resolve) => {
    this.#noteClosed = resolve;
  });

  constructor(
    readonly target: WorkTarget,
    private readonly note: (line: string) => void,
    private readonly closesAtOnce: () => boolean,
  ) {}

  execute(job: Job, listener: JobListener): void {
    if (this.job !== undefined) throw new Error('A slot takes one job at a time.');
    if (this.isClosed) throw new Error('A slot that is closed takes no job.');
    this.job = job;
    this.hasBegun = false;
    this.abortedWith = undefined;
    this.#listener = listener;
    this.note(`execute ${String(job.args[0])}/${job.attempt}`);
  }

  /** The worker is ready and the body begins; ends the job where nobody wants it any more. */
  begin(): void {
    this.hasBegun = this.#listener?.onStart() === true;
    if (!this.hasBegun) this.end({ kind: 'neverBegan' });
  }

  /** Nothing is left of the body. */
  end(result: BodyResult): void {
    const listener = this.#listener;
    this.job = undefined;
    this.#listener = undefined;
    listener?.onEnd(result);
  }

  return(value: unknown): void {
    this.end({ kind: 'returned', value, isAsync: true });
  }

  throw(error: unknown): void {
    this.end({ kind: 'threw', error });
  }

  abort(reason: Error): void {
    if (this.job === undefined) return;
    this.abortedWith = reason;
    this.note(`abort ${String(this.job.args[0])}`);
  }

  warmUp(): void {
    this.isWarm = true;
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.note('close');
    if (this.closesAtOnce()) this.finishClosing();
    return this.#closed;
  }

  /** Nothing is left of the worker. */
  finishClosing(): void {
    this.#noteClosed();
  }
}

/** Opens slots that do what their test says. */
export class FakeExecutor implements Executor {
  readonly name = 'thread';
  readonly isCooperative = false;
  readonly slots: FakeSlot[] = [];
  /** What happened to the slots, oldest first. */
  readonly log: string[] = [];
  closesAtOnce = true;

  open(target: WorkTarget): FakeSlot {
    const slot = new FakeSlot(
      target,
      (line) => this.log.push(line),
      () => this.closesAtOnce,
    );
    this.slots.push(slot);
    return slot;
  }

  /** The slot of the call with this first argument. */
  slotOf(arg: unknown): FakeSlot {
    const slot = this.slots.find(({ job }) => job?.args[0] === arg);
    if (slot === undefined) throw new Error(`No slot executes ${String(arg)}.`);
    return slot;
  }

  /** The first arguments of the jobs under way. */
  get executing(): unknown[] {
    return this.slots.flatMap(({ job }) => (job === undefined ? [] : [job.args[0]]));
  }

  async close(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.close()));
  }
}
