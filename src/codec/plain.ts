/** Whether a value is a primitive that can be handed around as it is; symbols have an identity and are not. */
export function isImmutablePrimitive(value: unknown): boolean {
  return (
    value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol')
  );
}

/** Whether an object is an array or was made by a literal. */
export function isPlainContainer(value: object): boolean {
  return Array.isArray(value) || isPlainObject(value);
}

/** Whether an object was made by a literal or with a null prototype, in whichever realm. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  // Another realm's Object.prototype: the only object without a prototype of its own that holds `isPrototypeOf`.
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}
