import { copyChangeable } from '../../codec/copy.js';
import { isFrozenData } from '../../codec/deeply-frozen.js';
import { isTransparentInstance } from '../../identity/transparent.js';
import { unobserved } from '../../observed.js';
import { type ContainerKind, containerKind, eachPart } from './containers.js';
import { rawMap, rawSet } from './raw-collections.js';

/**
 * A copy of data that no later change of the original reaches, instances included that are no more than their fields.
 * Data that is frozen at every depth is its own copy, and so is what cannot be copied. Sharing and cycles are kept. It is made at every assignment of data, so nothing is spent
 * on paths for messages.
 */
export function copyData<T>(value: T): T {
  return isContainer(value) ? (copyWith(value, new Map()) as T) : value;
}

/** Up to this length an array is asked for fields that are no elements; to list the keys of a longer one takes too long. */
export const MAX_LISTED = 10_000;

type Copies = Map<object, object>;

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function copyWith(observed: object, copies: Copies): object {
  const value = unobserved(observed);
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (isFrozenData(value)) return value;
  const kind = containerKind(value);
  const copy =
    kind === undefined ? (copyChangeable(value, isTransparentInstance) as object) : emptyLike(value, kind);
  copies.set(value, copy);
  if (kind !== undefined) fill(copy, value, kind, copies);
  return copy;
}

function emptyLike(value: object, kind: ContainerKind): object {
  switch (kind) {
    case 'array':
      return (value as unknown[]).slice();
    case 'object': {
      const prototype: object | null = Object.getPrototypeOf(value);
      return prototype === Object.prototype ? {} : Object.create(prototype);
    }
    case 'map':
      return new Map();
    case 'set':
      return new Set();
  }
}

function fill(copy: object, value: object, kind: ContainerKind, copies: Copies): void {
  const own = (part: unknown) => (isContainer(part) ? copyWith(part, copies) : part);
  switch (kind) {
    case 'array': {
      const array = copy as unknown[];
      eachPart(value, kind, (part, key) => {
        if (isContainer(part)) array[key as number] = own(part);
      });
      if (array.length <= MAX_LISTED && Object.keys(value).length > array.length)
        copyFields(copy, value, own);
      return;
    }
    case 'object':
      copyFields(copy, value, own);
      return;
    case 'map':
      rawMap.forEach(value, (item, key) => rawMap.set(copy, own(key), own(item)));
      return;
    case 'set':
      rawSet.forEach(value, (member) => rawSet.add(copy, own(member)));
  }
}

function copyFields(copy: object, value: object, own: (part: unknown) => unknown): void {
  const from = value as Readonly<Record<PropertyKey, unknown>>;
  const to = copy as Record<PropertyKey, unknown>;
  for (const key of Object.keys(value)) {
    if (key === '__proto__') define(copy, key, own(from[key]));
    else to[key] = own(from[key]);
  }
  for (const symbol of Object.getOwnPropertySymbols(value)) {
    if (Object.prototype.propertyIsEnumerable.call(value, symbol)) to[symbol] = own(from[symbol]);
  }
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
