import type ts from 'typescript';
import type { Unidentifiable } from './shape.js';

/** What a type declared by the language, the platform or Node means for identity. */
export type BuiltIn =
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'map' }
  | { readonly kind: 'set' }
  | { readonly kind: 'unidentifiable'; readonly why: Unidentifiable }
  /** Has a canonical text, or may have, but no fast path: errors, boxed primitives, iterables. */
  | { readonly kind: 'generic' };

const values = new Set([
  'Date',
  'RegExp',
  'ArrayBuffer',
  'DataView',
  'URL',
  'URLSearchParams',
  'Buffer',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
]);

const namesByReason: Readonly<Record<Exclude<Unidentifiable, 'privateState'>, readonly string[]>> = {
  function: ['Function', 'CallableFunction', 'NewableFunction'],
  symbol: ['Symbol'],
  promise: ['Promise', 'PromiseLike'],
  stream: [
    ...['Stream', 'Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough', 'ReadWriteStream'],
    ...['ReadableStream', 'WritableStream', 'TransformStream', 'CompressionStream', 'DecompressionStream'],
    ...['TextDecoderStream', 'TextEncoderStream'],
    ...['ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'WritableStreamDefaultWriter'],
    ...['ReadableStreamDefaultController', 'ReadableByteStreamController', 'ReadableStreamBYOBRequest'],
    ...['WritableStreamDefaultController', 'TransformStreamDefaultController'],
  ],
  iterator: [
    ...['Iterator', 'IterableIterator', 'IteratorObject', 'Generator', 'BuiltinIterator'],
    ...['ArrayIterator', 'MapIterator', 'SetIterator', 'StringIterator', 'RegExpStringIterator'],
    ...['AsyncIterable', 'AsyncIterator', 'AsyncIterableIterator', 'AsyncIteratorObject', 'AsyncGenerator'],
  ],
  weak: ['WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry'],
  abortSignal: ['AbortSignal', 'AbortController'],
  sharedMemory: ['SharedArrayBuffer'],
  blob: ['Blob', 'File'],
};

const reasons = new Map(
  Object.entries(namesByReason).flatMap(([why, names]) => names.map((name) => [name, why as Unidentifiable])),
);

/** Interfaces of the language that values with a canonical text satisfy, although they have methods. */
const generic = new Set([
  'Object',
  'String',
  'Number',
  'Boolean',
  'BigInt',
  'Error',
  'IArguments',
  'Iterable',
]);

/**
 * What `symbol` means, if the language, the platform or Node declares it. By the declaring file and never by name
 * alone: a person's own `class Date` is none of ours, and a person's addition to the global `Map` leaves it a Map.
 */
export function builtInOf(symbol: ts.Symbol, program: ts.Program): BuiltIn | undefined {
  if (!symbol.declarations?.some((declaration) => isPlatformFile(declaration.getSourceFile(), program))) {
    return undefined;
  }
  const { name } = symbol;
  if (values.has(name)) return { kind: 'value', name };
  if (name === 'Map' || name === 'ReadonlyMap') return { kind: 'map' };
  if (name === 'Set' || name === 'ReadonlySet') return { kind: 'set' };
  if (generic.has(name)) return { kind: 'generic' };
  const why = reasons.get(name);
  return why === undefined ? undefined : { kind: 'unidentifiable', why };
}

/** Whether a file belongs to TypeScript's own library or to `@types/node` and what that hands out as Node's globals. */
export function isPlatformFile(file: ts.SourceFile, program: ts.Program): boolean {
  return (
    program.isSourceFileDefaultLibrary(file) ||
    /\/node_modules\/(@types\/node|undici-types)\//.test(file.fileName)
  );
}
