import { signal } from '@preact/signals';

/** So many pages that nobody sees stay connected, for the sake of their titles. */
const CONNECTED_UNSEEN = 3;
/** Who only looks away for a moment is not made to wait. */
const AFTER_MS = 2_000;

/**
 * Whether this page lets its connection go. Browsers open six connections to one address at most, for all pages together, and
 * each page needs one for the stream: with six of them open, nothing that any page asks would ever be answered. So of the
 * pages that nobody sees only a few stay connected: those that get one of a few locks.
 */
export class Rest {
  readonly isResting = signal(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #release: () => void = () => undefined;

  /** @param locks Of all pages of this address; absent where the browser does not trust it. */
  constructor(private readonly locks: LockManager | undefined) {}

  /** Told whether somebody may see the page. */
  see(isSeen: boolean): void {
    clearTimeout(this.#timer);
    this.#release();
    if (isSeen) this.isResting.value = false;
    else this.#timer = setTimeout(() => void this.#leave(), AFTER_MS);
  }

  async #leave(): Promise<void> {
    let isOver = false;
    const over = new Promise<void>((resolve) => {
      this.#release = () => {
        isOver = true;
        resolve();
      };
    });
    for (let at = 0; at < CONNECTED_UNSEEN; at++) if (await this.#keeps(at, over)) return;
    if (!isOver) this.isResting.value = true;
  }

  /** Holds a lock until something is over, where it is free; resolves to whether it was. */
  #keeps(at: number, over: Promise<void>): Promise<boolean> {
    const { locks } = this;
    if (locks === undefined) return Promise.resolve(false);
    return new Promise((resolve) => {
      const held = locks.request(`workloop.unseen.${at}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock !== null) await over;
      });
      // Browsers that keep nothing have no locks either.
      held.catch(() => resolve(false));
    });
  }
}
