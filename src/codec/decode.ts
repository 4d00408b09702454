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

/**
 * Makes anew what was thrown. An error of a class that is unknown on this side becomes one of a class of that name,
 * which extends the nearest class that is known; an instance of an unknown class becomes a plain object.
 */
export function decodeError(encoded: Encoded): unknown {
  return read(encoded, true);
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
