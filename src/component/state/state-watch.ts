import { types } from 'node:util';
import { isOfBuiltInClass } from '../../codec/built-in-class.js';
import { copyChangeable } from '../../codec/copy.js';
import { isImmutablePrimitive } from '../../codec/plain.js';
import { unobserved } from '../../observed.js';
import { componentsIn } from '../tree.js';
import { isChangeableData, isData, isSameData } from './same-data.js';

/** A field of a component that is not what it was. */
export interface FieldChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface RememberedField {
  readonly value: unknown;
  readonly isData: boolean;
  /** A copy to compare with, where the value can be changed in place. */
  readonly copy: unknown;
  /** The components that the field is or holds, which are compared as the objects that they are. */
  readonly components: readonly object[];
}

/**
 * Remembers the state of a component, its public fields, and tells what changed since. Data that somebody may change
 * in place is compared with a copy; primitives, components and frozen data, which results are, cost a glance each.
 */
export class StateWatch {
  readonly #fields = new Map<string, RememberedField>();

  /** @param isState Whether a field of this name is state; others are not looked at. */
  constructor(
    private readonly component: object,
    private readonly isState: (name: string) => boolean,
  ) {
    this.takeChanges();
  }

  /** The public fields that have another value than when this was asked last. */
  takeChanges(): readonly FieldChange[] {
    const changes: FieldChange[] = [];
    let seen = 0;
    for (const name of Object.keys(this.component)) {
      if (!this.isState(name)) continue;
      // A flow may keep what a field of a work gave it.
      const value = unobserved((this.component as Record<string, unknown>)[name]);
      const before = this.#fields.get(name);
      seen++;
      if (before !== undefined && isUnchanged(before, value)) continue;
      this.#fields.set(name, remember(value));
      changes.push({ name, before: before?.copy ?? before?.value, after: value });
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
  const components = componentsIn(value);
  if (!isChangeableData(value)) return { value, isData: isData(value), copy: undefined, components };
  const copy = copyOfList(value as object, components) ?? copyChangeable(value);
  return { value, isData: true, copy, components };
}

/** A copy of an array or Map of nothing but components, which may be many: they stay what they are. */
function copyOfList(value: object, components: readonly object[]): unknown {
  if (components.length === 0 || !isOfBuiltInClass(value)) return undefined;
  const ownFields = Object.keys(value).length;
  if (Array.isArray(value)) {
    return ownFields === value.length && isSameList(components, value) ? [...components] : undefined;
  }
  if (!types.isMap(value) || ownFields > 0 || !isSameList(components, [...value.values()])) return undefined;
  return [...value.keys()].every(isImmutablePrimitive) ? new Map(value) : undefined;
}

function isUnchanged(before: RememberedField, value: unknown): boolean {
  const isSame = Object.is(before.value, value);
  if (isSame && !before.isData) return true;
  // One component may look like another; only being the same one counts.
  if (before.components.length > 0 && !isSameList(before.components, componentsIn(value))) return false;
  if (before.copy !== undefined) return isSameData(before.copy, value);
  return isSame || (before.isData && isData(value) && isSameData(before.value, value));
}

function isSameList(before: readonly object[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((component, index) => component === after[index]);
}
