import { Refused } from '../refused.js';

/** So many requests a second, from whomever: everybody who may ask is on one machine, as a rule. */
export class RateLimit {
  private left: number;
  private lastMs: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {
    this.left = perSecond;
    this.lastMs = now();
  }

  /** Counts a request. @throws Refused where there were too many. */
  count(): void {
    const now = this.now();
    this.left = Math.min(this.perSecond, this.left + ((now - this.lastMs) / 1000) * this.perSecond);
    this.lastMs = now;
    if (this.left < 1) {
      throw new Refused(429, `More than ${this.perSecond} requests a second. Ask again later.`, {
        'retry-after': '1',
      });
    }
    this.left--;
  }
}
