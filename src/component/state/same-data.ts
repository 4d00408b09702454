import { isDeepStrictEqual, types } from 'node:util';
import { isDeeplyFrozen } from '../../codec/deeply-frozen.js';
import { isPlainObject } from '../../codec/plain.js';
import { UnhashableArgumentError } from '../../errors.js';
import { canonicalize } from '../../identity/canonical.js';

/**
 * Whether data is the same as before. Node's comparison is fast and may be wrong in one direction: it holds two invalid
 * dates for different, and equal objects of two realms.
 */
export function isSameData(before: unknown, after: unknown): boolean {
  if (isData(before) && isData(after) && isSameAtAGlance(before, after)) return true;
  return isDeepStrictEqual(before, after) || (isData(after) && haveSameText(before, after));
}

/**
 * Whether two lists or plain objects hold the same few primitives; false says nothing. Most of what flows keep is that, and is
 * compared after every pass, also when the app rests: Node's comparison takes several times as long. An object of a built-in
 * class whose prototype was exchanged, and that has own fields, is taken for the plain object that it pretends to be.
 */
function isSameAtAGlance(before: object, after: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(after);
  if (prototype !== Object.getPrototypeOf(before)) return false;
  if (prototype !== Array.prototype && prototype !== Object.prototype) return false;
  const keys = Object.keys(after);
  if (keys.length === 0 || keys.length > FEW_FIELDS || keys.length !== Object.keys(before).length)
    return false;
  if (Array.isArray(after) && (!Array.isArray(before) || after.length !== before.length)) return false;
  for (const key of keys) {
    const value = (after as Fields)[key];
    if (typeof value === 'object' ? value !== null : typeof value === 'function') return false;
    if (!Object.is((before as Fields)[key], value) || !Object.hasOwn(before, key)) return false;
  }
  return Object.getOwnPropertySymbols(after).length + Object.getOwnPropertySymbols(before).length === 0;
}

type Fields = Readonly<Record<string, unknown>>;
const FEW_FIELDS = 20;

function haveSameText(before: unknown, after: unknown): boolean {
  try {
    return canonicalize(before) === canonicalize(after);
  } catch (error) {
    if (error instanceof UnhashableArgumentError) return false;
    throw error;
  }
}

/** Whether a value is data that somebody who holds it can change without assigning the field. */
export function isChangeableData(value: unknown): boolean {
  return isData(value) && !isDeeplyFrozen(value);
}

/** Whether a value is plain data or a built-in that holds data. */
export function isData(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) || isPlainObject(value)) return true;
  return (
    types.isMap(value) ||
    types.isSet(value) ||
    types.isDate(value) ||
    types.isAnyArrayBuffer(value) ||
    ArrayBuffer.isView(value)
  );
}
