/** One execution of the `run` of a work. */
export interface Job {
  readonly work: object;
  readonly body: (...args: unknown[]) => unknown;
  readonly args: readonly unknown[];
}

/** What a body came to, before anything is recorded. */
export type BodyResult =
  | { readonly kind: 'returned'; readonly value: unknown; readonly isAsync: boolean }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'neverBegan' };

/** Who hears of a job's progress; each method is called at most once, `onStart` first. */
export interface JobListener {
  /** The body is about to begin; with `false` it does not, and `onEnd` is told `neverBegan`. */
  onStart(): boolean;
  onEnd(result: BodyResult): void;
}

/** Where a miss runs. */
export interface Executor {
  /** Takes a job on and returns at once; the body starts in a macrotask of its own. */
  execute(job: Job, listener: JobListener): void;
}

/** Whether a value is a promise, of whichever realm or library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
