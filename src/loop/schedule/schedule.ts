import { type Alarm, type Clock, LONGEST_TIMER_MS } from '../../clock.js';
import { InvalidOptionError } from '../../errors.js';
import type { CronTimes } from './cron-times.js';

/** One schedule of one flow: when it ticks next, and whether a tick waits to be given. */
export class Schedule {
  /** Only ever moves on, so that a clock that is set back brings no tick a second time. */
  #nextMs: number | undefined;
  /** The last tick that came and was not given: of several that nobody could be given, one is left. */
  #dueMs: number | undefined;
  /** Set exactly while no tick waits and one will come. A schedule that nobody asks for any more thus rings once. */
  #alarm: Alarm | undefined;

  /**
   * The first tick is the first time after this moment.
   *
   * @param onTick Called when a tick has come.
   * @throws {InvalidOptionError} where none ever comes.
   */
  constructor(
    cron: string,
    private readonly times: CronTimes,
    private readonly clock: Clock,
    private readonly onTick: () => void,
  ) {
    this.#nextMs = times.after(clock.now());
    if (this.#nextMs === undefined) {
      throw new InvalidOptionError('cron', "one that some time matches, such as '0 0 28 2 *'", cron);
    }
    this.#setAlarm();
  }

  /** The tick that waits to be given. */
  get due(): number | undefined {
    this.#look();
    return this.#dueMs;
  }

  /** Has done with a tick, because it was given or came too late. A later one that came meanwhile stays. */
  take(tickMs: number): void {
    if (this.#dueMs === tickMs) this.#dueMs = undefined;
    this.#look();
    this.#setAlarm();
  }

  /** Rings no more. */
  cancel(): void {
    this.#alarm?.cancel();
    this.#alarm = undefined;
  }

  #look(): void {
    const nowMs = this.clock.now();
    if (this.#nextMs === undefined || nowMs < this.#nextMs) return;
    this.#dueMs = this.times.lastUntil(nowMs, this.#nextMs);
    this.#nextMs = this.times.after(nowMs);
    this.cancel();
  }

  #setAlarm(): void {
    if (this.#alarm !== undefined || this.#dueMs !== undefined || this.#nextMs === undefined) return;
    const delayMs = Math.min(this.#nextMs - this.clock.now(), LONGEST_TIMER_MS);
    this.#alarm = this.clock.setAlarm(delayMs, () => {
      this.#alarm = undefined;
      this.#look();
      if (this.#dueMs !== undefined) this.onTick();
      // A part of the way, or a timer that was a little early.
      else this.#setAlarm();
    });
  }
}
