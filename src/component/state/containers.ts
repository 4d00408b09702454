import { types } from 'node:util';
import { isOfBuiltInClass } from '../../codec/built-in-class.js';
import { isKnownDeeplyFrozen } from '../../codec/deeply-frozen.js';
import { isPlainObject } from '../../codec/plain.js';
import type { PathStep } from './field-op.js';
import { rawMap, rawSet } from './raw-collections.js';

/** The kinds of data that are watched for changes in place. */
export type ContainerKind = 'array' | 'object' | 'map' | 'set';

/** In place of a key: the part is a member of a Set, or itself a key of a Map, and no path leads to it. */
export const MEMBER = Symbol('member');

/**
 * The kind of a container of plain data; `undefined` for everything else: primitives, instances of classes, and built-ins
 * that change by methods of which nobody hears.
 */
export function containerKind(value: unknown): ContainerKind | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    return Object.getPrototypeOf(value) === Array.prototype || isOfBuiltInClass(value) ? 'array' : undefined;
  }
  if (types.isMap(value)) return isOfBuiltInClass(value) ? 'map' : undefined;
  if (types.isSet(value)) return isOfBuiltInClass(value) ? 'set' : undefined;
  return isPlainObject(value) ? 'object' : undefined;
}

/** Whether a container of some kind can be watched: what is frozen has no proxy, and takes no methods. */
export function isWatchable(container: object, kind: ContainerKind): boolean {
  return kind === 'map' || kind === 'set' ? Object.isExtensible(container) : !Object.isFrozen(container);
}

/** Calls `visit` for every part of a container, with the key to it. */
export function eachPart(
  container: object,
  kind: ContainerKind,
  visit: (part: unknown, key: unknown) => void,
): void {
  switch (kind) {
    case 'array': {
      const array = container as readonly unknown[];
      if (array.length > MAX_DENSE) eachField(array, (part, key) => visit(part, indexOfKey(key) ?? key));
      else for (let index = 0; index < array.length; index++) visit(array[index], index);
      return;
    }
    case 'object':
      eachField(container, visit);
      return;
    case 'map':
      rawMap.forEach(container, (item, key) => {
        visit(key, MEMBER);
        visit(item, key);
      });
      return;
    case 'set':
      rawSet.forEach(container, (member) => visit(member, MEMBER));
  }
}

/** Longer arrays may be mostly holes, and are asked for the elements that they have. */
export const MAX_DENSE = 10_000_000;

function eachField(container: object, visit: (part: unknown, key: string) => void): void {
  for (const key of Object.keys(container)) visit((container as Record<string, unknown>)[key], key);
}

const MAX_INDEX = 2 ** 32 - 2;

/** The index that a property name of an array is; `undefined` for another name, `'01'` and `'-1'` among them. */
export function indexOfKey(key: string): number | undefined {
  const first = key.charCodeAt(0);
  if (!(first >= 48 && first <= 57)) return undefined;
  const index = Number(key);
  return index <= MAX_INDEX && String(index) === key && Number.isInteger(index) ? index : undefined;
}

/** Whether a container has a part at a key. */
export function isPartAt(container: object, part: object, key: unknown): boolean {
  if (types.isSet(container)) return rawSet.has(container, part);
  if (types.isMap(container)) {
    return key === MEMBER ? rawMap.has(container, part) : rawMap.get(container, key) === part;
  }
  return (container as Record<PropertyKey, unknown>)[key as PropertyKey] === part;
}

/** Where a container has a part now; `undefined` where it does not have it. */
export function findPart(container: object, part: object): { readonly key: unknown } | undefined {
  if (Array.isArray(container)) {
    const index = container.indexOf(part);
    if (index !== -1) return { key: index };
  }
  // The root of all places is a plain object as well.
  const kind = containerKind(container);
  let found: { readonly key: unknown } | undefined;
  if (kind !== undefined) {
    eachPart(container, kind, (other, key) => {
      if (other === part) found ??= { key };
    });
  }
  return found;
}

/** The step that a path takes from a container to its part at a key; `undefined` where a path cannot name it. */
export function stepTo(container: object, key: unknown): PathStep | undefined {
  if (key === MEMBER) return undefined;
  if (types.isMap(container)) return isNameable(key) ? { key } : undefined;
  return key as string | number;
}

/** Whether a key of a Map, or a member of a Set, is found again on the other side: objects arrive there as others. */
export function isNameable(key: unknown): boolean {
  return (typeof key !== 'object' || key === null) && typeof key !== 'function' && typeof key !== 'symbol';
}

/** Calls `visit` once for every container in a value, the value included, at whatever depth. */
export function eachContainer(value: unknown, visit: (container: object) => void): void {
  const seen = new Set<unknown>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const part = waiting.pop();
    const kind = containerKind(part);
    if (kind === undefined || seen.has(part) || isKnownDeeplyFrozen(part as object)) continue;
    seen.add(part);
    visit(part as object);
    eachPart(part as object, kind, (inner) => {
      if (typeof inner === 'object' && inner !== null) waiting.push(inner);
    });
  }
}
