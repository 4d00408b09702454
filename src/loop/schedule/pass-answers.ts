import type { CallSource } from '../../ledger/call-promise.js';
import type { Schedule } from './schedule.js';

/** How a pass ended, as far as schedules are concerned. */
export interface PassEnd {
  readonly isSuspended: boolean;
  /** Whether the flow changed public fields in it. */
  readonly hasChangedState: boolean;
}

/**
 * What schedules answered in a pass. The passes that repeat a suspended one are that same pass to them: each schedule
 * answers as it did, until one of the passes runs through. Else the branch of a tick could not be gone on with once the
 * call that it waits for has ended, and a tick that falls meanwhile would be given to a pass that never sees its end.
 *
 *     pass, true ──suspended──▶ repeat, true ──suspended──▶ repeat, true ──through──▶ the tick is done
 *
 * A repeat calls what the first pass called, or it is none. Three things tell:
 *
 * - A call with `cacheCalls: false` cannot be gone on from; a repeat would only execute it again. The tick is done.
 * - Before the repeat gets to the call that is waited for, it would make a new one of that work: the arguments changed.
 *   It ends there, before that, and the tick is done.
 * - The flow changed its state by the tick. If what it waits for follows from that state, it goes on without the tick; so
 *   the next pass is a *trial*, which is not given it. If the trial comes to the call, the tick is done; if it runs
 *   through beside it, the repeats are given the tick, once the call has ended.
 */
export class PassAnswers {
  /** For each schedule that was asked the tick that it gives, or `undefined` where it answers false. */
  readonly #ticks = new Map<Schedule, number | undefined>();
  /** The calls that the last suspended pass waits for. */
  #awaited: readonly CallSource[] = [];
  #trial: 'none' | 'open' | 'ranBeside' = 'none';

  // Of the pass under way alone.

  /** Whether it is to show where the flow goes without the ticks. */
  #isTrial = false;
  /** Works of which a call was answered, joined or waited for. */
  readonly #met = new Set<string>();
  #waitsFor: CallSource[] = [];
  #hasGiven = false;
  #hasDiverged = false;

  /** Begins a pass. */
  begin(): void {
    this.#isTrial = this.#isTrialDue;
  }

  /** Answers whether a schedule gives a tick in the pass under way; `due` is asked where it has not answered yet. */
  answer(schedule: Schedule, due: () => number | undefined): boolean {
    if (!this.#ticks.has(schedule)) this.#ticks.set(schedule, this.#isTrial ? undefined : due());
    if (this.#isTrial || this.#ticks.get(schedule) === undefined) return false;
    this.#hasGiven = true;
    return true;
  }

  /** Takes note of a call that was answered or joined, of the work at a path. */
  noteMet(path: string): void {
    if (this.#awaited.length > 0) this.#met.add(path);
  }

  /** Takes note of what the pass is suspended for. */
  noteWaiting(calls: readonly CallSource[]): void {
    this.#waitsFor.push(...calls);
    for (const { label } of calls) this.#met.add(label);
  }

  /** Whether a new call of a work would make the repeat that is under way another pass. */
  diverges(path: string): boolean {
    const diverges =
      this.#hasGiven && !this.#met.has(path) && this.#awaited.some(({ label }) => label === path);
    this.#hasDiverged ||= diverges;
    return diverges;
  }

  /** Ends the pass under way; true where another one is due at once. */
  end({ isSuspended, hasChangedState }: PassEnd): boolean {
    const canGoOn = isSuspended && !this.#hasDiverged && this.#waitsFor.every(({ isKept }) => isKept);
    const isDueAgain = this.#isTrial ? this.#endTrial(canGoOn) : this.#endPass(canGoOn, hasChangedState);
    const isDue = isDueAgain || this.#hasDiverged;
    this.#met.clear();
    this.#waitsFor = [];
    this.#hasGiven = false;
    this.#hasDiverged = false;
    return isDue;
  }

  get #isTrialDue(): boolean {
    if (this.#trial !== 'ranBeside') return this.#trial === 'open';
    // To give the ticks before the call has ended would be to come to it again, and to wait again.
    return this.#awaited.some(({ isUnderWay }) => isUnderWay);
  }

  #endPass(canGoOn: boolean, hasChangedState: boolean): boolean {
    if (!canGoOn) return this.#finish();
    this.#awaited = this.#waitsFor;
    this.#trial = this.#hasGiven && hasChangedState ? 'open' : 'none';
    return false;
  }

  #endTrial(canGoOn: boolean): boolean {
    if (this.#awaited.some(({ label }) => this.#met.has(label))) {
      this.#takeTicks();
      return this.#endPass(canGoOn, false);
    }
    // Suspended elsewhere, it did not get as far as to show anything.
    if (canGoOn) return false;
    this.#trial = 'ranBeside';
    return !this.#isTrialDue;
  }

  /** Has done with the ticks that were given; true where a schedule that was asked has another one. */
  #finish(): boolean {
    const asked = [...this.#ticks.keys()];
    this.#takeTicks();
    this.#ticks.clear();
    this.#awaited = [];
    this.#trial = 'none';
    return asked.some(({ due }) => due !== undefined);
  }

  #takeTicks(): void {
    for (const [schedule, tick] of this.#ticks) {
      if (tick === undefined) continue;
      schedule.take(tick);
      this.#ticks.set(schedule, undefined);
    }
  }
}
