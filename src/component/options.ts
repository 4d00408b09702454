import { InvalidOptionError } from '../errors.js';

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
