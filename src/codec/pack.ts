import { Buffer } from 'node:buffer';
import type { Encoded } from './encode.js';

/** How many bytes a number takes: enough for what one machine can hold. */
const NUMBER_BYTES = 6;

/** What was encoded as one run of bytes, for stores: how many parts there are, their lengths, then the parts, the text first. */
export function pack({ text, bytes = [] }: Encoded): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(text), ...bytes];
  const header = Buffer.alloc(NUMBER_BYTES * (parts.length + 1));
  header.writeUIntBE(parts.length, 0, NUMBER_BYTES);
  for (const [index, part] of parts.entries()) {
    header.writeUIntBE(part.byteLength, NUMBER_BYTES * (index + 1), NUMBER_BYTES);
  }
  return Buffer.concat([header, ...parts]);
}

/**
 * What {@link pack} made the bytes of. Shares nothing with them.
 *
 * @throws {RangeError} where they are none of that kind.
 */
export function unpack(packed: Uint8Array): Encoded {
  const source = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const count = source.readUIntBE(0, NUMBER_BYTES);
  let at = NUMBER_BYTES * (count + 1);
  const parts = Array.from({ length: count }, (_, index) => {
    const end = at + source.readUIntBE(NUMBER_BYTES * (index + 1), NUMBER_BYTES);
    if (end > source.length)
      throw new RangeError('Expected bytes that were packed, got fewer than they say.');
    const part = source.subarray(at, end);
    at = end;
    return part;
  });
  const [text = source.subarray(0, 0), ...bytes] = parts;
  // Each in a buffer of its own, as the codec hands them over.
  return { text: text.toString(), bytes: bytes.map((part) => new Uint8Array(part)) };
}
