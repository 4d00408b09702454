import type { Encoded } from '../codec/encode.js';
import type { WorkerEndRequest } from '../worker-mode.js';
import type { CallName } from './call-name.js';
import type { LogLevel } from './output-line.js';

/*
 * What crosses between the app and a worker. All of it is plain data that the structured clone knows, so that a thread's
 * port and the channel of a process carry it alike.
 *
 *   app                          worker
 *    │  WorkerStart ──────────────▶│  loads the module, finds the class
 *    │◀───────────────── loaded ───│  makes the instance, `onStart`
 *    │◀────────────────── ready ───│                    (or setupFailed)
 *    │  call ─────────────────────▶│
 *    │◀──────────────── produced ──│  output, log, changes of fields      any number of times
 *    │  fields ───────────────────▶│  changes of fields                   any number of times
 *    │◀── returned/threw/invalid ──│  one of them; all that came before it in the body was sent before it
 *    │  close ────────────────────▶│  `onExit`, then the worker ends
 */

/** What a worker is started with: it hosts one instance of one work. */
export interface WorkerStart {
  /** Where the work stands, for messages: `root.trainer`. */
  readonly path: string;
  readonly classId: string;
  readonly className: string;
  /** The module that makes the class: a file URL, or a path where it is CommonJS. */
  readonly file: string;
  /** A list. */
  readonly constructorArguments: Encoded;
  /** A record of the public fields, assigned over what the constructor left. */
  readonly fields: Encoded;
  /** Whether `run` may not write fields, because several calls run side by side. */
  readonly areFieldsReadOnly: boolean;
  /** Limit of the worker's JavaScript objects; absent where Node's own counts. */
  readonly maxMemoryMb?: number;
}

/** What the app tells a worker. */
export type ToWorker =
  | CallMessage
  /** What the flow did to the fields, in order: a list of field operations. Reaches a body in the middle of a loop. */
  | { readonly kind: 'fields'; readonly ops: Encoded }
  /** The worker is to end: after the body under way, if any, whose signal is aborted, and after `onExit`. */
  | { readonly kind: 'close' };

/** Runs the body once. One call at a time: not before the result of the last one. */
export interface CallMessage {
  readonly kind: 'call';
  /** A list. */
  readonly args: Encoded;
  readonly attempt: number;
  /** Or its key itself. */
  readonly callName: CallName | string;
  /** Where the work stands now. */
  readonly path: string;
  readonly maxResultBytes: number;
}

/** What a worker tells the app. */
export type FromWorker =
  /** The module is loaded and the class found. */
  | { readonly kind: 'loaded' }
  /** The instance is made and its `onStart` is through: calls may come. */
  | { readonly kind: 'ready' }
  /** The worker is of no use; `error` says of what kind and why. It ends by itself. */
  | { readonly kind: 'setupFailed'; readonly error: Encoded }
  /** What came about in the middle of a body, or beside one, in order. */
  | { readonly kind: 'produced'; readonly entries: readonly Produced[] }
  | ResultMessage
  /** Code in the worker called `stop` or `fail`. */
  | ({ readonly kind: 'endRequested' } & WorkerEndRequest)
  /** A hook threw whose errors have no call to go to. */
  | { readonly kind: 'hookFailed'; readonly hook: 'onException' | 'onExit'; readonly error: Encoded };

/** What the body came to. */
export type ResultMessage =
  | { readonly kind: 'returned'; readonly value: Encoded; readonly isAsync: boolean }
  | { readonly kind: 'threw'; readonly error: Encoded }
  /** What `run` returned cannot cross, or is too large. */
  | { readonly kind: 'invalid'; readonly error: Encoded };

/** One thing that a worker brought about beside results. */
export type Produced =
  /** Text as it was printed; a line may come in several pieces. */
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** A message to the log of the call, possibly of several lines. */
  | { readonly kind: 'log'; readonly level: LogLevel; readonly text: string }
  /** What the work did to a field: one field operation. */
  | { readonly kind: 'change'; readonly op: Encoded };

/** How a worker came to its end. */
export interface WorkerExit {
  /** As a clause: `it called process.exit(3)`, `it was killed by SIGKILL`. */
  readonly how: string;
  /** The error that ended it, if one did. */
  readonly error?: Encoded;
}
