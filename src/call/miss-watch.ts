import { isPlainObject } from '../codec/copy.js';
import { canonicalize } from '../identity/canonical.js';
import type { CallIdentity } from './call-identity.js';

/** So many misses in a row, and not one hit, mean that the cache does nothing but grow. */
const SUSPICIOUS_STREAK = 10_000;

/** Notices a work whose cache never answers, and finds the argument that keeps changing. */
export class MissWatch {
  #streak = 0;
  #previous: readonly unknown[] | undefined;
  #hasWarned = false;

  constructor(private readonly identity: CallIdentity) {}

  /** Counts a miss and returns, once in the life of a work, what to say about it. */
  noteMiss(args: readonly unknown[], isFollowingMiss: boolean, workName: string): string | undefined {
    if (this.#hasWarned) return undefined;
    this.#streak = isFollowingMiss ? this.#streak + 1 : 1;
    if (this.#streak < SUSPICIOUS_STREAK) {
      this.#previous = this.#streak === SUSPICIOUS_STREAK - 1 ? args : undefined;
      return undefined;
    }
    const changing = changedArguments(this.#previous ?? [], args, this.identity);
    this.#hasWarned = true;
    this.#previous = undefined;
    return (
      `\`${workName}\` was called ${SUSPICIOUS_STREAK.toLocaleString('en')} times in a row without a hit: ` +
      `${changing.join(', ')} keeps changing. Leave out what does not matter for the result (\`ignore\`), ` +
      'bound what is remembered (`maxEntries`), or set `cacheCalls: false`.'
    );
  }
}

function changedArguments(
  before: readonly unknown[],
  after: readonly unknown[],
  identity: CallIdentity,
): string[] {
  if (before.length !== after.length) return ['the number of arguments'];
  return after.flatMap((value, position) => changedPaths(before[position], value, identity.nameOf(position)));
}

/** The smallest parts in which two values differ: a few names in the end, whatever the size of the values. */
function changedPaths(before: unknown, after: unknown, path: string): string[] {
  if (canonicalize(before) === canonicalize(after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [path];
  const keys = Object.keys(after);
  if (keys.length > 50 || keys.join() !== Object.keys(before).join()) return [path];
  return keys.flatMap((key) => changedPaths(before[key], after[key], `${path}.${key}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && isPlainObject(value);
}
