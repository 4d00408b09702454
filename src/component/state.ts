import { isDeepStrictEqual, types } from 'node:util';
import { copyChangeable } from '../codec/copy.js';
import { isDeeplyFrozen } from '../codec/deeply-frozen.js';
import { isPlainObject } from '../codec/plain.js';
import { UnhashableArgumentError } from '../errors.js';
import { canonicalize } from '../identity/canonical.js';

/** A field of a component that is not what it was. */
export interface FieldChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface RememberedField {
  readonly value: unknown;
  /** A copy to compare with, where the value can be changed in place. */
  readonly copy: unknown;
}

/**
 * Remembers the state of a component, its public fields, and tells what changed since. Data that somebody may change
 * in place is compared with a copy; primitives, components and frozen data, which results are, cost a glance each.
 */
export class StateWatch {
  #fields: Map<string, RememberedField>;

  constructor(private readonly component: object) {
    this.#fields = new Map();
    this.takeChanges();
  }

  /** What changed since this was asked last. */
  takeChanges(): FieldChange[] {
    const changes: FieldChange[] = [];
    let seen = 0;
    for (const name of Object.keys(this.component)) {
      if (name.startsWith('_')) continue;
      const value = (this.component as Record<string, unknown>)[name];
      const before = this.#fields.get(name);
      if (before !== undefined) seen++;
      if (before !== undefined && isUnchanged(before, value)) continue;
      changes.push({ name, before: before?.copy ?? before?.value, after: value });
      this.#fields.set(name, remember(value));
      if (before === undefined) seen++;
    }
    if (seen < this.#fields.size) changes.push(...this.#takeRemoved());
    return changes;
  }

  #takeRemoved(): FieldChange[] {
    const removed: FieldChange[] = [];
    for (const [name, { value }] of this.#fields) {
      if (Object.hasOwn(this.component, name)) continue;
      this.#fields.delete(name);
      removed.push({ name, before: value, after: undefined });
    }
    return removed;
  }
}

function remember(value: unknown): RememberedField {
  return { value, copy: isChangeableData(value) ? copyChangeable(value) : undefined };
}

function isUnchanged(before: RememberedField, value: unknown): boolean {
  if (before.copy === undefined) {
    if (Object.is(before.value, value)) return true;
    return isData(before.value) && isData(value) && isSameData(before.value, value);
  }
  return isSameData(before.copy, value);
}

/** Node's comparison is fast and may be wrong in one direction: it holds two invalid dates for different. */
function isSameData(before: unknown, after: unknown): boolean {
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
function isChangeableData(value: unknown): boolean {
  return isData(value) && !isDeeplyFrozen(value);
}

function isData(value: unknown): value is object {
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
