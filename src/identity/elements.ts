import { types } from 'node:util';
import { enumerableSymbols, writeFields } from './fields.js';
import type { TextSink } from './fold.js';
import { STRANGE_LENGTH } from './refusal.js';
import type { Writing } from './writing.js';

/** A run of more holes than this is written as its length, so that `length = 4e9` costs nothing. Part of the format. */
const MAX_HOLES = 1_000;

/** Writes an array: `A<length>[`, its elements, `x` and its fields where it has others than elements, `]`. */
export function writeArray(value: readonly unknown[], writing: Writing, sink: TextSink): void {
  const { length } = value;
  if (!isLength(length)) writing.refuse(STRANGE_LENGTH);
  sink.add(`A${length}[`);
  const others = writeElements(value, length, writing, sink);
  if (others.length > 0 || enumerableSymbols(value).length > 0) {
    sink.add('x');
    writeFields(value, others, writing, sink);
  }
  sink.add(']');
}

const MAX_LENGTH = 2 ** 32 - 1;

/** Whether it can be the length of an array; a proxy, and an arguments object, may say anything. */
export function isLength(length: unknown): length is number {
  return Number.isInteger(length) && (length as number) >= 0 && (length as number) <= MAX_LENGTH;
}

/** Writes the elements and returns the own enumerable keys that are none. */
export function writeElements(
  value: ArrayLike<unknown>,
  length: number,
  writing: Writing,
  sink: TextSink,
): readonly string[] {
  const keys = Object.keys(value);
  if (!isDense(value, length, keys)) {
    writeSparse(value, length, writing, sink);
    return keys.filter((key) => !isElement(key, length));
  }
  for (let i = 0; i < length; i++) {
    writing.at = i;
    sink.add(writing.value(value[i]));
  }
  return keys.length === length ? NONE : keys.slice(length);
}

const NONE: readonly string[] = [];

/**
 * Own integer keys are listed first and ascending, so if the last of the first `length` keys is the last index, all
 * indices are there. A proxy lists its keys in any order it likes.
 */
export function isDense(value: object, length: number, keys: readonly string[]): boolean {
  return (
    keys.length >= length &&
    (length === 0 || keys[length - 1] === String(length - 1)) &&
    !types.isProxy(value)
  );
}

/** An element counts even if it is not enumerable, like everything that a loop over the indices would see. */
function writeSparse(value: ArrayLike<unknown>, length: number, writing: Writing, sink: TextSink): void {
  let next = 0;
  const indices = Object.getOwnPropertyNames(value)
    .filter((key) => isElement(key, length))
    .map(Number);
  for (const index of indices.sort((one, other) => one - other)) {
    sink.add(holesText(index - next));
    writing.at = index;
    sink.add(writing.value(value[index]));
    next = index + 1;
  }
  sink.add(holesText(length - next));
}

/** Whether an own key is the index of an element; `'01'` and `'4294967295'` are ordinary fields. */
export function isElement(key: string, length: number): boolean {
  const index = Number(key);
  return index < length && index >= 0 && String(index) === key && Number.isInteger(index);
}

function holesText(count: number): string {
  return count > MAX_HOLES ? `H${count};` : 'h'.repeat(count);
}
