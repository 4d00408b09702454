import type { Timing } from '../../../src/view/server/timing.js';

/** Time that passes when a test says so. */
export class ManualTiming implements Timing {
  private nowMs = 0;
  private due: { readonly atMs: number; readonly run: () => void }[] = [];

  now(): number {
    return this.nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, run };
    this.due.push(timer);
    return () => {
      this.due = this.due.filter((one) => one !== timer);
    };
  }

  advance(ms: number): void {
    const end = this.nowMs + ms;
    for (;;) {
      const [next] = this.due
        .filter(({ atMs }) => atMs <= end)
        .sort((first, second) => first.atMs - second.atMs);
      if (next === undefined) break;
      this.due = this.due.filter((one) => one !== next);
      this.nowMs = next.atMs;
      next.run();
    }
    this.nowMs = end;
  }
}
