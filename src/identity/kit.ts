import { types } from 'node:util';
import type { TextKit } from '../plan.js';
import { isOrdinary } from './brand.js';
import { entriesOf, membersOf, writeSorted } from './collections.js';
import { isDense } from './elements.js';
import { Encoder } from './encoder.js';
import { fold, TextSink } from './fold.js';
import { IDENTITY } from './identity-method.js';
import { matchKit } from './match-kit.js';
import { bigintText, numberText, stringText } from './primitives.js';
import { intrinsicName } from './realm.js';

type Part = (value: unknown) => string | undefined;

/** What generated code is given: the functions of the generic encoder itself, so that a text has one author. */
export const textKit: TextKit = {
  number: numberText,
  string: stringText,
  bigint: bigintText,
  fold,

  sink: () => new TextSink(),

  keysOf(value) {
    if (typeof value !== 'object' || value === null || types.isProxy(value)) return undefined;
    const prototype: object | null = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return undefined;
    if (Object.getOwnPropertySymbols(value).length > 0) return undefined;
    const keys = Object.keys(value);
    return isOrdinary(value, keys.length === 0) ? keys : undefined;
  },

  isDense(value): value is readonly unknown[] {
    if (!Array.isArray(value) || types.isProxy(value)) return false;
    if (Object.getPrototypeOf(value) !== Array.prototype || Object.getOwnPropertySymbols(value).length > 0)
      return false;
    const keys = Object.keys(value);
    return keys.length === value.length && isDense(value, value.length, keys);
  },

  map(value, key, item) {
    if (!types.isMap(value) || !isBare(value, 'Map')) return undefined;
    const texts: string[] = [];
    for (const entry of entriesOf(value)) {
      const keyText = key(entry[0]);
      const itemText = keyText === undefined ? undefined : item(entry[1]);
      if (itemText === undefined) return undefined;
      texts.push(keyText + itemText);
    }
    return collectionText('M', texts);
  },

  set(value, item) {
    if (!types.isSet(value) || !isBare(value, 'Set')) return undefined;
    const texts = textsOf(membersOf(value), item);
    return texts === undefined ? undefined : collectionText('S', texts);
  },

  firstVisits() {
    const visited = new Set<object>();
    return (value) => {
      const { size } = visited;
      return visited.add(value).size > size;
    };
  },

  any: textAlone,
  match: matchKit,
};

/** Text of a value that is part of another, if it is the same there: no cycle may lead from it through what holds it. */
function textAlone(value: unknown, level = 0): string | undefined {
  const encoder = new Encoder(level);
  try {
    const text = encoder.value(value);
    return encoder.isEntangled ? undefined : text;
  } catch {
    // Whatever stopped it: the generic encoder, which knows the whole path, will say what it was.
    return undefined;
  }
}

/** Whether a collection has its own prototype, no fields and no identity method. */
function isBare(value: object, name: 'Map' | 'Set'): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  const hasPrototype = prototype !== null && intrinsicName(prototype) === name;
  return hasPrototype && Reflect.ownKeys(value).length === 0 && !(IDENTITY in value);
}

function textsOf(values: readonly unknown[], part: Part): string[] | undefined {
  const texts: string[] = [];
  for (const value of values) {
    const text = part(value);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

function collectionText(tag: 'M' | 'S', texts: string[]): string {
  const sink = new TextSink();
  writeSorted(tag, texts, sink);
  return sink.finish();
}
