import type { WorkDefinition } from '../component/definition.js';
import type { ExecutorName, ResolvedWorkOptions } from '../component/options.js';
import type { FieldOp } from '../component/state/field-op.js';
import type { WorkState } from '../component/state/work-state.js';
import type { WorkerEndRequest } from '../worker-mode.js';
import type { CallName } from './call-name.js';
import type { OutputLine } from './output-line.js';

/** One execution of the `run` of a work. */
export interface Job {
  readonly args: readonly unknown[];
  /** Counts the executions of one call, from 1: above 1 it is a retry. */
  readonly attempt: number;
  /** Names the call for the outside world, the same for all its attempts: `v1:` and 64 hexadecimal digits. */
  readonly callKey: string;
  /** What the key is made of; absent where only the key is known. */
  readonly callName?: CallName;
}

/** What a body came to, before anything is recorded. */
export type BodyResult =
  | { readonly kind: 'returned'; readonly value: unknown; readonly isAsync: boolean }
  | { readonly kind: 'threw'; readonly error: unknown }
  /** What `run` returned, or an argument or field that it was to have, cannot cross to where it is needed. */
  | { readonly kind: 'invalid'; readonly error: Error }
  /** The worker was not ready: its module, the constructor, `onStart`, or too slow a start. */
  | { readonly kind: 'setupFailed'; readonly error: unknown }
  /** The worker came to its end during the call, and nobody had asked for it. */
  | { readonly kind: 'crashed'; readonly error: Error }
  | { readonly kind: 'neverBegan' };

/** Who hears of a job's progress; each method is called at most once, `onReady` first, then `onStart`. */
export interface JobListener {
  /**
   * A worker is ready for the job, which is looked at only now: the last moment to let it stand for another call. Not
   * called where no worker has to be waited for.
   */
  onReady?(): void;
  /** The body is about to begin; with `false` it does not, and `onEnd` is told `neverBegan`. */
  onStart(): boolean;
  /** The slot is free again: nothing of the body is left. */
  onEnd(result: BodyResult): void;
}

/** A work instance of an app, as executors see it. */
export interface WorkTarget {
  /** The flow's instance. */
  readonly work: object;
  readonly definition: WorkDefinition;
  /** As they are now: `withOptions` may change them. */
  readonly options: ResolvedWorkOptions;
  /** Where the work stands now: `root.trainer`. */
  readonly path: string;
  readonly state: WorkState;
  /** Takes a line that the work printed or logged elsewhere than on the app's own thread. */
  onOutput(line: OutputLine): void;
  /**
   * Takes what a worker did to the fields of the work, in order; it is applied to the flow's instance between two passes.
   *
   * @throws {FieldConflictError} where the flow wrote the same field during the call: the call is to fail with it, at once.
   */
  onRemoteChanges(ops: readonly FieldOp[]): void;
  /** What the flow does to the fields of the work, for the workers that are to know of it. */
  readonly changes: FlowChanges;
  /** Code in a worker asks for the end of the app. */
  onEndRequest(request: WorkerEndRequest): void;
  /** Takes an error of a worker that belongs to no call: its setup ahead of the first call, an `onExit` that threw. */
  onWorkerError(error: Error): void;
}

/** See {@link WorkTarget.changes}. */
export interface FlowChanges {
  /**
   * Calls `send` with what the flow did to the fields, from now on, in order and several at a time; returns what ends
   * that. Whoever subscribes has taken the fields as they are at this moment.
   */
  subscribe(send: (ops: readonly FieldOp[]) => void): () => void;
}

/**
 * A place where calls of one work run, one at a time. Opening a slot starts nothing; its first job does, or
 * {@link warmUp}. An executor may give up an idle slot's worker, and starts another when there is a job again.
 */
export interface Slot {
  /** Takes a job on and returns at once; the body starts in a macrotask of its own. Not before the last one's `onEnd`. */
  execute(job: Job, listener: JobListener): void;
  /**
   * Nobody waits for the job any more: its signal is aborted with `reason`, and where the executor can, the body is ended
   * wherever it stands. `onEnd` follows, within a second where the executor is not cooperative. Does nothing without a job.
   */
  abort(reason: Error): void;
  /** Starts the worker ahead of the first job. */
  warmUp(): void;
  /**
   * Gives the worker up after its `onExit`, which has `graceMs` for it; a job under way is aborted. Resolves when nothing
   * is left of it. May be called twice.
   */
  close(graceMs: number): Promise<void>;
}

/** Where misses run. */
export interface Executor {
  readonly name: ExecutorName;
  /** Whether a body that does not look at its signal goes on after {@link Slot.abort}. */
  readonly isCooperative: boolean;
  open(target: WorkTarget): Slot;
  /** Closes all slots, and whatever else the executor holds. May be called twice. */
  close(graceMs: number): Promise<void>;
}

/** Whether a value is a promise, of whichever realm or library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
