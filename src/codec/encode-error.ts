import { symbolText } from '../identity/primitives.js';
import type { Encoded } from './encode.js';
import { standIn, writtenStandIn } from './error-like.js';
import { LenientWriter } from './lenient-writer.js';

/**
 * Encodes what was thrown, for {@link decodeError}. Never throws: an error keeps its classes, name, message, code and
 * stack, and of its fields and causes what can cross; anything else crosses as it is, or as an error that says what it
 * was. Texts over 65,536 characters are cut, and parts are left out where all comes to over a megabyte.
 */
export function encodeError(thrown: unknown): Encoded {
  try {
    const { text, bytes } = new LenientWriter().write(cannotCross(thrown) ? standIn(thrown) : thrown);
    return bytes === undefined ? { text: `g${text}` } : { text: `g${text}`, bytes };
  } catch {
    // The stack is full, or memory is: the least that can be said takes neither.
    return { text: `g${writtenStandIn('An error that could not be written')}` };
  }
}

function cannotCross(thrown: unknown): boolean {
  return typeof thrown === 'function' || (typeof thrown === 'symbol' && symbolText(thrown) === undefined);
}
