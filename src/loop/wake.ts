import type { Alarm, Clock } from '../clock.js';

/** Why a pass begins. */
export type WakeReason = 'start' | 'callEnded' | 'stateSet' | 'flowChanged' | 'heartbeat' | 'end';

/**
 * What the loop waits on between two passes. Reasons that come during a pass are kept, so that none is missed; of
 * several the first counts.
 */
export class WakeUp {
  #reason: WakeReason | undefined;
  #resume: ((reason: WakeReason) => void) | undefined;

  constructor(private readonly clock: Clock) {}

  /** Whether the loop rests, waiting for something to happen. */
  get isAwaited(): boolean {
    return this.#resume !== undefined;
  }

  /** Lets the next pass begin. */
  wake(reason: WakeReason): void {
    const resume = this.#resume;
    if (resume === undefined) {
      this.#reason ??= reason;
      return;
    }
    this.#resume = undefined;
    resume(reason);
  }

  /**
   * Resolves when a pass is due: in the next turn of the event loop where a reason is there already, else with the
   * first reason that comes or after `heartbeatMs`.
   */
  next(heartbeatMs: number | false): Promise<WakeReason> {
    const waiting = this.#reason;
    if (waiting !== undefined) {
      this.#reason = undefined;
      return new Promise((resolve) => this.clock.defer(() => resolve(waiting)));
    }
    return new Promise((resolve) => {
      let alarm: Alarm | undefined;
      this.#resume = (reason) => {
        alarm?.cancel();
        resolve(reason);
      };
      if (heartbeatMs !== false) alarm = this.clock.setAlarm(heartbeatMs, () => this.wake('heartbeat'));
    });
  }
}
