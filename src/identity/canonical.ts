import { Encoder } from './encoder.js';
import { sha256 } from './fold.js';

/**
 * Canonical text of a value, version 1: two values are the same argument exactly when their texts are equal. The text
 * is described in `FORMAT.md`; it is the same on every machine, in every realm and for every version of Node.
 *
 * @throws UnhashableArgumentError naming the path of the first part that has no identity.
 */
export function canonicalize(value: unknown): string {
  return textOf(value, 'value');
}

/**
 * Canonical text of an argument list: that of the array that it is, with errors that name `args[0]`.
 *
 * @throws UnhashableArgumentError
 */
export function canonicalizeArguments(args: readonly unknown[]): string {
  return textOf(args, 'args');
}

/**
 * The value's identity in a fixed size, for stores: `v1:` and the SHA-256 of the canonical text, in hex.
 *
 * @throws UnhashableArgumentError
 */
export function digest(value: unknown): string {
  return digestOfText(canonicalize(value));
}

/** The digest that belongs to a canonical text. */
export function digestOfText(text: string): string {
  return `v1:${sha256(text)}`;
}

function textOf(value: unknown, root: string): string {
  const encoder = new Encoder();
  try {
    return encoder.value(value);
  } catch (error) {
    throw encoder.explain(error, root);
  }
}
