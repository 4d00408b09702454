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

  constructor(private readonly clock: Clock) {}

  /** Whether the loop rests, waiting for something to happen. */
  get isAwaited(): boolean {
    return this.#resume !== undefined;
  }

  /** Lets the next pass begin. */
  wake(reason: WakeReason): void {
    if (ownReasons.has(this.#reason)) this.#reason = reason;
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }

  /** Takes all reasons that came until now, for the pass that begins; true if one came from outside the flow. */
  take(): boolean {
    const reason = this.#reason;
    this.#reason = undefined;
    return !ownReasons.has(reason);
  }

  /**
   * Resolves when a pass is due: in the next turn of the event loop where a reason is there already, else with the
   * first reason that comes or after `heartbeatMs`. Why it is due, {@link take} tells.
   */
  next(heartbeatMs: number | false): Promise<void> {
    if (this.#reason !== undefined) return new Promise((resolve) => this.clock.defer(resolve));
    return new Promise((resolve) => {
      let alarm: Alarm | undefined;
      this.#resume = () => {
        alarm?.cancel();
        resolve();
      };
      if (heartbeatMs !== false) alarm = this.clock.setAlarm(heartbeatMs, () => this.wake('heartbeat'));
    });
  }
}
