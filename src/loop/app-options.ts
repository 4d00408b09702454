import { availableParallelism } from 'node:os';
import { LONGEST_TIMER_MS } from '../clock.js';
import { InvalidOptionError } from '../errors.js';
import type { Redact } from '../ledger/why/reason.js';
import {
  defaultViewOptions,
  type ResolvedViewOptions,
  resolveViewOptions,
  type ViewOptions,
} from './view-options.js';

/** What an app may be told. */
export interface AppOptions {
  /**
   * How long after a pass the next one begins where nothing changed, in milliseconds above 0: a flow may read the clock.
   * `false`: only a change begins a pass.
   * @default 100
   */
  readonly heartbeatMs?: number | false;
  /**
   * How long the end of the app waits for what runs, in milliseconds from 0 up.
   * @default 10000
   */
  readonly shutdownMs?: number;
  /**
   * How many worker threads the app has at most; an integer from 1 up. Works that run on threads keep theirs between
   * calls; when all are taken, the work that has been idle longest gives its thread up.
   * @default the number of processors that Node sees, but at least 2
   */
  readonly maxThreads?: number;
  /**
   * How long a worker may take to be ready, in milliseconds above 0: to load the module of its work, that is.
   * @default 10000
   */
  readonly startTimeoutMs?: number;
  /**
   * The folder in which results and state outlive the process; made if it is not there. `false`: there is none, and both
   * end with the process.
   * @default the environment variable `WORKLOOP_STORE`, where it is set and not empty; else `false`
   */
  readonly store?: string | false;
  /**
   * How many bytes the store may take, roughly; beyond, the results that were used the longest time ago are given up. A
   * number above 0, or Infinity.
   * @default 10737418240 (10 GiB)
   */
  readonly maxStoreBytes?: number;
  /**
   * Says what of an argument may be shown and stored where a call is explained. Asked for each argument and each part of
   * one; what it returns stands in its place.
   * @default everything is shown
   */
  readonly redact?: Redact;
  /**
   * The page on which a person sees what the app does and can act on it, and its interface; `false`: there is none. The
   * environment variable `WORKLOOP_VIEW=off` means `false`, whatever stands here.
   * @default `{}`: at `http://127.0.0.1:7501/view`
   */
  readonly view?: ViewOptions | false;
}

/** Options of an app with nothing left open. */
export type ResolvedAppOptions = Required<Omit<AppOptions, 'redact' | 'view'>> &
  Pick<AppOptions, 'redact'> & { readonly view: ResolvedViewOptions | false };

/** The one place where the defaults of apps stand. */
export const defaultAppOptions: ResolvedAppOptions = Object.freeze({
  heartbeatMs: 100,
  shutdownMs: 10_000,
  maxThreads: Math.max(2, availableParallelism()),
  startTimeoutMs: 10_000,
  store: false,
  maxStoreBytes: 10 * 2 ** 30,
  view: defaultViewOptions,
});

interface Rule {
  readonly expected: string;
  accepts(value: unknown): boolean;
}

/** What `view` may be says {@link resolveViewOptions}. */
const rules: { readonly [Option in keyof Required<Omit<AppOptions, 'view'>>]: Rule } = {
  heartbeatMs: {
    expected: 'a number of milliseconds above 0, or false',
    accepts: (value) => value === false || (isDuration(value) && value > 0),
  },
  shutdownMs: { expected: 'a number of milliseconds from 0 up', accepts: isDuration },
  maxThreads: {
    expected: 'an integer from 1 up',
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  },
  startTimeoutMs: {
    expected: 'a number of milliseconds above 0',
    accepts: (value) => isDuration(value) && value > 0,
  },
  store: {
    expected: 'the path of a folder, or false',
    accepts: (value) => value === false || (typeof value === 'string' && value !== ''),
  },
  maxStoreBytes: {
    expected: 'a number of bytes above 0, or Infinity',
    accepts: (value) => typeof value === 'number' && value > 0,
  },
  redact: {
    expected: 'a function of a value and where it stands',
    accepts: (value) => typeof value === 'function',
  },
};

/**
 * Checks options as a person wrote them and fills in the rest.
 *
 * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
 */
export function resolveAppOptions(options: AppOptions): ResolvedAppOptions {
  const { view, ...others } = options;
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof typeof rules] : undefined;
    if (rule === undefined) {
      const names = [...Object.keys(rules), 'view'].join(', ');
      throw new InvalidOptionError(name, `one of the options of an app (${names})`, value);
    }
    if (!rule.accepts(value)) throw new InvalidOptionError(name, rule.expected, value);
  }
  return {
    ...defaultAppOptions,
    ...Object.fromEntries(given),
    ...(view !== undefined && { view: resolveViewOptions(view) }),
  };
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LONGEST_TIMER_MS;
}
