import type { Call } from '../ledger/call.js';

/**
 * The calls of one work on their way to the executor: one at a time, first in first out. The call at the head counts as
 * running from the moment it is handed over.
 */
export class Lane {
  #waiting: Call[] = [];
  #running: Call | undefined;
  #whenFree: (() => void)[] = [];

  constructor(private readonly handOver: (call: Call) => void) {}

  /** How many calls wait behind the running one. */
  get length(): number {
    return this.#waiting.length;
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  add(call: Call): void {
    if (this.#running === undefined) this.#take(call);
    else this.#waiting.push(call);
  }

  /** Makes room for the next call once the running one's body has come to its end. */
  release(): void {
    this.#running = undefined;
    const next = this.#waiting.shift();
    if (next !== undefined) {
      this.#take(next);
      return;
    }
    for (const resolve of this.#whenFree) resolve();
    this.#whenFree = [];
  }

  /** Resolves when nothing runs and nothing waits. */
  whenFree(): Promise<void> {
    return this.isBusy ? new Promise((resolve) => this.#whenFree.push(resolve)) : Promise.resolve();
  }

  /** Takes the waiting calls out of the lane and returns them. */
  drain(): Call[] {
    const drained = this.#waiting;
    this.#waiting = [];
    return drained;
  }

  #take(call: Call): void {
    this.#running = call;
    this.handOver(call);
  }
}
