import { crc32 } from 'node:zlib';
import { StoreFormatError } from '../../errors.js';

/** The newest format of records that is known here. */
export const RECORD_FORMAT = 1;

/** Where the bytes of a record are: in it, or in a file of their own, of which it holds the digest and the size. */
export type SealedKind = 'inline' | 'file';

/** What a record came to that was read. */
export type Unsealed =
  | { readonly kind: SealedKind; readonly sequence: number; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly reason: string };

/*
 *     0 check (4 bytes)  4 'w' 'l'  6 format  7 kind  8 sequence (6 bytes)  14 bytes …
 *
 * The check is a CRC-32 of the key and of all that follows. Key, because a record under another key would be a wrong
 * value; of the format too, so that a damaged record is not taken for one of a newer version. The sequence says where the
 * record stood in the order of the last use when it was written, 0 for one that is never given up.
 */
const HEADER = 14;
const MAGIC = 0x6c77;
const KINDS: readonly SealedKind[] = ['inline', 'file'];

/** Makes a record of bytes, from which it can be told later whether it is whole. */
export function seal(key: string, kind: SealedKind, bytes: Uint8Array, sequence = 0): Uint8Array {
  const record = Buffer.allocUnsafe(HEADER + bytes.byteLength);
  record.writeUInt16LE(MAGIC, 4);
  record[6] = RECORD_FORMAT;
  record[7] = KINDS.indexOf(kind);
  record.writeUIntLE(sequence, 8, 6);
  record.set(bytes, HEADER);
  record.writeUInt32LE(checkOf(key, record), 0);
  return record;
}

/**
 * Gives the bytes of a record back, which it shares with it, if it is whole and was sealed under this key.
 *
 * @throws {StoreFormatError} for a whole record of a newer format.
 */
export function unseal(store: string, key: string, sealed: Uint8Array): Unsealed {
  const record = Buffer.isBuffer(sealed)
    ? sealed
    : Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (record.length < HEADER) return { kind: 'unreadable', reason: `it has ${record.length} bytes` };
  if (record.readUInt32LE(0) !== checkOf(key, record)) {
    return { kind: 'unreadable', reason: 'its checksum does not match' };
  }
  const format = record[6] ?? 0;
  if (format > RECORD_FORMAT) throw new StoreFormatError(store, format, RECORD_FORMAT);
  const kind = KINDS[record[7] ?? KINDS.length];
  if (record.readUInt16LE(4) !== MAGIC || kind === undefined)
    return { kind: 'unreadable', reason: 'it is no record' };
  return { kind, sequence: record.readUIntLE(8, 6), bytes: record.subarray(HEADER) };
}

function checkOf(key: string, record: Buffer): number {
  return crc32(record.subarray(4), crc32(key));
}
