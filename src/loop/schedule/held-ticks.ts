import type { CallSource } from '../../ledger/call-promise.js';
import type { Schedule } from './schedule.js';

/** What a pass that has ended showed. */
export interface EndedPass {
  readonly isSuspended: boolean;
  /** Whether it was ended before a new call, see {@link HeldTicks.diverges}. */
  readonly hasDiverged: boolean;
  /** Whether it came to where a call is waited for, be it that the call had ended by then. */
  comesTo(call: CallSource): boolean;
  wasAsked(schedule: Schedule): boolean;
  /** Whether a schedule answered true. */
  hasGiven(schedule: Schedule): boolean;
}

/** What is known of ticks that are held. */
export interface HeldKnowledge {
  /** Whether the pass was suspended in the branch of one of them. */
  readonly isInside: boolean;
  /** Ticks from this one on are given again. */
  readonly from: number;
}

/** Ticks that are held, in the order of the pass that was given them, and the calls that it was suspended for. */
export interface HeldState extends HeldKnowledge {
  readonly schedules: readonly Schedule[];
  readonly calls: readonly CallSource[];
}

/**
 * The ticks that one suspended pass was given, until it is known whether their branches have run through. A pass shows
 * nothing but the calls that it comes to, so the flow is tried without the ticks:
 *
 *     open ──comes to the calls──▶ done                           the suspension was outside the branch
 *       └───does not──▶ inside ──calls ended──▶ given again       …or inside
 *
 * Of several ticks inside whose branch the suspension may be, the last given is the likeliest. So that no other is given
 * twice they are tried from the last one on, until the flow comes to the calls; where one is not even asked, because
 * its question stands in the branch of the one before, that one is given as well. But nothing is to stand still for them: a
 * new tick of one that is not the likeliest is given as any other, and takes the place of the one that is held.
 */
export class HeldTicks {
  #isInside: boolean;
  /** Ticks from this one on are given again. */
  #from: number;
  /** Whether they are in the pass under way. */
  #isTried = false;
  #hasDiverged = false;

  /**
   * @param schedules Those that gave the ticks, in the order of the pass.
   * @param calls What it was suspended for.
   * @param known What was known of them already, when an earlier run ended.
   */
  constructor(
    private schedules: readonly Schedule[],
    readonly calls: readonly CallSource[],
    known: HeldKnowledge = { isInside: false, from: 0 },
  ) {
    this.#isInside = known.isInside;
    this.#from = known.from;
  }

  /** What another run goes on with. */
  get state(): HeldState {
    return { schedules: this.schedules, calls: this.calls, isInside: this.#isInside, from: this.#from };
  }

  /** Whether it is known of every tick that it is done. */
  get isDone(): boolean {
    return this.schedules.length === 0;
  }

  has(schedule: Schedule): boolean {
    return this.schedules.includes(schedule);
  }

  /** Has no more to do with a schedule. */
  release(schedule: Schedule): void {
    const index = this.schedules.indexOf(schedule);
    if (index === -1) return;
    this.schedules = this.schedules.filter((one) => one !== schedule);
    if (index < this.#from) this.#from--;
    this.#keepFromInside();
  }

  /** Begins a pass. To give a tick while a call is under way would be to come to it again, and to wait again. */
  begin(): void {
    this.#isTried = this.#isInside && !this.#isWaiting;
  }

  /** Whether the pass under way is given the tick of a schedule again. */
  gives(schedule: Schedule): boolean {
    return this.#isTried && this.schedules.indexOf(schedule) >= this.#from;
  }

  /** Whether no new tick of a schedule may be given. */
  bars(schedule: Schedule): boolean {
    return this.#isInside ? this.schedules.at(-1) === schedule : this.has(schedule);
  }

  /**
   * Whether a branch that is gone on with is about to call a work anew instead of coming to the call that it waited for:
   * its arguments do not stay the same, and to go on would be to wait for one call after another.
   */
  diverges(path: string, pass: Pick<EndedPass, 'hasGiven'>, isMade: (call: CallSource) => boolean): boolean {
    this.#hasDiverged ||=
      this.#isTried &&
      this.schedules.some(pass.hasGiven) &&
      this.calls.some((call) => call.label === path && !isMade(call));
    return this.#hasDiverged;
  }

  /** Judges by a pass that has ended; true where the next pass can tell or give more. */
  end(pass: EndedPass): boolean {
    if (pass.hasDiverged && !this.#hasDiverged) return false;
    if (this.#isTried) return this.#endTried(pass);
    return !this.#isInside && this.#endTrial(pass);
  }

  #endTrial(pass: EndedPass): boolean {
    if (this.calls.every(pass.comesTo)) {
      this.schedules = [];
      return false;
    }
    // Suspended above the schedules, it did not get as far as to show anything.
    if (pass.isSuspended && !this.schedules.some(pass.wasAsked)) return false;
    this.#isInside = true;
    this.#from = this.schedules.length - 1;
    return !this.#isWaiting;
  }

  #endTried(pass: EndedPass): boolean {
    const given = this.schedules.filter(pass.hasGiven);
    if (given.length === 0) {
      if (pass.isSuspended || this.#from === 0) return false;
      this.#from--;
      return true;
    }
    const isDone = this.#hasDiverged || this.calls.every(pass.comesTo);
    this.schedules = isDone ? [] : this.schedules.filter((schedule) => !given.includes(schedule));
    this.#keepFromInside();
    return this.schedules.length > 0;
  }

  #keepFromInside(): void {
    this.#from = Math.max(0, Math.min(this.#from, this.schedules.length - 1));
  }

  get #isWaiting(): boolean {
    return this.calls.some(({ isUnderWay }) => isUnderWay);
  }
}
