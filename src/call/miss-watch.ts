import { copyChangeable } from '../codec/copy.js';
import { isPlainObject } from '../codec/plain.js';
import type { ResolvedWorkOptions } from '../component/options.js';
import { canonicalize } from '../identity/canonical.js';
import type { CallIdentity } from './call-identity.js';

/** So many misses in a row, and not one hit, mean that the cache does nothing but grow. */
const SUSPICIOUS_STREAK = 10_000;
/** So deep into an argument is looked for what changes; a value may contain itself. */
const DEEPEST_PATH = 10;

/** Notices a work whose cache never answers, and finds the argument that keeps changing. */
export class MissWatch {
  #streak = 0;
  #previous: readonly unknown[] | undefined;
  #hasWarned = false;

  constructor(private readonly identity: CallIdentity) {}

  /** Counts a miss and returns, once in the life of a work, what to say about it. */
  noteMiss(
    args: readonly unknown[],
    isFollowingMiss: boolean,
    workName: string,
    options: ResolvedWorkOptions,
  ): string | undefined {
    if (this.#hasWarned) return undefined;
    this.#streak = isFollowingMiss ? this.#streak + 1 : 1;
    if (this.#streak < SUSPICIOUS_STREAK) {
      // A copy, because it may be one object that is changed and passed again and again.
      const isLastBefore = this.#streak === SUSPICIOUS_STREAK - 1;
      this.#previous = isLastBefore ? args.map((arg) => copyChangeable(arg)) : undefined;
      return undefined;
    }
    const changing = this.#changedArguments(this.#previous ?? [], args, options);
    this.#hasWarned = true;
    this.#previous = undefined;
    return (
      `\`${workName}\` was called ${SUSPICIOUS_STREAK.toLocaleString('en')} times in a row without a hit: ` +
      `${changing.join(', ')} keeps changing. Leave out what does not matter for the result (\`ignore\`), ` +
      'bound what is remembered (`maxEntries`), or set `cacheCalls: false`.'
    );
  }

  #changedArguments(
    before: readonly unknown[],
    after: readonly unknown[],
    options: ResolvedWorkOptions,
  ): string[] {
    if (before.length !== after.length) return ['the number of arguments'];
    const ignored = this.identity.ignoredPositions(options);
    return after.flatMap((value, position) =>
      ignored.includes(position)
        ? []
        : changedPaths(before[position], value, this.identity.nameOf(position), DEEPEST_PATH),
    );
  }
}

/** The smallest parts in which two values differ: a few names in the end, whatever the size of the values. */
function changedPaths(before: unknown, after: unknown, path: string, levels: number): string[] {
  if (canonicalize(before) === canonicalize(after)) return [];
  if (levels === 0 || !isRecord(before) || !isRecord(after)) return [path];
  const keys = Object.keys(after);
  if (keys.length > 50 || keys.join() !== Object.keys(before).join()) return [path];
  return keys.flatMap((key) => changedPaths(before[key], after[key], `${path}.${key}`, levels - 1));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && isPlainObject(value);
}
