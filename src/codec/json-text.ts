import { inspect, types } from 'node:util';
import { isOrdinary } from '../identity/brand.js';
import { unobserved } from '../observed.js';

/** Deeper trees are left to the graph, which is written without recursion. */
const MAX_DEPTH = 200;

/** From so many elements on, an array is asked otherwise whether it has fields, and written natively if it is flat. */
const MANY = 64;

/**
 * The JSON text of a value that JSON keeps exactly; `undefined` for every other one, and for one that throws when it
 * is read.
 *
 * Written by hand and not by `JSON.stringify` after a look at the value: each field is read once, so nothing can turn
 * out different the second time, and no `toJSON` is called.
 */
export function jsonTextOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return primitiveText(value);
  try {
    return new JsonText().container(value, 0);
  } catch {
    // The writer of graphs comes by the same place and says where it is.
    return undefined;
  }
}

function primitiveText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return isJsonNumber(value) ? `${value}` : undefined;
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === null ? 'null' : undefined;
  }
}

/** Whether JSON keeps a number: it has no NaN, no infinities, and `JSON.stringify` writes −0 as 0. */
export function isJsonNumber(value: number): boolean {
  // Infinity and NaN are the numbers that subtracted from themselves do not give 0.
  return value - value === 0 && (value !== 0 || 1 / value > 0);
}

/** What has to be escaped: quotes, backslashes, control characters, and surrogates, which may be lone ones. */
const ESCAPED = /["\\]|[^ -\ud7ff\ue000-\uffff]/;

function quoted(value: string): string {
  return value.length > 40 || ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
}

class JsonText {
  /** The first container, until there is a second one: most values have one or none in it. */
  #first: object | undefined;
  #seen: Set<object> | undefined;
  #keys: Map<string, string> | undefined;

  container(shown: object, depth: number): string | undefined {
    const value = unobserved(shown);
    if (types.isProxy(value) || depth > MAX_DEPTH || !this.#isNew(value)) return undefined;
    return Array.isArray(value) ? this.#array(value, depth) : this.#object(value, depth);
  }

  /** A container that comes by again is shared or on a cycle, and JSON would make two of it. */
  #isNew(value: object): boolean {
    if (this.#first === undefined) {
      this.#first = value;
      return true;
    }
    this.#seen ??= new Set([this.#first]);
    const { size } = this.#seen;
    return this.#seen.add(value).size > size;
  }

  /** Records have the same keys again and again; a single object has each once. */
  #quotedKey(key: string): string {
    if (this.#seen === undefined) return `${quoted(key)}:`;
    this.#keys ??= new Map();
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const text = `${quoted(key)}:`;
    this.#keys.set(key, text);
    return text;
  }

  #value(value: unknown, depth: number): string | undefined {
    return typeof value === 'object' && value !== null
      ? this.container(value, depth + 1)
      : primitiveText(value);
  }

  #array(value: readonly unknown[], depth: number): string | undefined {
    if (Object.getPrototypeOf(value) !== Array.prototype || !hasOnlyElements(value)) return undefined;
    if (value.length > MANY && typeof value[0] !== 'object') return flatText(value);
    let text = '[';
    for (let i = 0; i < value.length; i++) {
      // A hole gives up like the `undefined` as which it is read.
      const part = this.#value(value[i], depth);
      if (part === undefined) return undefined;
      text += i === 0 ? part : `,${part}`;
    }
    return `${text}]`;
  }

  #object(value: object, depth: number): string | undefined {
    if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
    if (Object.getOwnPropertySymbols(value).length > 0) return undefined;
    const keys = Object.keys(value);
    if (!isOrdinary(value, keys.length === 0)) return undefined;
    let text = '';
    for (const key of keys) {
      const part = this.#value((value as Record<string, unknown>)[key], depth);
      if (part === undefined) return undefined;
      text += (text === '' ? '{' : ',') + this.#quotedKey(key) + part;
    }
    return text === '' ? '{}' : `${text}}`;
  }
}

/** The text of an array of primitives, written natively from a copy: a copy holds what was read and nothing else. */
function flatText(value: readonly unknown[]): string | undefined {
  const copy = value.slice();
  for (const item of copy) {
    if (typeof item === 'number' ? !isJsonNumber(item) : !isJsonPrimitive(item)) return undefined;
  }
  return JSON.stringify(copy);
}

function isJsonPrimitive(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || value === null;
}

const BRIEFLY = { maxArrayLength: 0, depth: 0, customInspect: false, breakLength: Number.POSITIVE_INFINITY };

/**
 * Whether an array has no fields beside its elements. To list the keys of a long one makes a string of each index, and
 * the language has no other way to ask; but Node's `inspect` shows the other fields without a look at the elements.
 */
function hasOnlyElements(value: readonly unknown[]): boolean {
  const { length } = value;
  if (length <= MANY) {
    // Where a hole makes room for a field, it is found when it is read.
    return Object.keys(value).length === length && Object.getOwnPropertySymbols(value).length === 0;
  }
  return inspect(value, BRIEFLY) === `[ ... ${length} more items ]`;
}
