import type { Clock } from '../clock.js';
import type { Executor, WorkTarget } from '../executor/executor.js';
import type { Call } from '../ledger/call.js';
import type { Redact } from '../ledger/why/reason.js';
import type { DurableWork } from './durable-work.js';
import type { PassUnderWay } from './pass-under-way.js';

/** What a work's dispatch needs of the app that the work belongs to. */
export interface Host {
  /** Where the work stands in the tree: `root.trainer`. */
  readonly path: string;
  readonly clock: Clock;
  /** The work as executors see it. */
  readonly target: WorkTarget;
  /** How long a worker that is given up has for its `onExit`, in milliseconds. */
  readonly graceMs: number;
  /** Which run of the app on its store it is, from 1; always 1 without a store. */
  readonly run: number;
  /** What the store has of the work; `undefined` where the app has no store. */
  readonly durable: DurableWork | undefined;
  /** What of arguments may be shown. */
  readonly redact: Redact | undefined;
  /** Where the calls of the work run by its options as they are now; one and the same object for each executor. */
  executor(): Executor;
  /** Chance: a number from 0 to below 1. */
  random(): number;
  /**
   * The pass that the calling code belongs to.
   *
   * @throws {OutsidePassError} where it belongs to none of this app.
   */
  passUnderWay(): PassUnderWay;
  /** What workers that are started ahead of their first call have to wait for; `undefined` where that is nothing. */
  begin(): Promise<void> | undefined;
  /** Says something on stderr, once for each text. */
  warnOnce(message: string): void;
  /** Gives the fields of the work the values that they had when it joined the app. */
  resetState(): void;
  /** Called when the store is asked about a call and does not answer at once; {@link onLookedUp} follows. */
  onLooking(): void;
  onLookedUp(isFound: boolean): void;
  onQueued(call: Call): void;
  /** Called at the begin of each attempt, the first one included. */
  onStarted(call: Call): void;
  onJoined(call: Call): void;
  /** Called when an attempt has failed and another one will be made, `delayMs` from now. */
  onRetried(call: Call, retried: Retried): void;
  /** Called when results or failures are forgotten, or a stopped work goes on, so that the flow has to ask again. */
  onForgotten(): void;
  /** Called when the ledger knows the outcome: the next pass will see it. `endsApp` with a failure that nobody handles. */
  onSettled(call: Call, endsApp: boolean): void;
}

/** An attempt that failed and is followed by another. */
export interface Retried {
  /** Which attempt it was, from 1. */
  readonly attempt: number;
  /** How long the next one waits, in milliseconds. */
  readonly delayMs: number;
  readonly error: unknown;
}
