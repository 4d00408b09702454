import { type Alarm, type Clock, LONGEST_TIMER_MS } from '../../clock.js';
import { InvalidOptionError } from '../../errors.js';
import type { CronTimes } from './cron-times.js';

/** Where a schedule stands. */
export interface ScheduleState {
  /** When it ticks next; `undefined` where no time matches any more. */
  readonly nextMs: number | undefined;
  /** The tick that waits to be given. */
  readonly dueMs: number | undefined;
}

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
   * @param onChange Called when its state is another one.
   * @param state That of an earlier run, to go on from.
   * @throws {InvalidOptionError} where no tick ever comes.
   */
  constructor(
    cron: string,
    private readonly times: CronTimes,
    private readonly clock: Clock,
    private readonly onTick: () => void,
    private readonly onChange: (schedule: Schedule) => void = () => undefined,
    state?: ScheduleState,
  ) {
    this.#nextMs = state === undefined ? times.after(clock.now()) : state.nextMs;
    this.#dueMs = state?.dueMs;
    if (state !== undefined) this.#look();
    else if (this.#nextMs === undefined) {
      throw new InvalidOptionError('cron', "one that some time matches, such as '0 0 28 2 *'", cron);
    } else onChange(this);
    this.#setAlarm();
  }

  get state(): ScheduleState {
    return { nextMs: this.#nextMs, dueMs: this.#dueMs };
  }

  /** The tick that waits to be given. */
  get due(): number | undefined {
    this.#look();
    return this.#dueMs;
  }

  /** Has done with a tick, because it was given or came too late. A later one that came meanwhile stays. */
  take(tickMs: number): void {
    if (this.#dueMs === tickMs) this.#dueMs = undefined;
    this.onChange(this);
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
    this.onChange(this);
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
