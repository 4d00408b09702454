import { stringText } from './primitives.js';

/** The keys of a kind of record in canonical order, with the text that precedes each value. */
export interface KeyOrder {
  /** Sorted by UTF-16 code unit. */
  readonly sorted: readonly string[];
  /** Text of each sorted key. */
  readonly texts: readonly string[];
}

interface Remembered extends KeyOrder {
  /** The keys as the object listed them. */
  readonly listed: readonly string[];
}

/** Objects with more keys are sorted anew each time: a collection, not a kind of record. */
const MAX_REMEMBERED_KEYS = 48;
const SLOTS = 512;
/** Nor are those with longer keys, so that what is remembered stays small. */
const MAX_REMEMBERED_LENGTH = 256;

/**
 * Records come in few kinds, and sorting the keys costs as much as all the rest of a record. One slot per hash and no
 * chains, so memory stays bounded and a collision only costs the sorting.
 */
const remembered: (Remembered | undefined)[] = new Array(SLOTS).fill(undefined);

/** Lists of records mostly hold records of one kind. */
let latest: Remembered = { listed: [], sorted: [], texts: [] };

/** Own string keys in canonical order. Comparing a remembered list is comparing pointers: V8 interns property keys. */
export function keyOrderOf(listed: readonly string[]): KeyOrder {
  if (isSameList(latest.listed, listed)) return latest;
  if (listed.length > MAX_REMEMBERED_KEYS || listed.some(isLong)) return sort(listed);
  const slot = slotOf(listed);
  let order = remembered[slot];
  if (order === undefined || !isSameList(order.listed, listed)) {
    order = { listed, ...sort(listed) };
    remembered[slot] = order;
  }
  latest = order;
  return order;
}

function isLong(key: string): boolean {
  return key.length > MAX_REMEMBERED_LENGTH;
}

function slotOf(listed: readonly string[]): number {
  let hash = listed.length;
  for (let i = 0; i < listed.length; i++) {
    const key = listed[i]!;
    hash = Math.imul(hash, 31) + key.length + key.charCodeAt(0);
  }
  // An empty key has no first unit, and NaN becomes 0 here.
  return hash & (SLOTS - 1);
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

function sort(listed: readonly string[]): KeyOrder {
  // The default order is that of the code units; a locale never has a say.
  const sorted = [...listed].sort();
  return { sorted, texts: sorted.map(stringText) };
}
