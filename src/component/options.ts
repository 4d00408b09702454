import { InvalidOptionError } from '../errors.js';

/** Where a miss of a work runs. */
export type ExecutorName = 'inline' | 'thread' | 'process';

/** How often and when a call that failed is executed again, before it counts as failed. */
export interface RetryOptions {
  /**
   * How many times a call is executed at most, the first time included. An integer from 1 up.
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
   * How long one attempt may take, in milliseconds above 0. Beyond, the call fails with the reason `timeout`; its body is
   * ended on a thread or in a process, and `'inline'` only told by its signal. Counts only in an app.
   * @default Infinity
   */
  readonly timeoutMs?: number;
  /**
   * Whether the worker is started when the work joins the app, rather than by its first call: the module is loaded, the
   * instance made, `onStart` called. Counts only in an app.
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
}

/** Options of a work with nothing left open. */
export type ResolvedWorkOptions = Required<WorkOptions>;

/** The one place where the defaults of works stand. */
export const defaultWorkOptions: ResolvedWorkOptions = Object.freeze({
  cacheCalls: true,
  parallel: false,
  raiseException: true,
  maxEntries: Number.POSITIVE_INFINITY,
  ttlMs: Number.POSITIVE_INFINITY,
  maxQueue: 1000,
  ignore: Object.freeze([]),
});

interface Rule {
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** The part of a value that is not accepted, where a part can be blamed. */
  culprit?(value: unknown): unknown;
}

const boolean: Rule = { expected: 'a boolean', accepts: (value) => typeof value === 'boolean' };
const count: Rule = {
  expected: 'an integer from 1 up, or Infinity',
  accepts: (value) =>
    value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && (value as number) >= 1),
};
const duration: Rule = {
  expected: 'a number of milliseconds above 0, or Infinity',
  accepts: (value) => typeof value === 'number' && value > 0,
};
const positions: Rule = {
  expected: 'an array of argument positions (integers from 0 up) and parameter names',
  accepts: (value) => Array.isArray(value) && value.every(isPositionOrName),
  culprit: (value) => (Array.isArray(value) ? value.find((item) => !isPositionOrName(item)) : value),
};

const rules: { readonly [Option in keyof WorkOptions]-?: Rule } = {
  cacheCalls: boolean,
  parallel: boolean,
  raiseException: boolean,
  maxEntries: count,
  ttlMs: duration,
  maxQueue: count,
  ignore: positions,
};

/**
 * Checks options as a person wrote them. Options given as `undefined` count as left out.
 *
 * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
 */
export function checkWorkOptions(options: unknown): WorkOptions {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new InvalidOptionError('options', 'an object', options);
  }
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof WorkOptions] : undefined;
    if (rule === undefined) throw unknownOption(name, value);
    if (value === undefined) continue;
    if (!rule.accepts(value))
      throw new InvalidOptionError(name, rule.expected, rule.culprit?.(value) ?? value);
    checked[name] = Array.isArray(value) ? Object.freeze([...value]) : value;
  }
  return checked;
}

/** Lays the layers of options over the defaults; later layers win. */
export function resolveWorkOptions(...layers: readonly WorkOptions[]): ResolvedWorkOptions {
  return Object.freeze(Object.assign({}, defaultWorkOptions, ...layers));
}

function isPositionOrName(item: unknown): boolean {
  return typeof item === 'string' ? item !== '' : Number.isInteger(item) && (item as number) >= 0;
}

function unknownOption(name: string, value: unknown): InvalidOptionError {
  return new InvalidOptionError(
    name,
    `one of the options of a work (${Object.keys(rules).join(', ')})`,
    value,
  );
}
