import { Buffer } from 'node:buffer';
import { GraphWriter } from './graph-writer.js';
import { jsonTextOf } from './json-text.js';

/**
 * A value as it crosses to another thread or process, or into a store. The first character of the text names its
 * format: `j` JSON, `u` undefined, `g` a graph.
 */
export interface Encoded {
  readonly text: string;
  /** Large runs of bytes, which the text refers to by their position. Each has an `ArrayBuffer` of its own. */
  readonly bytes?: readonly Uint8Array[];
}

const UNDEFINED: Encoded = Object.freeze({ text: 'u' });

/**
 * Encodes a value so that {@link decode} makes an equal one of it. What is encoded shares nothing with the value.
 *
 * Nearly all data is a tree that JSON keeps exactly, which is proven while its text is written; everything else goes
 * as a graph. Sharing and cycles are kept, order too; being frozen is not, and neither are fields that are not
 * enumerable. Accessors and proxies arrive as the data that they show, typed arrays with a buffer of their own.
 *
 * @param name Of the value, with which paths in errors begin: `args`, `result`, `fields.rows`.
 * @throws {UncrossableValueError} naming the part nearest to the root that would not arrive as it is.
 */
export function encode(value: unknown, name: string): Encoded {
  if (value === undefined) return UNDEFINED;
  const json = jsonTextOf(value);
  if (json !== undefined) return { text: `j${json}` };
  const writer = new GraphWriter();
  try {
    const { text, bytes } = writer.write(value);
    return bytes === undefined ? { text: `g${text}` } : { text: `g${text}`, bytes };
  } catch (thrown) {
    throw writer.explain(thrown, name);
  }
}

/** Size in bytes of what was encoded, its text as UTF-8. */
export function sizeOf({ text, bytes = [] }: Encoded): number {
  return bytes.reduce((sum, { byteLength }) => sum + byteLength, Buffer.byteLength(text));
}
