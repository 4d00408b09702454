import { seal, unseal } from './seal.js';
import { DIGEST_BYTES } from './value-files.js';

/** What a store knows of a record beside the record itself. */
export interface RecordInfo {
  /** Where the record stands in the order of the last use; 0 for one that is never given up. */
  readonly sequence: number;
  /** What the record takes of the store's limit. */
  readonly costBytes: number;
  /** Of the file that holds the value, if one does. */
  readonly digest: string | undefined;
}

const SEQUENCE_DIGITS = 14;
const PAGE_BYTES = 4_096;
/** Longer values have pages of their own. */
const MOST_BESIDE_OTHERS = 2_000;
/** Pages that hold several entries are between half full and full. */
const FILL = 1.5;
/** What an entry takes beside its key and its value. */
const ENTRY_BYTES = 16;

/*
 * The keys of a store, by what they begin with:
 *
 *     r:<key>             the sealed record
 *     i:<key>             its info
 *     u:<sequence>        the key of the record that was used then
 *     f:<digest>/<key>    a record that needs a file
 *     m:<name>            facts about the store
 */
export const recordKey = (key: string): string => `r:${key}`;
export const infoKey = (key: string): string => `i:${key}`;
export const useKey = (sequence: number): string =>
  `u:${sequence.toString(16).padStart(SEQUENCE_DIGITS, '0')}`;
export const fileKey = (digest: string, key: string): string => `f:${digest}/${key}`;
/** What the keys of all records begin with that begin with `prefix`. */
export const RECORDS = 'r:';
export const USES = 'u:';
export const INFOS = 'i:';
export const FACTS_KEY = 'm:facts';
export const FORMAT_KEY = 'm:format';
export const filePrefix = (digest: string): string => `f:${digest}/`;

/** Whether a key is one of a store of records. */
export function isOwnKey(key: string): boolean {
  return /^[fimru]:/.test(key);
}

/** The sequence number that a key of a use tells. */
export function sequenceIn(key: string): number {
  return Number.parseInt(key.slice(USES.length), 16);
}

/** What a record takes: its entries as pages hold them, and its file. */
export function costOf(key: string, recordBytes: number, fileBytes: number): number {
  const keyBytes = Buffer.byteLength(key) + ENTRY_BYTES;
  const record =
    recordBytes > MOST_BESIDE_OTHERS
      ? wholePages(recordBytes) + keyBytes * FILL
      : (recordBytes + keyBytes) * FILL;
  const beside = (3 * keyBytes + 48) * FILL;
  return Math.ceil(record + beside + wholePages(fileBytes));
}

function wholePages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}

export function writeInfo(key: string, { sequence, costBytes, digest }: RecordInfo): Uint8Array {
  const bytes = Buffer.alloc(16 + (digest === undefined ? 0 : DIGEST_BYTES));
  bytes.writeDoubleLE(sequence, 0);
  bytes.writeDoubleLE(costBytes, 8);
  if (digest !== undefined) bytes.write(digest, 16, 'hex');
  return seal(infoKey(key), 'inline', bytes);
}

/** Reads an info; `undefined` if there is none that can be relied on. */
export function readInfo(store: string, key: string, sealed: Uint8Array | undefined): RecordInfo | undefined {
  if (sealed === undefined) return undefined;
  const info = unseal(store, infoKey(key), sealed);
  if (info.kind !== 'inline') return undefined;
  const bytes = Buffer.from(info.bytes.buffer, info.bytes.byteOffset, info.bytes.byteLength);
  return {
    sequence: bytes.readDoubleLE(0),
    costBytes: bytes.readDoubleLE(8),
    digest: bytes.length > 16 ? bytes.toString('hex', 16) : undefined,
  };
}
