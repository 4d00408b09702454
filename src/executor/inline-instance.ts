import type { Clock } from '../clock.js';
import { hookOf } from '../component/hooks.js';
import { errorFrom } from '../errors.js';
import { isThenable, type WorkTarget } from './executor.js';
import { settledWithin } from './grace.js';

/**
 * The flow's instance of a work, as a worker that is set up before its first body and ended with its last slot. All slots
 * of the work share it.
 *
 *     new → start → onStart ┬ started → last slot gives up → onExit → new
 *                           └ failed  → new: the next body tries again
 */
export class InlineInstance {
  #slots = 0;
  #isStarted = false;
  #starting: Promise<void> | undefined;

  constructor(
    private readonly target: WorkTarget,
    private readonly clock: Clock,
  ) {}

  /** A further slot uses the instance. */
  take(): void {
    this.#slots++;
  }

  /**
   * Sets the instance up, where that has not been done. Nothing to wait for where it returns `undefined`; else what its
   * `onStart` throws comes out here.
   */
  start(): Promise<void> | undefined {
    if (this.#isStarted) return undefined;
    if (this.#starting !== undefined) return this.#starting;
    const hook = hookOf(this.target.work, 'onStart');
    const returned = hook === undefined ? undefined : this.clock.run(() => hook());
    if (!isThenable(returned)) {
      this.#isStarted = true;
      return undefined;
    }
    this.#starting = this.#finishStart(returned);
    return this.#starting;
  }

  /** Sets the instance up ahead of its first body, which tries again where this fails. */
  warmUp(): void {
    const tell = (error: unknown): void => this.target.onWorkerError(errorFrom(error));
    try {
      this.start()?.catch(tell);
    } catch (error) {
      tell(error);
    }
  }

  /** A slot uses the instance no more; with the last one its `onExit` runs, which has `graceMs` for it. */
  async giveUp(graceMs: number): Promise<void> {
    if (--this.#slots > 0) return;
    if (this.#starting !== undefined) await settledWithin(this.#starting, graceMs, this.clock);
    if (!this.#isStarted || this.#slots > 0) return;
    this.#isStarted = false;
    const hook = hookOf(this.target.work, 'onExit');
    if (hook === undefined) return;
    const tell = (error: unknown): void => this.target.onWorkerError(errorFrom(error));
    try {
      const returned = this.clock.run(() => hook());
      if (!isThenable(returned)) return;
      await settledWithin(Promise.resolve(returned).then(undefined, tell), graceMs, this.clock);
    } catch (error) {
      tell(error);
    }
  }

  async #finishStart(returned: PromiseLike<unknown>): Promise<void> {
    try {
      await returned;
      this.#isStarted = true;
    } finally {
      this.#starting = undefined;
    }
  }
}
