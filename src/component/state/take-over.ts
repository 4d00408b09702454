import { isDeeplyFrozen } from '../../codec/deeply-frozen.js';
import { isPlainContainer } from '../../codec/plain.js';
import { unobserved } from '../../observed.js';
import type { DataWatch } from './data-watch.js';

/** Asked of a proxy, gives whoever made it. */
export const WATCH = Symbol('watch');

/** Who made a proxy; `undefined` for any other value. */
export function watchOf(value: unknown): DataWatch | undefined {
  return unobserved(value) === value ? undefined : (value as { readonly [WATCH]: DataWatch })[WATCH];
}

/**
 * What is stored of a value that is put into a field: the original of a proxy; of frozen data with proxies in it, an
 * equal one with originals; any other value itself.
 */
export function takeOver(value: unknown, watch: DataWatch): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const original = unobserved(value);
  if (original === value) return Object.isFrozen(value) ? withOriginals(value, watch, new Set()) : value;
  const owner = watchOf(value);
  if (owner !== watch) owner?.noteShared();
  return original;
}

/** @param above Frozen data that this is in: a cycle of such stays as it is. */
function withOriginals(frozen: object, watch: DataWatch, above: Set<object>): object {
  if (above.has(frozen) || !isPlainContainer(frozen) || isDeeplyFrozen(frozen)) return frozen;
  above.add(frozen);
  const properties = Object.getOwnPropertyDescriptors(frozen) as Record<string, PropertyDescriptor>;
  let isOther = false;
  for (const property of Object.values(properties)) {
    const part: unknown = property.value;
    if (typeof part !== 'object' || part === null) continue;
    const isFrozenData = unobserved(part) === part && Object.isFrozen(part);
    property.value = isFrozenData ? withOriginals(part, watch, above) : takeOver(part, watch);
    isOther ||= property.value !== part;
  }
  above.delete(frozen);
  if (!isOther) return frozen;
  const copy: object = Array.isArray(frozen) ? [] : Object.create(Object.getPrototypeOf(frozen));
  return Object.freeze(Object.defineProperties(copy, properties));
}
