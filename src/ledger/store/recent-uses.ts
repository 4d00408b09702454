import type { Use } from './use-log.js';

/** Uses are written down this long after the first one, */
const DELAY_MS = 30_000;
/** or so many times as long as it took the last time: it is not what the machine is there for. */
const SHARE = 20;
/** Of the records that are used in between, the order is exact for so many. */
const MOST_USES = 50_000;

/** What was used and is not written down yet, so that a hit is no write. */
export class RecentUses {
  #used = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #delayMs = DELAY_MS;
  #isEnded = false;

  constructor(
    private readonly nextSequence: () => number,
    private readonly write: (uses: readonly Use[]) => Promise<void>,
  ) {}

  note(key: string): void {
    if (this.#used.size >= MOST_USES && !this.#used.has(key)) return;
    this.#used.set(key, this.nextSequence());
    if (this.#timer === undefined) this.#writeSoon();
  }

  /** Where the last use of a record puts it, if that is not written down yet. */
  sequenceOf(key: string): number | undefined {
    return this.#used.get(key);
  }

  /** Writes down what was used so far. */
  async writeAll(): Promise<void> {
    const uses = [...this.#used];
    this.#used = new Map();
    await this.write(uses);
  }

  /** Writes nothing any more of its own accord. */
  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  #writeSoon(): void {
    if (this.#isEnded) return;
    this.#timer = setTimeout(async () => {
      const startMs = performance.now();
      // Only the order of the last use is at stake; what keeps the store from writing is told to who commits a record.
      await this.writeAll().catch(() => undefined);
      this.#delayMs = Math.max(DELAY_MS, (performance.now() - startMs) * SHARE);
      this.#timer = undefined;
      if (this.#used.size > 0) this.#writeSoon();
    }, this.#delayMs).unref();
  }
}
