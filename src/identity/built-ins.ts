import type { Brand } from './brand.js';
import { type Bytes, bytesOf, fieldsBesideElements, kindOf, writeBytes, writeTypedArray } from './bytes.js';
import { writeMap, writeSet } from './collections.js';
import { isElement, isLength, writeArray, writeElements } from './elements.js';
import { enumerableSymbols, writeFields } from './fields.js';
import type { TextSink } from './fold.js';
import { writeError } from './native-error.js';
import { numberText, stringText } from './primitives.js';
import { ERROR_CLASSES } from './realm.js';
import * as refusals from './refusal.js';
import { flagsOf, hrefOf, searchOf, sourceOf, timeOf, unboxed } from './slots.js';
import type { Writing } from './writing.js';

/** Every brand that has a text. */
export type BuiltIn = Exclude<Brand, 'hidden'>;

/** Whether an object of this brand has the prototype it was made with, given the built-in name of its prototype. */
export function belongsTo(value: object, brand: BuiltIn, prototypeName: string | undefined): boolean {
  switch (brand) {
    case 'Error':
      return prototypeName !== undefined && ERROR_CLASSES.has(prototypeName);
    case 'TypedArray':
      return (
        prototypeName === kindOf(value) || (prototypeName === 'Buffer' && kindOf(value) === 'Uint8Array')
      );
    case 'Boxed':
      return prototypeName?.toLowerCase() === typeof unboxed(value);
    case 'Arguments':
      return prototypeName === 'Object';
    default:
      return prototypeName === brand;
  }
}

type Writer = (value: object, writing: Writing, sink: TextSink) => void;

/** How each built-in is written from its slots. */
const WRITERS: Readonly<Record<BuiltIn, Writer>> = {
  Array: (value, writing, sink) => writeArray(value as unknown[], writing, sink),
  Arguments: writeArguments,
  ArrayBuffer: (value, writing, sink) => {
    sink.add('B');
    writeBytes(readable(bytesOf(value), writing), sink);
  },
  Boxed: (value, writing, sink) => sink.add(`P${writing.value(unboxed(value))}`),
  DataView: (value, writing, sink) => {
    sink.add('V');
    writeBytes(readable(bytesOf(value), writing), sink);
  },
  Date: (value, _, sink) => sink.add(`D${numberText(timeOf(value))}`),
  Error: writeError,
  Map: writeMap,
  RegExp: (value, writing, sink) => {
    sink.add(`R${stringText(sourceOf(value))}${stringText(flagsOf(value))}`);
    writing.at = 'lastIndex';
    sink.add(writing.value((value as RegExp).lastIndex));
  },
  Set: writeSet,
  TypedArray: (value, writing, sink) => writeTypedArray(value, readable(bytesOf(value), writing), sink),
  URL: (value, _, sink) => sink.add(`U${stringText(hrefOf(value))}`),
  URLSearchParams: (value, _, sink) => sink.add(`Q${stringText(searchOf(value))}`),
};

/** Writes a built-in from its slots; own fields that have no place in its text precede it as `X` and fields. */
export function writeBuiltIn(value: object, brand: BuiltIn, writing: Writing, sink: TextSink): void {
  const keys = fieldsBeside(value, brand, writing);
  if (keys !== 'placed' && (keys.length > 0 || enumerableSymbols(value).length > 0)) {
    sink.add('X');
    writeFields(value, keys, writing, sink);
    writing.at = undefined;
  }
  WRITERS[brand](value, writing, sink);
}

/** Own enumerable string keys that the text of the slots does not cover; arrays and errors place theirs themselves. */
function fieldsBeside(value: object, brand: BuiltIn, writing: Writing): readonly string[] | 'placed' {
  if (brand === 'Array' || brand === 'Error') return 'placed';
  if (brand === 'TypedArray') return fieldsBesideElements(value, readable(bytesOf(value), writing));
  const keys = Object.keys(value);
  if (keys.length === 0) return keys;
  if (brand === 'Arguments') return keys.filter((key) => !isElement(key, argumentsLength(value, writing)));
  if (brand === 'Boxed') return keys.slice(charactersOf(value));
  return keys;
}

/** A boxed string lists its characters as fields. */
function charactersOf(boxed: object): number {
  const primitive = unboxed(boxed);
  return typeof primitive === 'string' ? primitive.length : 0;
}

function writeArguments(value: object, writing: Writing, sink: TextSink): void {
  const length = argumentsLength(value, writing);
  sink.add(`G${length}[`);
  writeElements(value as ArrayLike<unknown>, length, writing, sink);
  sink.add(']');
}

/** Unlike that of an array, the length of an arguments object is an ordinary field that anything can be put in. */
function argumentsLength(value: object, writing: Writing): number {
  const length: unknown = Reflect.getOwnPropertyDescriptor(value, 'length')?.value;
  return isLength(length) ? length : writing.refuse(refusals.STRANGE_LENGTH);
}

function readable(bytes: Bytes | 'shared' | 'detached', writing: Writing): Bytes {
  if (bytes === 'shared') writing.refuse(refusals.SHARED_MEMORY);
  if (bytes === 'detached') writing.refuse(refusals.DETACHED);
  return bytes;
}
