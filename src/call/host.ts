import type { Clock } from '../clock.js';
import type { Call } from '../ledger/call.js';
import type { PassUnderWay } from './pass-under-way.js';

/** What a work's dispatch needs of the app that the work belongs to. */
export interface Host {
  /** Where the work stands in the tree: `root.trainer`. */
  readonly path: string;
  readonly clock: Clock;
  /**
   * The pass that the calling code belongs to.
   *
   * @throws {OutsidePassError} where it belongs to none of this app.
   */
  passUnderWay(): PassUnderWay;
  /** Says something on stderr, once for each text. */
  warnOnce(message: string): void;
  onQueued(call: Call): void;
  onStarted(call: Call): void;
  onJoined(call: Call): void;
  /** Called when results or failures are forgotten, so that the flow has to ask again. */
  onForgotten(): void;
  /** Called when the ledger knows the outcome: the next pass will see it. `endsApp` with a failure that nobody handles. */
  onSettled(call: Call, endsApp: boolean): void;
}
