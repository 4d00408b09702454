/**
 * How long the putting together of one delta may take: what is not done by then waits for the next one, so that whatever
 * an app does, its own thread belongs to it.
 */
export class Allowance {
  readonly #untilMs: number;

  /** @param now Time that only grows, in milliseconds. */
  constructor(
    limitMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#untilMs = now() + limitMs;
  }

  get isLeft(): boolean {
    return this.now() < this.#untilMs;
  }
}
