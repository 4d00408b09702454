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
  return isDeepStrictEqual(before, after) || (isData(after) && haveSameText(before, after));
}

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
