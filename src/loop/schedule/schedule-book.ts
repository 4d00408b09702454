import type { MadeWork } from '../../call/pass-under-way.js';
import type { ScheduleRequest } from '../../call/schedule-request.js';
import type { Clock } from '../../clock.js';
import type { CallSource } from '../../ledger/call-promise.js';
import { CronTimes } from './cron-times.js';
import { type CallName, LostCall, nameOf } from './lost-call.js';
import { PassAnswers } from './pass-answers.js';
import { Schedule, type ScheduleState } from './schedule.js';

/** So much later than its time a tick still counts as given in time. */
export const IN_TIME_MS = 1000;

/** What the book asks of the app. */
export interface ScheduleOwner {
  readonly clock: Clock;
  wake(reason: 'tick'): void;
  warnOnce(message: string): void;
}

/** By what a schedule is known from one run to the next: its flow, and its name there. */
export interface ScheduleName {
  readonly flow: object;
  readonly name: string;
}

/** Ticks that are held, as another run can go on with them. */
export interface StoredHold {
  readonly schedules: readonly ScheduleName[];
  readonly calls: readonly CallName[];
  readonly isInside: boolean;
  readonly from: number;
}

/** The schedules of one app, from when they are first met until their flow leaves the tree or the app ends. */
export class ScheduleBook {
  readonly #byFlow = new Map<object, Map<string, Schedule>>();
  readonly #answers = new PassAnswers();
  readonly #names = new Map<Schedule, ScheduleName>();
  /** Those whose state is another than when it was asked last. */
  readonly #changed = new Set<Schedule>();
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
      this.#names.delete(schedule);
      this.#changed.delete(schedule);
    }
    this.#byFlow.delete(flow);
  }

  /**
   * Goes on with a schedule of an earlier run.
   *
   * @throws {InvalidOptionError} where its cron text or timezone is none any more.
   */
  resume(flow: object, name: string, state: ScheduleState): void {
    const [, , timezone, cron] = JSON.parse(name) as [unknown, unknown, string | null, string];
    this.#add({ flow, name }, cron, timezone ?? undefined, state);
  }

  /** Goes on with ticks that an earlier run held. Schedules that are not there any more are left out. */
  resumeHold({ schedules, calls, isInside, from }: StoredHold): void {
    const found = schedules.map(({ flow, name }) => this.#byFlow.get(flow)?.get(name));
    const known = found.filter((schedule) => schedule !== undefined);
    if (known.length === 0) return;
    const lost = calls.map((call) => new LostCall(call));
    this.#answers.hold({ schedules: known, calls: lost, isInside, from: Math.min(from, known.length - 1) });
  }

  /** The schedules whose state is another than when this was asked last. */
  takeChanged(): readonly (ScheduleName & ScheduleState)[] {
    const changed = [...this.#changed].flatMap((schedule) => {
      const name = this.#names.get(schedule);
      return name === undefined ? [] : [{ ...name, ...schedule.state }];
    });
    this.#changed.clear();
    return changed;
  }

  /** The ticks that are held. */
  get held(): readonly StoredHold[] {
    return this.#answers.held.map(({ schedules, calls, isInside, from }) => ({
      schedules: schedules.map((schedule) => this.#names.get(schedule)).filter((name) => name !== undefined),
      calls: calls.map(nameOf).filter((name) => name !== undefined),
      isInside,
      from,
    }));
  }

  #scheduleOf(flow: object, { cron, key, timezone, site }: ScheduleRequest): Schedule {
    const name = JSON.stringify([site, key, timezone, cron]);
    return this.#byFlow.get(flow)?.get(name) ?? this.#add({ flow, name }, cron, timezone);
  }

  #add(name: ScheduleName, cron: string, timezone: string | undefined, state?: ScheduleState): Schedule {
    const times = new CronTimes(cron, timezone);
    const onTick = (): void => this.app.wake('tick');
    const onChange = (changed: Schedule): void => void this.#changed.add(changed);
    const schedule = new Schedule(cron, times, this.app.clock, onTick, onChange, state);
    const schedules = this.#byFlow.get(name.flow) ?? new Map<string, Schedule>();
    schedules.set(name.name, schedule);
    this.#byFlow.set(name.flow, schedules);
    this.#names.set(schedule, name);
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
