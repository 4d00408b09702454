/** A question is asked again this often at most. */
const EVERY_MS = 500;

/**
 * Asks at once, and again each time it is told to: never twice at the same time, and not more often than twice a second.
 * What is asked while an answer is under way is asked once more afterwards.
 */
export class RepeatedQuestion {
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #isOutdated = false;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** @param question Handles its own failures. */
  constructor(private readonly question: (signal: AbortSignal) => Promise<void>) {}

  ask(): void {
    if (this.#isAsking) this.#isOutdated = true;
    if (this.#isAsking || this.#timer !== undefined || this.#abort.signal.aborted) return;
    const waitMs = Math.max(0, this.#lastAtMs + EVERY_MS - performance.now());
    this.#timer = setTimeout(() => void this.#ask(), waitMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    this.#isAsking = true;
    this.#isOutdated = false;
    this.#lastAtMs = performance.now();
    await this.question(this.#abort.signal);
    this.#isAsking = false;
    if (this.#isOutdated) this.ask();
  }
}
