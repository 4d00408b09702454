import { types } from 'node:util';
import { isPlainObject } from '../../codec/plain.js';
import { unobserved } from '../../observed.js';
import { isNameable, MAX_DENSE } from './containers.js';
import { MAX_LISTED } from './copy-data.js';
import { rawMap, rawSet } from './raw-collections.js';
import { isSameData } from './same-data.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether data is still what it was when a copy of it was made. Walks through both at once, past proxies and the methods
 * that watched Maps have. The order of keys does not count, nor does which parts are the same object.
 */
export function isStill(copy: unknown, value: unknown): boolean {
  return Object.is(copy, value) || new Walk().isSame(copy, value);
}

class Walk {
  /** What was compared with what, or is being compared: ends cycles. */
  readonly #pairs = new Map<object, object[]>();

  isSame(copy: unknown, value: unknown): boolean {
    if (Object.is(copy, value)) return true;
    if (!isObject(copy) || !isObject(value)) return false;
    // A proxy has no place in data. It came in unseen, and whoever hears of that takes it out.
    if (unobserved(value) !== value) return false;
    const partners = this.#pairs.get(copy);
    if (partners?.includes(value)) return true;
    if (partners === undefined) this.#pairs.set(copy, [value]);
    else partners.push(value);
    return this.#haveSameContents(copy, value);
  }

  #haveSameContents(copy: object, value: object): boolean {
    if (Array.isArray(copy) && Array.isArray(value)) return this.#areSameArrays(copy, value);
    if (types.isMap(copy) && types.isMap(value)) return this.#areSameMaps(copy, value);
    if (types.isSet(copy) && types.isSet(value)) return this.#areSameSets(copy, value);
    if (!isPlain(copy) || !isPlain(value)) return isSameData(copy, value);
    return this.#haveSameFields(copy, value);
  }

  #areSameArrays(copy: readonly unknown[], value: readonly unknown[]): boolean {
    if (copy.length !== value.length) return false;
    const isOdd =
      copy.length > MAX_DENSE || (copy.length <= MAX_LISTED && Object.keys(copy).length !== copy.length);
    if (isOdd) {
      return this.#haveSameFields(copy, value);
    }
    for (let index = 0; index < copy.length; index++) {
      if (!this.isSame(copy[index], value[index])) return false;
      if (value[index] === undefined && Object.hasOwn(copy, index) !== Object.hasOwn(value, index))
        return false;
    }
    return copy.length > MAX_LISTED || Object.keys(value).length === copy.length;
  }

  #haveSameFields(copy: object, value: object): boolean {
    const keys = Object.keys(value);
    return (
      keys.length === Object.keys(copy).length &&
      // Both are plain, perhaps of two realms.
      (Object.getPrototypeOf(copy) === null) === (Object.getPrototypeOf(value) === null) &&
      keys.every(
        (key) => Object.hasOwn(copy, key) && this.isSame((copy as Fields)[key], (value as Fields)[key]),
      )
    );
  }

  #areSameMaps(copy: object, value: object): boolean {
    if (rawMap.size(copy) !== rawMap.size(value)) return false;
    const strange: unknown[] = [];
    for (const [key, item] of rawMap.entries(value)) {
      if (!isNameable(key)) strange.push(key, item);
      else if (!rawMap.has(copy, key) || !this.isSame(rawMap.get(copy, key), item)) return false;
    }
    const copies = [...rawMap.entries(copy)].filter(([key]) => !isNameable(key)).flat();
    return this.#areSameLists(copies, strange);
  }

  #areSameSets(copy: object, value: object): boolean {
    if (rawSet.size(copy) !== rawSet.size(value)) return false;
    const strange: unknown[] = [];
    for (const member of rawSet.values(value)) {
      if (!isNameable(member)) strange.push(member);
      else if (!rawSet.has(copy, member)) return false;
    }
    return this.#areSameLists(
      [...rawSet.values(copy)].filter((member) => !isNameable(member)),
      strange,
    );
  }

  #areSameLists(copies: readonly unknown[], values: readonly unknown[]): boolean {
    return (
      copies.length === values.length && values.every((value, index) => this.isSame(copies[index], value))
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether own string keys are all that there is to an object. */
function isPlain(value: object): boolean {
  return isPlainObject(value) && Object.getOwnPropertySymbols(value).length === 0;
}
