import { createHash } from 'node:crypto';
import type { Encoded } from '../../codec/encode.js';
import { pack, unpack } from '../../codec/pack.js';

/** What a store has of one field. */
export type FieldRecord = {
  /** Of the field, whatever text that is. */
  readonly name: string;
} & (
  | { readonly kind: 'data'; readonly value: Encoded }
  /** Data with components in it, which are encoded as references to these uids. */
  | { readonly kind: 'components'; readonly value: Encoded; readonly uids: readonly string[] }
  /** The field is not there, although the constructor makes one. */
  | { readonly kind: 'gone' }
);

const KINDS = ['data', 'components', 'gone'] as const;
const LENGTH_BYTES = 4;
/** The kind, and how many bytes the name takes. */
const HEADER_BYTES = 1 + LENGTH_BYTES;
/** Longer names go into keys as a digest. */
const LONGEST_NAME_BYTES = 256;

/** What the keys of a component's fields begin with. */
export function fieldPrefix(uid: string): string {
  return `s/${uid}/`;
}

/** The key of a field, which is well-formed and short whatever its name is. */
export function fieldKey(uid: string, name: string): string {
  return fieldPrefix(uid) + keyPart(name);
}

/** What stands for any text in a key. */
export function keyPart(text: string): string {
  const isFit = text.isWellFormed() && Buffer.byteLength(text) <= LONGEST_NAME_BYTES;
  return isFit ? `=${text}` : `#${createHash('sha256').update(text, 'utf16le').digest('hex')}`;
}

/** Writes a field as it is stored. */
export function writeFieldRecord(record: FieldRecord): Uint8Array {
  const name = Buffer.from(record.name, 'utf16le');
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(KINDS.indexOf(record.kind));
  header.writeUInt32BE(name.length, 1);
  return Buffer.concat([header, name, ...contentOf(record)]);
}

/** Reads what stands under a key that begins with {@link fieldPrefix}. */
export function readFieldRecord(bytes: Uint8Array): FieldRecord {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = KINDS[source.readUInt8()];
  if (kind === undefined)
    throw new RangeError(`Expected a field of a known kind, got ${source.readUInt8()}.`);
  const end = HEADER_BYTES + source.readUInt32BE(1);
  const name = source.subarray(HEADER_BYTES, end).toString('utf16le');
  if (kind === 'gone') return { name, kind };
  if (kind === 'data') return { name, kind, value: unpack(source.subarray(end)) };
  const start = end + LENGTH_BYTES;
  const uidsEnd = start + source.readUInt32BE(end);
  const uids = JSON.parse(source.subarray(start, uidsEnd).toString()) as string[];
  return { name, kind, uids, value: unpack(source.subarray(uidsEnd)) };
}

function contentOf(record: FieldRecord): Uint8Array[] {
  if (record.kind === 'gone') return [];
  const value = pack(record.value);
  if (record.kind === 'data') return [value];
  const uids = Buffer.from(JSON.stringify(record.uids));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(uids.length);
  return [length, uids, value];
}
