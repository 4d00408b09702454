import type { Encoded } from './encode.js';
import { GraphReader } from './graph-reader.js';

/**
 * Makes the value anew that was encoded. What it returns shares nothing with `encoded`, which can be decoded again.
 *
 * @throws {UnknownClassError} where it holds an instance of a class that is not known on this side.
 */
export function decode(encoded: Encoded): unknown {
  return read(encoded, false);
}

/** A value that was made anew. */
export interface Decoded {
  readonly value: unknown;
  /** Whether nobody can change it, at any depth; plain data that JSON has a form for always is. */
  readonly isFrozen: boolean;
}

/**
 * The same for who hands the value to many: what can be frozen by itself is.
 *
 * @throws {UnknownClassError} as {@link decode} does.
 */
export function decodeFrozen(encoded: Encoded): Decoded {
  const value = decode(encoded);
  const isTree = encoded.text.charAt(0) !== 'g';
  // Nobody else has any part of it yet, so there is no need for a copy.
  if (isTree) freezeTree(value);
  return { value, isFrozen: isTree };
}

/**
 * Makes anew what was thrown. An error of a class that is unknown on this side becomes one of a class of that name,
 * which extends the nearest class that is known; an instance of an unknown class becomes a plain object.
 */
export function decodeError(encoded: Encoded): unknown {
  return read(encoded, true);
}

/** Parts are not noted as deeply frozen, which would cost as much as all the rest: whoever needs to know looks. */
function freezeTree(value: unknown): void {
  if (!isContainer(value)) return;
  const open = [value];
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    for (const item of Object.values(Object.freeze(container))) if (isContainer(item)) open.push(item);
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function read({ text, bytes = [] }: Encoded, isLenient: boolean): unknown {
  switch (text.charAt(0)) {
    case 'j':
      return JSON.parse(text.slice(1));
    case 'u':
      return undefined;
    case 'g':
      return new GraphReader(text.slice(1), bytes, isLenient).read();
    default:
      throw new TypeError(`Expected a text of the codec, got one that begins with \`${text.charAt(0)}\`.`);
  }
}
