import { types } from 'node:util';
import { isPlainObject } from '../codec/plain.js';

/** Takes an item of a container, and the index, key or name under which it stands there. */
export type ItemVisitor = (item: unknown, key: unknown) => void;

/** Whether components are looked for in an object: in arrays, Maps and plain objects. */
export function isContainer(value: object): boolean {
  return Array.isArray(value) || types.isMap(value) || isPlainObject(value);
}

/** Visits what a container holds. No code of the container's is run: a getter is passed over. */
export function visitItems(container: object, visit: ItemVisitor): void {
  if (Array.isArray(container)) {
    for (let index = 0; index < container.length; index++) visit(container[index], index);
  } else if (types.isMap(container)) {
    // The Map's own: a derived class may have another, and a Map of another realm has the same slots.
    Map.prototype.forEach.call(container, visit);
  } else visitFields(container, visit);
}

/** Visits the fields of an object, as far as they are not getters. */
export function visitFields(object: object, visit: ItemVisitor): void {
  for (const name of Object.keys(object)) {
    const field = Object.getOwnPropertyDescriptor(object, name);
    if (field !== undefined && 'value' in field) visit(field.value, name);
  }
}

/** What stands under an index, key or name that {@link visitItems} gave, or what stands there now. */
export function itemAt(holder: object, key: unknown): unknown {
  if (types.isMap(holder)) return Map.prototype.get.call(holder, key);
  const field = Object.getOwnPropertyDescriptor(holder, key as PropertyKey);
  return field !== undefined && 'value' in field ? field.value : undefined;
}
