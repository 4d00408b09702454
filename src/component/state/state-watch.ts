import { copyChangeable } from '../../codec/copy.js';
import { unobserved } from '../../observed.js';
import { componentsIn } from '../tree.js';
import { isChangeableData, isData, isSameData } from './same-data.js';

/** A field of a component that is not what it was. */
export interface FieldChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What happened to a component's fields. */
export interface Changes {
  /** Public fields that have another value. */
  readonly fields: readonly FieldChange[];
  /** Whether components came, went or changed places, in public fields or others. */
  readonly isTreeTouched: boolean;
}

interface RememberedField {
  readonly value: unknown;
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

  /** @param isState Whether a field of this name is state; of others only the components count. */
  constructor(
    private readonly component: object,
    private readonly isState: (name: string) => boolean,
  ) {
    this.takeChanges();
  }

  /** What changed since this was asked last. */
  takeChanges(): Changes {
    const fields: FieldChange[] = [];
    let isTreeTouched = false;
    let seen = 0;
    for (const name of Object.keys(this.component)) {
      // A flow may keep what a field of a work gave it.
      const value = unobserved((this.component as Record<string, unknown>)[name]);
      const before = this.#fields.get(name);
      seen++;
      const isState = this.isState(name);
      if (before !== undefined && isUnchanged(before, value, isState)) continue;
      const after = remember(value, isState);
      this.#fields.set(name, after);
      isTreeTouched ||= !isSameList(before?.components ?? [], after.components);
      if (isState) fields.push({ name, before: before?.copy ?? before?.value, after: value });
    }
    if (seen === this.#fields.size) return { fields, isTreeTouched };
    const removed = this.#takeRemoved();
    return { fields: [...fields, ...removed], isTreeTouched: isTreeTouched || removed.length > 0 };
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

function remember(value: unknown, isState: boolean): RememberedField {
  const copy = isState && isChangeableData(value) ? copyChangeable(value) : undefined;
  return { value, copy, components: componentsIn(value) };
}

function isUnchanged(before: RememberedField, value: unknown, isState: boolean): boolean {
  const isSame = Object.is(before.value, value);
  if (isSame && !isData(value)) return true;
  // One component may look like another; only being the same one counts.
  if (before.components.length > 0 && !isSameList(before.components, componentsIn(value))) return false;
  if (!isState) return before.components.length > 0 || isSame;
  if (before.copy !== undefined) return isSameData(before.copy, value);
  return isSame || (isData(before.value) && isData(value) && isSameData(before.value, value));
}

function isSameList(before: readonly object[], after: readonly object[]): boolean {
  return before.length === after.length && before.every((component, index) => component === after[index]);
}
