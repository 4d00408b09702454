import type { Hasher } from '../plan.js';
import { canonicalizeArguments } from './canonical.js';

/**
 * What one ledger in memory knows a call by, in one-to-one correspondence with the canonical text of its arguments: a
 * sole primitive argument is its own key, everything else goes by the text. Texts begin with `A` or `#`, so a sole
 * string that begins so goes by its text as well, and so does −0, which a Map takes for 0.
 */
export type CallKey = string | number | bigint | boolean | null | undefined;

const A = 65;
const HASH = 35;

/** What {@link primitiveKeyOf} returns for an argument that is not its own key. */
export const NO_PRIMITIVE_KEY = Symbol('no primitive key');

/** The key of a call whose sole argument is a primitive that is its own key. */
export function primitiveKeyOf(sole: unknown): CallKey | typeof NO_PRIMITIVE_KEY {
  switch (typeof sole) {
    case 'number':
      return sole !== 0 || 1 / sole > 0 ? sole : NO_PRIMITIVE_KEY;
    case 'string': {
      const first = sole.charCodeAt(0);
      return first !== A && first !== HASH ? sole : NO_PRIMITIVE_KEY;
    }
    case 'boolean':
    case 'bigint':
    case 'undefined':
      return sole;
    default:
      return sole === null ? null : NO_PRIMITIVE_KEY;
  }
}

/** The key of an argument list. */
export function callKeyOf(args: readonly unknown[], hasher: Hasher | undefined): CallKey {
  const key = args.length === 1 ? primitiveKeyOf(args[0]) : NO_PRIMITIVE_KEY;
  return key === NO_PRIMITIVE_KEY ? (hasher?.text(args) ?? canonicalizeArguments(args)) : key;
}

/** The key of a call of which the arguments at some positions do not count, given the ones that do. */
export function partialCallKeyOf(counting: readonly unknown[], ignored: readonly number[]): CallKey {
  // `A/` begins no canonical text.
  return `A/${[...ignored].sort((a, b) => a - b).join()}/${canonicalizeArguments(counting)}`;
}

/** The canonical text of the argument list that a key stands for; of a partial one the text of what counts. */
export function textOfKey(key: CallKey): string {
  const first = typeof key === 'string' ? key.charCodeAt(0) : undefined;
  return typeof key === 'string' && (first === A || first === HASH) ? key : canonicalizeArguments([key]);
}

/** The same key, of which a string is {@link flatText}. */
export function flatKey(key: CallKey): CallKey {
  return typeof key === 'string' ? flatText(key) : key;
}

/**
 * The same text as one flat run of characters of its own. A text put together piece by piece is a tree of its pieces,
 * many times as large, and a text cut out of another keeps all of that one; a Map would keep the tree or the other.
 */
export function flatText(text: string): string {
  // Short strings are copied on concatenation and on cutting, and never were anything but flat.
  if (text.length < 13) return text;
  const encoding = /[^\0-\xff]/.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}
