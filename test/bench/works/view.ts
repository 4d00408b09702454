import { flow, work } from 'workloop';

/** What a call comes to, as large as many results are. */
export interface Answer {
  readonly id: number;
  readonly text: string;
}

/** Calls with arguments that were never seen before, one after the other. */
@work({ parallel: true, executor: 'inline', maxQueue: 100_000 })
export class Answering {
  async run(question: { readonly id: number; readonly text: string }): Promise<Answer> {
    return { id: question.id, text: `the answer to ${question.text}` };
  }
}

/** Makes so many calls in each pass that a heartbeat has begun, and tells when such a pass began. */
@flow()
export class Steady {
  readonly answering = new Answering();
  readonly #calls: number;
  readonly #periodMs: number;
  readonly #tell: (startedAt: number) => void;
  #next = 0;
  #dueAt = 0;

  constructor(calls: number, periodMs: number, tell: (startedAt: number) => void) {
    this.#calls = calls;
    this.#periodMs = periodMs;
    this.#tell = tell;
  }

  run(): void {
    const startedAt = performance.now();
    if (startedAt < this.#dueAt) return;
    this.#dueAt = Math.max(this.#dueAt + this.#periodMs, startedAt - this.#periodMs);
    this.#tell(startedAt);
    for (let i = 0; i < this.#calls; i++) {
      const id = this.#next++;
      void this.answering.run({ id, text: `question ${id}` });
    }
  }
}
