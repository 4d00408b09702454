import { types } from 'node:util';
import { isOfBuiltInClass } from '../../codec/built-in-class.js';
import { isKnownDeeplyFrozen } from '../../codec/deeply-frozen.js';
import { isPlainObject } from '../../codec/plain.js';
import { unobserved } from '../../observed.js';

/** Stands for a part that is not to be in the copy. */
export const LEFT_OUT = Symbol('left out');

/** What takes the place of a part: the part itself where it is to be copied like everything else. */
export type Exchange = (part: unknown) => unknown;

/**
 * A copy of data, container by container, in which some parts have been exchanged. In an array, those after a part that is
 * left out move up. What is no array, plain object, Map or Set stays the object that it is; sharing and cycles are kept.
 */
export function exchange(value: unknown, exchangeOf: Exchange): unknown {
  return new Exchanger(exchangeOf).of(value);
}

class Exchanger {
  readonly #copies = new Map<object, object>();

  constructor(private readonly exchangeOf: Exchange) {}

  of(part: unknown): unknown {
    const exchanged = this.exchangeOf(part);
    if (exchanged !== part || typeof part !== 'object' || part === null) return exchanged;
    const original = unobserved(part);
    return this.#copies.get(original) ?? this.#copyOf(original);
  }

  #copyOf(original: object): unknown {
    if (isKnownDeeplyFrozen(original)) return original;
    if (isPlainObject(original)) return this.#object(original);
    if (!isOfBuiltInClass(original)) return original;
    if (Array.isArray(original)) return this.#array(original);
    if (types.isMap(original)) return this.#map(original);
    return types.isSet(original) ? this.#set(original) : original;
  }

  #object(original: object): object {
    const copy = Object.create(Object.getPrototypeOf(original)) as object;
    this.#copies.set(original, copy);
    this.#fields(original, copy, Reflect.ownKeys(original));
    return copy;
  }

  #array(original: readonly unknown[]): unknown[] {
    const copy: unknown[] = [];
    this.#copies.set(original, copy);
    let holes = 0;
    for (let index = 0; index < original.length; index++) {
      if (original[index] === undefined && !Object.hasOwn(original, index)) {
        holes++;
        copy.length++;
        continue;
      }
      const part = this.of(original[index]);
      if (part !== LEFT_OUT) copy.push(part);
    }
    const keys = Object.keys(original);
    if (keys.length > original.length - holes)
      this.#fields(original, copy, keys.slice(original.length - holes));
    return copy;
  }

  #map(original: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
    const copy = new Map<unknown, unknown>();
    this.#copies.set(original, copy);
    Map.prototype.forEach.call(original, (item: unknown, key: unknown) => {
      const [newKey, newItem] = [this.of(key), this.of(item)];
      if (newKey !== LEFT_OUT && newItem !== LEFT_OUT) copy.set(newKey, newItem);
    });
    return copy;
  }

  #set(original: ReadonlySet<unknown>): Set<unknown> {
    const copy = new Set<unknown>();
    this.#copies.set(original, copy);
    Set.prototype.forEach.call(original, (member: unknown) => {
      const part = this.of(member);
      if (part !== LEFT_OUT) copy.add(part);
    });
    return copy;
  }

  #fields(original: object, copy: object, keys: readonly PropertyKey[]): void {
    for (const key of keys) {
      if (!Object.prototype.propertyIsEnumerable.call(original, key)) continue;
      const value = this.of((original as Record<PropertyKey, unknown>)[key]);
      if (value === LEFT_OUT) continue;
      Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
    }
  }
}
