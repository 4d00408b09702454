import type { MadeWork } from '../../call/pass-under-way.js';
import type { CallSource } from '../../ledger/call-promise.js';
import { type HeldState, HeldTicks } from './held-ticks.js';
import { LostCall } from './lost-call.js';
import type { Schedule } from './schedule.js';

/**
 * What schedules answer in the passes of one app. A tick is given once, with these rules:
 *
 * - While a call is under way that the pass before waited for, no tick is given: it is given to the first pass after it.
 * - Where a pass is suspended after it was given ticks, these are held: the next pass, which follows at once, is to
 *   show whether the suspension was inside their branches. Only then are they given again, once the call has ended, so that
 *   the branch can be gone on with, see {@link HeldTicks}.
 * - From a call with `cacheCalls: false` nothing can be gone on with, so nothing is held where one is waited for.
 */
export class PassAnswers {
  #held: HeldTicks[] = [];
  /** What the last pass was suspended for. */
  #suspendedFor: readonly CallSource[] = [];

  // Of the pass under way alone.

  /** Whether it will be suspended where the last one was, unless the flow goes another way. */
  #isRepeat = false;
  readonly #answers = new Map<Schedule, boolean>();
  /** Of the calls that held ticks wait for: those that were made, and those whose value was asked for. */
  readonly #made = new Set<CallSource>();
  readonly #cameTo = new Set<CallSource>();
  #waitsFor: CallSource[] = [];
  #hasDiverged = false;

  /** The ticks that are held. */
  get held(): readonly HeldState[] {
    return this.#held.map(({ state }) => state);
  }

  /** Holds ticks that an earlier run held when it ended. */
  hold({ schedules, calls, ...known }: HeldState): void {
    this.#held.push(new HeldTicks(schedules, calls, known));
  }

  /** Begins a pass. */
  begin(): void {
    this.#isRepeat = this.#isSuspended;
    for (const held of this.#held) held.begin();
    this.#answers.clear();
    this.#made.clear();
    this.#cameTo.clear();
    this.#waitsFor = [];
    this.#hasDiverged = false;
  }

  /** Answers whether a schedule gives a tick in the pass under way; `due` is asked where a tick may be given. */
  answer(schedule: Schedule, due: () => number | undefined): boolean {
    let answer = this.#answers.get(schedule);
    if (answer === undefined) {
      const held = this.#heldOf(schedule);
      answer = held?.gives(schedule) === true || (!this.#isRepeat && this.#takes(schedule, due, held));
      this.#answers.set(schedule, answer);
    }
    return answer;
  }

  /** Takes note of a call that was answered or joined. */
  noteMade(work: MadeWork, args: readonly unknown[]): void {
    if (this.#held.length === 0) return;
    const key = work.keyOf(args);
    for (const call of this.#heldCalls()) {
      if (!call.isCallOf(work.label, key)) continue;
      this.#made.add(call);
      // The promise of a parallel call is asked later for the value, if at all.
      if (!work.options.parallel) this.#cameTo.add(call);
    }
  }

  /** Takes note of calls whose values are asked for. */
  noteRead(sources: readonly CallSource[]): void {
    if (this.#held.length === 0) return;
    for (const call of this.#heldCalls()) {
      const isRead = (source: CallSource): boolean =>
        // Calls without a result share one record.
        source === call ||
        (call instanceof LostCall && call.isAgain(source)) ||
        (source === call.current && this.#made.has(call));
      if (sources.some(isRead)) this.#cameTo.add(call);
    }
  }

  /** Takes note of what the pass is suspended for. */
  noteWaiting(calls: readonly CallSource[]): void {
    this.#waitsFor.push(...calls);
    this.noteRead(calls);
  }

  /** Whether the pass under way has to end before a new call of the work at a path, see {@link HeldTicks.diverges}. */
  diverges(path: string): boolean {
    const isMade = (call: CallSource): boolean => this.#made.has(call);
    for (const held of this.#held) {
      if (held.diverges(path, { hasGiven: this.#hasGiven }, isMade)) this.#hasDiverged = true;
    }
    return this.#hasDiverged;
  }

  /** Ends the pass under way; true where another one is due at once. */
  end(isSuspended: boolean): boolean {
    const pass = {
      isSuspended,
      hasDiverged: this.#hasDiverged,
      comesTo: (call: CallSource) => this.#cameTo.has(call),
      wasAsked: (schedule: Schedule) => this.#answers.has(schedule),
      hasGiven: this.#hasGiven,
    };
    let isDue = this.#hasDiverged;
    for (const held of this.#held) if (held.end(pass)) isDue = true;
    this.#held = this.#held.filter(({ isDone }) => !isDone);
    this.#suspendedFor = this.#waitsFor;
    const asked = [...this.#answers.keys()];
    const given = asked.filter(this.#hasGiven);
    if (given.length > 0 && this.#canBeGoneOnWith(isSuspended)) {
      this.#held.push(new HeldTicks(given, this.#waitsFor));
      isDue = true;
    }
    return isDue || asked.some((schedule) => this.#mayBeGiven(schedule) && schedule.due !== undefined);
  }

  /** Has no more to do with a schedule. */
  forget(schedule: Schedule): void {
    this.#heldOf(schedule)?.release(schedule);
  }

  readonly #hasGiven = (schedule: Schedule): boolean => this.#answers.get(schedule) === true;

  get #isSuspended(): boolean {
    return this.#suspendedFor.some(({ isUnderWay }) => isUnderWay);
  }

  #canBeGoneOnWith(isSuspended: boolean): boolean {
    return isSuspended && !this.#hasDiverged && this.#waitsFor.every(({ isKept }) => isKept);
  }

  /** Takes the tick that is due, if it may be given. */
  #takes(schedule: Schedule, due: () => number | undefined, held: HeldTicks | undefined): boolean {
    const tickMs = held?.bars(schedule) === true ? undefined : due();
    if (tickMs === undefined) return false;
    held?.release(schedule);
    schedule.take(tickMs);
    return true;
  }

  #mayBeGiven(schedule: Schedule): boolean {
    return !this.#isSuspended && this.#heldOf(schedule)?.bars(schedule) !== true;
  }

  #heldOf(schedule: Schedule): HeldTicks | undefined {
    return this.#held.find((held) => held.has(schedule));
  }

  #heldCalls(): CallSource[] {
    return this.#held.flatMap(({ calls }) => calls);
  }
}
