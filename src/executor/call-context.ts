import { AsyncLocalStorage } from 'node:async_hooks';
import { OutsideCallError } from '../errors.js';

/** Says things in the name of a work: each line appears with the work's path before it. Formats as `console.log` does. */
export interface Log {
  debug(message: string, ...details: unknown[]): void;
  info(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
  error(message: string, ...details: unknown[]): void;
}

/** What the `run` of a work may know of the call that it executes. */
export interface CallContext {
  /**
   * Aborted when nobody waits for the result any more: the call was stopped, or took longer than `timeoutMs`. Its reason is
   * the error that the call ended with.
   */
  readonly signal: AbortSignal;
  /** Counts the executions of this call, from 1: above 1 it is a retry. */
  readonly attempt: number;
  /**
   * Names the call for the outside world, the same for all its attempts, so that what is done twice can be known again:
   * `v1:` and 64 hexadecimal digits.
   */
  readonly callKey: string;
  /** Where the work stands: `root.trainer`. */
  readonly path: string;
  readonly log: Log;
}

/**
 * The call that is executing, in a module variable: the synchronous part of a body cannot be interrupted by another one,
 * and in a worker there is one call at a time.
 */
let sole: CallContext | undefined;

/** Made for the first body that has to be followed over its awaits, because it makes every await of the process dearer. */
let followed: AsyncLocalStorage<CallContext | undefined> | undefined;

/**
 * What the `run` of a work may know of the call that it executes.
 *
 * @throws {OutsideCallError} elsewhere than in the `run` of a work that an app executes.
 */
export function callContext(): CallContext {
  const context = sole ?? followed?.getStore();
  if (context === undefined) throw new OutsideCallError();
  return context;
}

/**
 * Runs a body on the app's own thread, where others run beside it.
 *
 * @param isFollowed Whether its code may ask for the context after an `await` as well.
 */
export function runInCall<T>(context: CallContext, code: () => T, isFollowed: boolean): T {
  if (isFollowed) {
    followed ??= new AsyncLocalStorage();
    return followed.run(context, code);
  }
  const outer = sole;
  sole = context;
  try {
    return code();
  } finally {
    sole = outer;
  }
}

/** In a worker: from now on all code belongs to this call; `undefined`, when it has ended. */
export function setSoleCall(context: CallContext | undefined): void {
  sole = context;
}
