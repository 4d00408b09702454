import { LIMITS } from './limits.js';
import type { Timing } from './timing.js';

/**
 * Whether anybody looks. While nobody does, the app's thread tells seldom of one that does nothing but look at the clock, and
 * so costs next to nothing; whoever comes then waits until what has happened meanwhile is known.
 */
export class Attention {
  private isPaid = true;
  private lastAskedMs: number;
  private stopWaiting: () => void;
  private catchingUp: { readonly done: Promise<void>; readonly end: () => void } | undefined;

  /**
   * @param tell Tells the app's thread that somebody looks from now on, or nobody; it takes for granted that somebody does.
   * @param hasListeners Whether a page is connected.
   */
  constructor(
    private readonly tell: (isWatched: boolean) => void,
    private readonly hasListeners: () => boolean,
    private readonly timing: Timing,
    private readonly limits: { readonly [Name in keyof typeof LIMITS.attention]: number } = LIMITS.attention,
  ) {
    this.lastAskedMs = timing.now();
    this.stopWaiting = timing.after(limits.lastsMs, () => this.look());
  }

  /** Somebody asks. Resolves when what is known is new, or soon in any case: the app's thread may be busy. */
  async draw(): Promise<void> {
    this.lastAskedMs = this.timing.now();
    if (!this.isPaid) {
      this.isPaid = true;
      this.stopWaiting = this.timing.after(this.limits.lastsMs, () => this.look());
      this.beginCatchingUp();
      this.tell(true);
    }
    await this.catchingUp?.done;
  }

  /** An update of the app has been taken in. */
  updated(): void {
    this.catchingUp?.end();
  }

  /** Nothing comes any more. */
  end(): void {
    this.isPaid = true;
    this.stopWaiting();
    this.catchingUp?.end();
  }

  private look(): void {
    const leftMs = this.hasListeners()
      ? this.limits.lastsMs
      : this.lastAskedMs + this.limits.lastsMs - this.timing.now();
    if (leftMs > 0) {
      this.stopWaiting = this.timing.after(leftMs, () => this.look());
      return;
    }
    this.isPaid = false;
    this.tell(false);
  }

  private beginCatchingUp(): void {
    let resolve: () => void = () => undefined;
    const done = new Promise<void>((resolved) => {
      resolve = resolved;
    });
    const end = (): void => {
      stopTimer();
      this.catchingUp = undefined;
      resolve();
    };
    const stopTimer = this.timing.after(this.limits.catchUpMs, end);
    this.catchingUp = { done, end };
  }
}
