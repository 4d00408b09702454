import { brandOf } from './brand.js';
import { classIdOf } from './registry.js';

/** Whether an object is an instance of a registered class and no more than its own fields. */
export function isTransparentInstance(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== 'object' || prototype === null) return false;
  return classIdOf(prototype) !== undefined && brandOf(value) === undefined;
}
