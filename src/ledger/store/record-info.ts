import { seal, unseal } from './seal.js';
import { infoKey } from './store-keys.js';
import { DIGEST_BYTES } from './value-files.js';

/** What is known of a record beside its value. */
export interface RecordInfo {
  /** Where the record stands in the order of the last use; 0 for one that is never given up. */
  readonly sequence: number;
  /** What the record takes of the store's limit. */
  readonly costBytes: number;
  /** Of the file that holds the value, if one does. */
  readonly digest: string | undefined;
  /** Whether it has, or may have, an entry of its own: most records tell all this themselves. */
  readonly isApart: boolean;
}

const PAGE_BYTES = 4_096;
/** Longer values have pages of their own. */
const MOST_BESIDE_OTHERS = 2_000;
/** Pages that hold several entries are between half full and full. */
const FILL = 1.5;
/** What an entry takes beside its key and its value. */
const ENTRY_BYTES = 16;
/** A longer record is not read for the sake of what is known of it. */
const MOST_READ_BYTES = PAGE_BYTES;
const SIZE_BYTES = 6;

/** What a record takes: its entries as pages hold them, and its file. */
export function costOf(key: string, recordBytes: number, fileBytes: number): number {
  const keyBytes = Buffer.byteLength(key) + ENTRY_BYTES;
  const record =
    recordBytes > MOST_BESIDE_OTHERS
      ? wholePages(recordBytes) + keyBytes * FILL
      : (recordBytes + keyBytes) * FILL;
  return Math.ceil(record + (2 * keyBytes + 32) * FILL + wholePages(fileBytes));
}

function wholePages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}

/** What a record holds whose value is in a file. */
export function fileReference(digest: string, sizeBytes: number): Uint8Array {
  const bytes = Buffer.alloc(DIGEST_BYTES + SIZE_BYTES);
  bytes.write(digest, 'hex');
  bytes.writeUIntLE(sizeBytes, DIGEST_BYTES, SIZE_BYTES);
  return bytes;
}

/** The digest of the file that a record refers to. */
export function digestIn(reference: Uint8Array): string {
  return Buffer.from(reference.subarray(0, DIGEST_BYTES)).toString('hex');
}

/** Whether what is known of a record is written apart when it is written, so that it can be had without its value. */
export function isApartFromStart(recordBytes: number, sequence: number, digest: string | undefined): boolean {
  return digest !== undefined || (sequence > 0 && recordBytes > MOST_READ_BYTES);
}

/** What a record itself tells of it; of a damaged one, what it takes. */
export function infoIn(store: string, key: string, sealed: Uint8Array): RecordInfo {
  const size = sealed.byteLength;
  const record = unseal(store, key, sealed);
  if (record.kind === 'unreadable') {
    return { sequence: 0, costBytes: costOf(key, size, 0), digest: undefined, isApart: true };
  }
  const { sequence, bytes } = record;
  if (record.kind === 'inline')
    return { sequence, costBytes: costOf(key, size, 0), digest: undefined, isApart: sequence > 0 };
  const fileBytes = Buffer.from(bytes).readUIntLE(DIGEST_BYTES, SIZE_BYTES);
  return { sequence, costBytes: costOf(key, size, fileBytes), digest: digestIn(bytes), isApart: true };
}

export function writeInfo(key: string, { sequence, costBytes, digest }: RecordInfo): Uint8Array {
  const bytes = Buffer.alloc(8 + (digest === undefined ? 0 : DIGEST_BYTES));
  bytes.writeDoubleLE(costBytes, 0);
  if (digest !== undefined) bytes.write(digest, 8, 'hex');
  return seal(infoKey(key), 'inline', bytes, sequence);
}

/** Reads what was written apart of a record; `undefined` if nothing was that can be relied on. */
export function readInfo(store: string, key: string, sealed: Uint8Array | undefined): RecordInfo | undefined {
  if (sealed === undefined) return undefined;
  const info = unseal(store, infoKey(key), sealed);
  if (info.kind !== 'inline') return undefined;
  const bytes = Buffer.from(info.bytes.buffer, info.bytes.byteOffset, info.bytes.byteLength);
  const digest = bytes.length > 8 ? bytes.toString('hex', 8) : undefined;
  return { sequence: info.sequence, costBytes: bytes.readDoubleLE(0), digest, isApart: true };
}
