import { hash } from 'node:crypto';
import { type CallKey, textOfKey } from './call-key.js';
import { fold } from './fold.js';
import { numberText, stringText } from './primitives.js';

/**
 * What a store knows a call by: the SHA-256 of the canonical text of its arguments, of what counts of them where some are
 * ignored; 43 characters of base64url.
 */
export function digestOfKey(key: CallKey): string {
  return hash('sha256', storedTextOf(key), 'base64url');
}

/** The canonical text of the argument list, which for a sole number or string is quickly made. */
function storedTextOf(key: CallKey): string {
  if (typeof key === 'number') return `A1[${numberText(key)}]`;
  if (typeof key !== 'string' || key.charCodeAt(0) === A || key.charCodeAt(0) === HASH) return textOfKey(key);
  return fold(`A1[${stringText(key)}]`);
}

const A = 65;
const HASH = 35;
