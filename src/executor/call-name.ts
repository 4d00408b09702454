import { type CallKey, textOfKey } from '../identity/call-key.js';
import { digest } from '../identity/canonical.js';

/**
 * What a call is named by for the outside world: where its work stands, which class that is, and which call of it: where
 * calls are cached, the one with these arguments, else the one of this number, of one ledger.
 */
export type CallName = readonly [
  path: string,
  classId: string,
  which: CallKey | readonly [ledger: string, number: number],
];

/** Longer keys take longer to hand on than to digest. */
const LONGEST_KEY = 500;

/** The name in a fixed size: `v1:` and 64 hexadecimal digits. What is a key already stays it. */
export function callKeyFrom(name: CallName | string): string {
  if (typeof name === 'string') return name;
  const [path, classId, which] = name;
  return digest([path, classId, isNumbered(which) ? which : textOfKey(which)]);
}

/** The name as it goes to a worker, which makes the key of it for the few bodies that ask; a long one as its key. */
export function shortNameOf(name: CallName): CallName | string {
  const [, , which] = name;
  return typeof which === 'string' && which.length > LONGEST_KEY ? callKeyFrom(name) : name;
}

function isNumbered(which: CallName[2]): which is readonly [string, number] {
  return Array.isArray(which);
}
