import { Buffer } from 'node:buffer';
import { endianness } from 'node:os';
import { isDeepStrictEqual, types } from 'node:util';
import type { TextSink } from './fold.js';
import { stringText } from './primitives.js';
import { ELEMENT_SIZES } from './realm.js';

const typedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);

function getterOf(prototype: object, key: PropertyKey): (this: unknown) => unknown {
  return Reflect.getOwnPropertyDescriptor(prototype, key)!.get!;
}

const slots = {
  typedArray: {
    buffer: getterOf(typedArrayPrototype, 'buffer'),
    byteOffset: getterOf(typedArrayPrototype, 'byteOffset'),
    byteLength: getterOf(typedArrayPrototype, 'byteLength'),
    kind: getterOf(typedArrayPrototype, Symbol.toStringTag),
    keys: Reflect.get(typedArrayPrototype, 'keys') as (this: unknown) => unknown,
  },
  dataView: {
    buffer: getterOf(DataView.prototype, 'buffer'),
    byteOffset: getterOf(DataView.prototype, 'byteOffset'),
    byteLength: getterOf(DataView.prototype, 'byteLength'),
  },
};

/** The bytes that a value shows, as a view of our own that no program can have altered. */
export type Bytes = Uint8Array;

/** What stands in the way of reading bytes. */
export type Unreadable = 'shared' | 'detached';

/** The bytes that an ArrayBuffer, a typed array or a DataView shows, from its slots. */
export function bytesOf(value: object): Bytes | Unreadable {
  if (types.isSharedArrayBuffer(value)) return 'shared';
  if (types.isArrayBuffer(value)) return viewOf(value);
  const isTypedArray = types.isTypedArray(value);
  const slot = isTypedArray ? slots.typedArray : slots.dataView;
  const buffer = slot.buffer.call(value) as ArrayBuffer;
  if (types.isSharedArrayBuffer(buffer)) return 'shared';
  try {
    // A typed array that lost its bytes says that it has none; its methods throw. The getters of a DataView throw.
    if (isTypedArray) slots.typedArray.keys.call(value);
    return viewOf(buffer, slot.byteOffset.call(value) as number, slot.byteLength.call(value) as number);
  } catch {
    return 'detached';
  }
}

function viewOf(buffer: ArrayBuffer, offset?: number, length?: number): Bytes | Unreadable {
  try {
    return new Uint8Array(buffer, offset, length);
  } catch {
    return 'detached';
  }
}

/** The class whose elements a typed array holds, from its slots. */
export function kindOf(typedArray: object): string {
  return slots.typedArray.kind.call(typedArray) as string;
}

/** Writes `<bytes>:<hex>`. */
export function writeBytes(bytes: Bytes, sink: TextSink): void {
  sink.add(`${bytes.byteLength}:`);
  for (const chunk of chunksOf(bytes)) sink.add(chunk.toString('hex'));
}

/** Writes the elements of a typed array as `T`, its class and its bytes: little-endian, with one NaN. */
export function writeTypedArray(typedArray: object, bytes: Bytes, sink: TextSink): void {
  const kind = kindOf(typedArray);
  const isBuffer = Object.getPrototypeOf(typedArray) === Buffer.prototype;
  const name = isBuffer ? 'Buffer' : kind;
  sink.add(`T${stringText(name)}${bytes.byteLength}:`);
  for (const chunk of chunksOf(bytes)) sink.add(normalized(chunk, kind).toString('hex'));
}

/** A multiple of every element size. */
const CHUNK_BYTES = 32_768;

function* chunksOf(bytes: Bytes): Generator<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
    const end = Math.min(at + CHUNK_BYTES, bytes.byteLength);
    yield Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at);
  }
}

const isBigEndian = endianness() === 'BE';

function normalized(chunk: Buffer, kind: string): Buffer {
  if (!isBigEndian && !kind.startsWith('Float')) return chunk;
  const copy = Buffer.from(chunk);
  const size = ELEMENT_SIZES.get(kind)!;
  if (isBigEndian && size === 2) copy.swap16();
  if (isBigEndian && size === 4) copy.swap32();
  if (isBigEndian && size === 8) copy.swap64();
  if (kind.startsWith('Float')) unifyNaN(copy, size);
  return copy;
}

/** Overwrites every NaN by the quiet one without payload. Bits, not numbers: an engine may keep or drop a payload. */
function unifyNaN(littleEndian: Buffer, size: number): void {
  for (let at = 0; at < littleEndian.length; at += size) {
    if (size === 8) {
      const high = littleEndian.readUInt32LE(at + 4) & 0x7fff_ffff;
      if (high > 0x7ff0_0000 || (high === 0x7ff0_0000 && littleEndian.readUInt32LE(at) !== 0)) {
        littleEndian.writeUInt32LE(0, at);
        littleEndian.writeUInt32LE(0x7ff8_0000, at + 4);
      }
    } else if (size === 4) {
      if ((littleEndian.readUInt32LE(at) & 0x7fff_ffff) > 0x7f80_0000)
        littleEndian.writeUInt32LE(0x7fc0_0000, at);
    } else if ((littleEndian.readUInt16LE(at) & 0x7fff) > 0x7c00) {
      littleEndian.writeUInt16LE(0x7e00, at);
    }
  }
}

/** Up to this length, listing the keys of a typed array is cheaper than the question below. */
const FEW = 64;

/**
 * Own enumerable string keys of a typed array beside its elements. Listing all keys would make a string of every index,
 * and four gigabytes of them for 64 MB; the language has no other way to ask. But Node's comparison looks at the other
 * keys only, so a fresh view of the same bytes equals exactly the array that has none.
 */
export function fieldsBesideElements(typedArray: object, bytes: Bytes): readonly string[] {
  const size = ELEMENT_SIZES.get(kindOf(typedArray))!;
  const length = bytes.byteLength / size;
  if (length > FEW && isDeepStrictEqual(typedArray, freshView(typedArray, bytes, length))) return [];
  return Object.keys(typedArray).slice(length);
}

function freshView(typedArray: object, bytes: Bytes, length: number): object {
  const View = Reflect.get(globalThis, kindOf(typedArray)) as new (
    buffer: ArrayBufferLike,
    offset: number,
    length: number,
  ) => object;
  const view = new View(bytes.buffer, bytes.byteOffset, length);
  return Object.setPrototypeOf(view, Object.getPrototypeOf(typedArray));
}
