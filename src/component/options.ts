/** Where a miss of a work runs. */
export type ExecutorName = 'inline' | 'thread' | 'process';

/** How often and when a call that failed is executed again, before it counts as failed. */
export interface RetryOptions {
  /**
   * How many times a call is executed at most, the first time included. An integer from 1 up, or Infinity.
   * @default 1
   */
  readonly attempts?: number;
  /**
   * How long after the first failure the second attempt begins, in milliseconds from 0 up.
   * @default 1000
   */
  readonly backoffMs?: number;
  /**
   * By how much each further wait is longer than the one before; from 1 up.
   * @default 2
   */
  readonly factor?: number;
  /**
   * Which part of each wait is left to chance, from 0 to 1: with 0.1 a wait is up to 10 % shorter or longer.
   * @default 0.1
   */
  readonly jitter?: number;
}

/** What a work may be told. Every option has a default, so each may be left out. */
export interface WorkOptions {
  /**
   * Whether a call with arguments that were seen before is answered from the ledger. With `false` every call executes,
   * except that in an app an equal call that is waiting or running is joined.
   * @default true
   */
  readonly cacheCalls?: boolean;
  /**
   * Whether a call goes on beside the flow and returns a promise. With `false` the call ends the pass until its result
   * is there. Counts only in an app.
   * @default false
   */
  readonly parallel?: boolean;
  /**
   * Whether a failure of this work ends the app. With `false` the failure reaches the flow at the call, as a
   * `WorkFailedError`. Counts only in an app.
   * @default true
   */
  readonly raiseException?: boolean;
  /**
   * How many results are remembered; beyond, the one that was used least recently is forgotten. An integer from 1 up.
   * @default Infinity
   */
  readonly maxEntries?: number;
  /**
   * How long a result counts, in milliseconds from its recording; more than 0.
   * @default Infinity
   */
  readonly ttlMs?: number;
  /**
   * How many calls may wait; beyond, a call throws `QueueFullError`. An integer from 1 up. Counts only in an app.
   * @default 1000
   */
  readonly maxQueue?: number;
  /**
   * Arguments that do not count for identity: positions from 0, or parameter names. An ignored argument reaches `run`
   * as the executing call gave it.
   * @default []
   */
  readonly ignore?: readonly (number | string)[];
  /**
   * Where misses run: on the app's own thread, on a worker thread, or in a process of their own. Counts only in an app.
   * A thread or process loads the module of the work, so its class has to be compiled with the transformer.
   * @default 'thread' where `parallel` is true, else 'inline'
   */
  readonly executor?: ExecutorName;
  /**
   * How many calls of this work may run side by side, each on an instance of its own (`'inline'`: on the one instance);
   * above 1, its fields are read-only in `run`. An integer from 1 up. Counts only in an app.
   * @default 1
   */
  readonly concurrency?: number;
  /**
   * Whether and how a call that failed is tried again. Counts only in an app.
   * @default one attempt
   */
  readonly retry?: RetryOptions;
  /**
   * How long one attempt may take from the begin of its `run`, in milliseconds above 0. Beyond, the call fails with the
   * reason `timeout`; its body is ended on a thread or in a process, and `'inline'` only told by its signal, so there a
   * synchronous `run` cannot have one. Counts only in an app.
   * @default Infinity
   */
  readonly timeoutMs?: number;
  /**
   * Whether the worker is started when the work joins the app, rather than by its first call: the module is loaded, the
   * instance made, `onStart` called. In an app that waits for Run, when somebody says Run. Counts only in an app.
   * @default false
   */
  readonly startWithFlow?: boolean;
  /**
   * How large a result may be, in bytes; beyond, the call fails with the reason `invalidResult`. Counts only in an app.
   * @default 104857600 (100 MiB)
   */
  readonly maxResultBytes?: number;
  /**
   * How large the arguments of a call may be together, in bytes, where they go to a thread or process; beyond, the call
   * fails. Counts only in an app.
   * @default 104857600 (100 MiB)
   */
  readonly maxArgumentBytes?: number;
  /**
   * How much memory a worker may take for its JavaScript objects, in mebibytes; beyond, it is ended and the call fails
   * with the reason `crashed`. Counts on threads and in processes.
   * @default what Node allows
   */
  readonly maxMemoryMb?: number;
  /**
   * Says by hand what the results of the work depend on besides arguments: where it is given, another text makes the work
   * forget, and changes of the code do not. Counts only in an app with a store, from when the work joins it.
   * @default the fingerprint of the code that the work reaches
   */
  readonly version?: string;
  /**
   * Names the work in the store, instead of the place where it stands: a work that is to keep its results wherever it
   * moves between two runs of the app. No two works of an app have the same. Counts from when the work joins its app.
   * @default its path
   */
  readonly key?: string;
}

/** Options of a work with nothing left open, except what follows from others. */
export interface ResolvedWorkOptions
  extends Required<Omit<WorkOptions, 'executor' | 'retry' | 'version' | 'key'>>,
    Pick<WorkOptions, 'version' | 'key'> {
  /** `undefined` where the work does not ask for one: see {@link executorOf}. */
  readonly executor: ExecutorName | undefined;
  readonly retry: Required<RetryOptions>;
}

/** The one place where the defaults of works stand. */
export const defaultWorkOptions: ResolvedWorkOptions = Object.freeze({
  cacheCalls: true,
  parallel: false,
  raiseException: true,
  maxEntries: Number.POSITIVE_INFINITY,
  ttlMs: Number.POSITIVE_INFINITY,
  maxQueue: 1000,
  ignore: Object.freeze([]),
  executor: undefined,
  concurrency: 1,
  retry: Object.freeze({ attempts: 1, backoffMs: 1000, factor: 2, jitter: 0.1 }),
  timeoutMs: Number.POSITIVE_INFINITY,
  startWithFlow: false,
  maxResultBytes: 100 * 2 ** 20,
  maxArgumentBytes: 100 * 2 ** 20,
  maxMemoryMb: Number.POSITIVE_INFINITY,
});

/** Options as they are laid over others. */
export type WorkOptionsLayer = Omit<WorkOptions, 'executor'> & {
  readonly executor?: ExecutorName | undefined;
};

/** Lays the layers of options over the defaults; later layers win. The parts of `retry` count each for itself. */
export function resolveWorkOptions(...layers: readonly WorkOptionsLayer[]): ResolvedWorkOptions {
  const retries = layers.map(({ retry }) => retry).filter((retry) => retry !== undefined);
  const retry =
    retries.length === 0
      ? defaultWorkOptions.retry
      : Object.freeze(Object.assign({}, defaultWorkOptions.retry, ...retries));
  return Object.freeze(Object.assign({}, defaultWorkOptions, ...layers, { retry }));
}

/** Whether workers that were started by some options cannot serve by others. */
export function needOtherWorkers(before: ResolvedWorkOptions, after: ResolvedWorkOptions): boolean {
  return (
    executorOf(before) !== executorOf(after) ||
    before.concurrency !== after.concurrency ||
    before.maxMemoryMb !== after.maxMemoryMb
  );
}

/**
 * Where misses of a work with these options run. Where the work does not ask for it itself (`executor` is undefined) and
 * was compiled without the transformer, `'inline'` has to do.
 */
export function executorOf({
  executor,
  parallel,
}: Pick<ResolvedWorkOptions, 'executor' | 'parallel'>): ExecutorName {
  return executor ?? (parallel ? 'thread' : 'inline');
}
