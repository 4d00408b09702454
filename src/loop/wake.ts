import type { Alarm, Clock } from '../clock.js';

/** Why a pass begins. */
export type WakeReason = 'start' | 'callEnded' | 'stateSet' | 'flowChanged' | 'heartbeat' | 'tick' | 'end';

/** Reasons that tell of nothing but the flow and the clock. */
const ownReasons: ReadonlySet<WakeReason | undefined> = new Set([undefined, 'flowChanged', 'heartbeat']);

/**
 * What the loop waits on between two passes. Reasons that come during a pass are kept, so that none is missed; of
 * several the first from outside the flow counts.
 */
export class WakeUp {
  #reason: WakeReason | undefined;
  #resume: (() => void) | undefined;
  /** Whether ends of calls are gathered for a while, and how they are told from what is to begin a pass at once. */
  #isGathering = false;
  #isUrgent = false;

  constructor(
    private readonly clock: Clock,
    private readonly areCallsUnderWay: () => boolean,
  ) {}

  /** Whether the loop rests, waiting for something to happen. */
  get isAwaited(): boolean {
    return this.#resume !== undefined && this.#reason === undefined;
  }

  /** Lets the next pass begin. */
  wake(reason: WakeReason): void {
    if (ownReasons.has(this.#reason)) this.#reason = reason;
    // The last end of many is as urgent as a single one.
    this.#isUrgent ||= reason !== 'callEnded' || !this.areCallsUnderWay();
    if (!this.#isGathering || this.#isUrgent) this.#go();
  }

  /** Takes all reasons that came until now, for the pass that begins; true if one came from outside the flow. */
  take(): boolean {
    const reason = this.#reason;
    this.#reason = undefined;
    this.#isUrgent = false;
    return !ownReasons.has(reason);
  }

  /**
   * Resolves when a pass is due: in the next turn of the event loop where a reason is there already, else with the
   * first reason that comes or after `heartbeatMs`. Why it is due, {@link take} tells.
   *
   * @param gatherMs So long the ends of calls are gathered for one pass, where others are still under way and nothing else
   *   is a reason; 0 after a short pass. After a long one even an urgent reason waits for the next turn of the event loop:
   *   bodies that begin in one turn each give reasons, and with a long pass after each of them neither timers nor
   *   connections would have a turn.
   */
  next(heartbeatMs: number | false, gatherMs = 0): Promise<void> {
    const isGathering = gatherMs > 0 && !this.#isUrgent;
    if (this.#reason !== undefined && !isGathering)
      return new Promise((resolve) => this.clock.defer(resolve));
    return new Promise((resolve) => {
      const alarms: Alarm[] = [];
      this.#resume = () => {
        for (const alarm of alarms) alarm.cancel();
        if (gatherMs > 0) this.clock.defer(resolve);
        else resolve();
      };
      this.#isGathering = isGathering;
      if (isGathering) alarms.push(this.clock.setAlarm(gatherMs, () => this.#endGathering()));
      if (heartbeatMs !== false) alarms.push(this.clock.setAlarm(heartbeatMs, () => this.wake('heartbeat')));
    });
  }

  #endGathering(): void {
    this.#isGathering = false;
    if (this.#reason !== undefined) this.#go();
  }

  #go(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    this.#isGathering = false;
    resume?.();
  }
}
