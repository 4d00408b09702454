import { isImmutablePrimitive, isPlainContainer } from './plain.js';

/** Plain containers of which everything below is known to be frozen and plain: made by a copier, or checked once. */
const deeplyFrozen = new WeakSet<object>();

/** Notes objects that are frozen and plain at every depth, so that nobody has to look again. */
export function rememberDeeplyFrozen(objects: Iterable<object>): void {
  for (const object of objects) deeplyFrozen.add(object);
}

/** Whether an object is known to be frozen at every depth, without a look at it. */
export function isKnownDeeplyFrozen(value: object): boolean {
  return deeplyFrozen.has(value);
}

/** Whether an object is plain data that nobody can change, at any depth: quick for one that is not frozen itself. */
export function isFrozenData(value: object): boolean {
  return deeplyFrozen.has(value) || (Object.isFrozen(value) && isDeeplyFrozen(value));
}

/** Whether a value is plain data that nobody can change any more, at any depth. */
export function isDeeplyFrozen(value: unknown): boolean {
  if (isImmutablePrimitive(value)) return true;
  const checked = new Set<object>();
  const isFrozen = checkDeeplyFrozen(value, checked);
  if (isFrozen) rememberDeeplyFrozen(checked);
  return isFrozen;
}

function checkDeeplyFrozen(value: unknown, checked: Set<object>): boolean {
  if (isImmutablePrimitive(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  // A cycle that comes back here is frozen if everything else on it is.
  if (deeplyFrozen.has(value) || checked.has(value)) return true;
  if (!Object.isFrozen(value) || !isPlainContainer(value)) return false;
  checked.add(value);
  return Reflect.ownKeys(value).every((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key);
    return property !== undefined && 'value' in property && checkDeeplyFrozen(property.value, checked);
  });
}
