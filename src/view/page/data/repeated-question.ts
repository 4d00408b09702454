/** A question is asked again this often at most, */
const EVERY_MS = 500;
/** and after so many times as long as its answer took: one that is dear, as a slow `view()` is, must not fill the app's thread. */
const REST = 9;
const MOST_REST_MS = 15_000;
/** So long after nobody had time for an answer. */
const AGAIN_MS = 1_000;

/**
 * Asks at once, and again each time it is told to: never twice at the same time, not more often than twice a second, and
 * less often where the answer takes long.
 * What is asked while an answer is under way is asked once more afterwards.
 */
export class RepeatedQuestion {
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #isOutdated = false;
  #notBeforeMs = Number.NEGATIVE_INFINITY;

  /**
   * @param question Handles its own failures; `busy`: nobody had time for it, so it is asked once more.
   * @param line What an answer takes that costs the app nothing: a far one is asked as often as a near one.
   */
  constructor(
    private readonly question: (signal: AbortSignal) => Promise<'done' | 'busy'>,
    private readonly line: { readonly lineMs: number } = { lineMs: 0 },
  ) {}

  ask(): void {
    if (this.#isAsking) this.#isOutdated = true;
    if (this.#isAsking || this.#timer !== undefined || this.#abort.signal.aborted) return;
    const waitMs = Math.max(0, this.#notBeforeMs - performance.now());
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
    const atMs = performance.now();
    const outcome = await this.question(this.#abort.signal);
    const answeredAtMs = performance.now();
    // How long something else took is no measure of what the answer costs.
    const tookMs = Math.max(0, answeredAtMs - atMs - this.line.lineMs);
    const restMs = outcome === 'busy' ? AGAIN_MS : Math.min(MOST_REST_MS, REST * tookMs);
    this.#notBeforeMs = Math.max(atMs + EVERY_MS, answeredAtMs + restMs);
    this.#isAsking = false;
    if (this.#isOutdated || outcome === 'busy') this.ask();
  }
}
