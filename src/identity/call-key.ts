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

/** The key of an argument list. */
export function callKeyOf(args: readonly unknown[], hasher: Hasher | undefined): CallKey {
  if (args.length === 1) {
    const [sole] = args;
    switch (typeof sole) {
      case 'string': {
        const first = sole.charCodeAt(0);
        if (first !== A && first !== HASH) return sole;
        break;
      }
      case 'number':
        if (sole !== 0 || 1 / sole > 0) return sole;
        break;
      case 'boolean':
      case 'bigint':
      case 'undefined':
        return sole;
      case 'object':
        if (sole === null) return null;
        break;
    }
  }
  return hasher?.text(args) ?? canonicalizeArguments(args);
}

/** The canonical text of the arguments behind a key. */
export function textOfCallKey(key: CallKey): string {
  const isText = typeof key === 'string' && (key.charCodeAt(0) === A || key.charCodeAt(0) === HASH);
  return isText ? key : canonicalizeArguments([key]);
}

/**
 * The same key, of which a string is one flat run of characters. A text put together piece by piece is a tree of its
 * pieces, many times as large, and a Map would keep the tree.
 */
export function flatKey(key: CallKey): CallKey {
  return typeof key === 'string' ? flatten(key) : key;
}

function flatten(text: string): string {
  // Short strings are copied on concatenation and never were trees.
  if (text.length < 13) return text;
  const encoding = /[^\0-\xff]/.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}
