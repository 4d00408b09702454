import { InvalidOptionError } from '../errors.js';
import type { ExecutorName, RetryOptions, WorkOptions } from './options.js';

interface Rule {
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** The part of a value that is not accepted, where a part can be blamed. */
  culprit?(value: unknown): unknown;
}

type Rules<Options> = { readonly [Option in keyof Options]-?: Rule };

const executorNames: readonly ExecutorName[] = ['inline', 'thread', 'process'];

const boolean: Rule = { expected: 'a boolean', accepts: (value) => typeof value === 'boolean' };
const integer: Rule = {
  expected: 'an integer from 1 up',
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
};
const count: Rule = {
  expected: 'an integer from 1 up, or Infinity',
  accepts: (value) =>
    value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && (value as number) >= 1),
};
const duration: Rule = {
  expected: 'a number of milliseconds above 0, or Infinity',
  accepts: (value) => typeof value === 'number' && value > 0,
};
const wait: Rule = {
  expected: 'a number of milliseconds from 0 up',
  accepts: (value) => Number.isFinite(value) && (value as number) >= 0,
};
const factor: Rule = {
  expected: 'a number from 1 up',
  accepts: (value) => Number.isFinite(value) && (value as number) >= 1,
};
const share: Rule = {
  expected: 'a number from 0 to 1',
  accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};
const executor: Rule = {
  expected: "'inline', 'thread' or 'process'",
  accepts: (value) => executorNames.includes(value as ExecutorName),
};
const text: Rule = {
  expected: 'a text that is not empty',
  accepts: (value) => typeof value === 'string' && value !== '',
};
const positions: Rule = {
  expected: 'an array of argument positions (integers from 0 up) and parameter names',
  accepts: (value) => Array.isArray(value) && value.every(isPositionOrName),
  culprit: (value) => (Array.isArray(value) ? value.find((item) => !isPositionOrName(item)) : value),
};
const retryRules: Rules<RetryOptions> = {
  attempts: count,
  backoffMs: wait,
  factor,
  jitter: share,
};
const retry: Rule = {
  expected: `an object with some of ${Object.keys(retryRules).join(', ')}`,
  accepts: isOptionsObject,
};

const rules: Rules<WorkOptions> = {
  cacheCalls: boolean,
  parallel: boolean,
  raiseException: boolean,
  maxEntries: count,
  ttlMs: duration,
  maxQueue: count,
  ignore: positions,
  executor,
  concurrency: integer,
  retry,
  timeoutMs: duration,
  startWithFlow: boolean,
  maxResultBytes: count,
  maxArgumentBytes: count,
  maxMemoryMb: count,
  version: text,
  key: text,
};

/**
 * Checks options as a person wrote them. Options given as `undefined` count as left out.
 *
 * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
 */
export function checkWorkOptions(options: unknown): WorkOptions {
  if (options === undefined) return {};
  if (!isOptionsObject(options)) throw new InvalidOptionError('options', 'an object', options);
  const checked = check(options, rules, '', 'a work');
  if (checked.retry !== undefined) {
    checked.retry = Object.freeze(check(checked.retry as object, retryRules, 'retry.', '`retry`'));
  }
  return checked;
}

function check(
  options: object,
  known: Rules<object>,
  prefix: string,
  owner: string,
): Record<string, unknown> {
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(known, name) ? (known as Record<string, Rule>)[name] : undefined;
    if (rule === undefined) {
      const names = Object.keys(known).join(', ');
      throw new InvalidOptionError(`${prefix}${name}`, `one of the options of ${owner} (${names})`, value);
    }
    if (value === undefined) continue;
    if (!rule.accepts(value))
      throw new InvalidOptionError(`${prefix}${name}`, rule.expected, rule.culprit?.(value) ?? value);
    checked[name] = Array.isArray(value) ? Object.freeze([...value]) : value;
  }
  return checked;
}

function isOptionsObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPositionOrName(item: unknown): boolean {
  return typeof item === 'string' ? item !== '' : Number.isInteger(item) && (item as number) >= 0;
}
