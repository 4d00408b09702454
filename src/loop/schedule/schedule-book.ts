import type { MadeWork } from '../../call/pass-under-way.js';
import type { ScheduleRequest } from '../../call/schedule-request.js';
import type { Clock } from '../../clock.js';
import type { CallSource } from '../../ledger/call-promise.js';
import { CronTimes } from './cron-times.js';
import { PassAnswers } from './pass-answers.js';
import { Schedule } from './schedule.js';

/** So much later than its time a tick still counts as given in time. */
export const IN_TIME_MS = 1000;

/** What the book asks of the app. */
export interface ScheduleOwner {
  readonly clock: Clock;
  wake(reason: 'tick'): void;
  warnOnce(message: string): void;
}

/** The schedules of one app, from when they are first met until their flow leaves the tree or the app ends. */
export class ScheduleBook {
  readonly #byFlow = new Map<object, Map<string, Schedule>>();
  readonly #answers = new PassAnswers();
  /** Those that were asked in the pass under way from a place that is not known. */
  readonly #askedFromAnywhere = new Set<Schedule>();

  constructor(private readonly app: ScheduleOwner) {}

  /** Begins a pass. */
  beginPass(): void {
    this.#answers.begin();
  }

  /**
   * Whether a schedule of a flow gives a tick in the pass under way.
   *
   * @throws {InvalidOptionError} where the cron text or the timezone is none, or no time ever matches.
   */
  isDue(flow: object, request: ScheduleRequest): boolean {
    const schedule = this.#scheduleOf(flow, request);
    if (request.site === undefined) this.#noteAskedFromAnywhere(schedule, request);
    return this.#answers.answer(schedule, () => this.#dueOf(schedule, request));
  }

  /** Takes note of a call that was answered or joined in the pass under way. */
  noteMade(work: MadeWork, args: readonly unknown[]): void {
    this.#answers.noteMade(work, args);
  }

  /** Takes note of calls whose values were asked for in the pass under way. */
  noteRead(sources: readonly CallSource[]): void {
    this.#answers.noteRead(sources);
  }

  /** Takes note of what the pass under way is suspended for. */
  noteWaiting(calls: readonly CallSource[]): void {
    this.#answers.noteWaiting(calls);
  }

  /** Whether the pass under way has to end before a new call of the work at a path, see {@link PassAnswers}. */
  endsBefore(path: string): boolean {
    if (!this.#answers.diverges(path)) return false;
    this.app.warnOnce(
      `\`${path}\` was waited for in the branch of a tick of \`schedule\`, and when that was gone on with, it was to be called ` +
        'anew with other arguments, so what follows the call is not reached. Call it with what stays the same until it ' +
        'has ended, the date say and not the millisecond.',
    );
    return true;
  }

  /** Ends the pass under way. */
  endPass(isSuspended: boolean): void {
    this.#askedFromAnywhere.clear();
    if (this.#answers.end(isSuspended)) this.app.wake('tick');
  }

  /** Forgets the schedules of a flow that left the tree. */
  forget(flow: object): void {
    for (const schedule of this.#byFlow.get(flow)?.values() ?? []) {
      schedule.cancel();
      this.#answers.forget(schedule);
    }
    this.#byFlow.delete(flow);
  }

  #scheduleOf(flow: object, { cron, key, timezone, site }: ScheduleRequest): Schedule {
    const schedules = this.#byFlow.get(flow) ?? new Map<string, Schedule>();
    const name = JSON.stringify([site, key, timezone, cron]);
    const known = schedules.get(name);
    if (known !== undefined) return known;
    const times = new CronTimes(cron, timezone);
    const schedule = new Schedule(cron, times, this.app.clock, () => this.app.wake('tick'));
    schedules.set(name, schedule);
    this.#byFlow.set(flow, schedules);
    return schedule;
  }

  #dueOf(schedule: Schedule, { catchUp }: ScheduleRequest): number | undefined {
    const { due } = schedule;
    if (due === undefined || catchUp === 'once' || this.app.clock.now() - due <= IN_TIME_MS) return due;
    schedule.take(due);
    return undefined;
  }

  #noteAskedFromAnywhere(schedule: Schedule, { cron }: ScheduleRequest): void {
    if (!this.#askedFromAnywhere.has(schedule)) {
      this.#askedFromAnywhere.add(schedule);
      return;
    }
    this.app.warnOnce(
      `\`schedule('${cron}')\` was asked for twice in one pass, and without the transformer both count as one. Compile with ` +
        '`tspc`, which tells the places and the flows apart, or give each a `key` of its own.',
    );
  }
}
