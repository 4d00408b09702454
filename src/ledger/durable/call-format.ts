import type { Encoded } from '../../codec/encode.js';
import type { FailureReason } from '../call.js';
import type { Reason } from '../why/reason.js';

/** What is said of a call beside its outcome. */
export interface CallNote {
  /** Its arguments on one line: `('2012-01-01', 3)`. */
  readonly args: string;
  /** Why it executed; of a call that was forgotten, why it is to execute. */
  readonly reason: Reason;
  /** Of a call that failed. */
  readonly failure?: { readonly reason: FailureReason; readonly message: string };
}

/** What became of a call. */
export type StoredKind = 'succeeded' | 'failed' | 'forgotten';

/** When and by whom a call was executed. */
export interface CallFacts {
  readonly kind: StoredKind;
  /** Whether `run` returned a promise of the value. */
  readonly isAsync: boolean;
  /** Which run of an app on the store it was, from 1. */
  readonly run: number;
  /** Which execution of its work in that run, from 1; 0 for a call that was forgotten. */
  readonly call: number;
  readonly attempt: number;
  readonly startedAtMs: number;
  readonly recordedAtMs: number;
}

/** A call as it is read from a store: what is long is made when it is asked for. */
export interface StoredCall extends CallFacts {
  /** The value, or what was thrown, for the codec. What it holds shares its bytes with the record. */
  encoded(): Encoded;
  /** Gives the note, in a way that keeps nothing else of the record alive. */
  note(): () => CallNote;
}

/*
 *     0 format   1 kind   2 flags   3 form of the text
 *     4 run (4)   8 call (8)   16 attempt (4)   20 bytes of the note (4)
 *     24 started (8)   32 recorded (8)   40 bytes of the text (4)   44 number of chunks (4)
 *     48 bytes of each chunk (4 each), the text, the note as JSON, the chunks
 */
const HEADER = 48;
const FORMAT = 1;
const IS_ASYNC = 1;
const KINDS: readonly StoredKind[] = ['succeeded', 'failed', 'forgotten'];
/** ASCII is read and written fastest, and UTF-8 has no form for half a character. */
const FORMS = ['latin1', 'utf8', 'utf16le'] as const;

type Form = (typeof FORMS)[number];

/** Writes a call as it is to be stored. */
export function writeCall(
  facts: CallFacts,
  { text, bytes: chunks = [] }: Encoded,
  note: CallNote,
): Uint8Array {
  const noteText = JSON.stringify(note);
  const noteBytes = Buffer.byteLength(noteText);
  const { form, textBytes } = formOf(text);
  const textAt = HEADER + 4 * chunks.length;
  const chunkBytes = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const record = Buffer.allocUnsafe(textAt + textBytes + noteBytes + chunkBytes);
  record[0] = FORMAT;
  record[1] = KINDS.indexOf(facts.kind);
  record[2] = facts.isAsync ? IS_ASYNC : 0;
  record[3] = FORMS.indexOf(form);
  record.writeUInt32LE(facts.run, 4);
  record.writeDoubleLE(facts.call, 8);
  record.writeUInt32LE(facts.attempt, 16);
  record.writeUInt32LE(noteBytes, 20);
  record.writeDoubleLE(facts.startedAtMs, 24);
  record.writeDoubleLE(facts.recordedAtMs, 32);
  record.writeUInt32LE(textBytes, 40);
  record.writeUInt32LE(chunks.length, 44);
  record.write(text, textAt, form);
  record.write(noteText, textAt + textBytes, 'utf8');
  let at = textAt + textBytes + noteBytes;
  for (const [i, chunk] of chunks.entries()) {
    record.writeUInt32LE(chunk.byteLength, HEADER + 4 * i);
    record.set(chunk, at);
    at += chunk.byteLength;
  }
  return record;
}

/** Reads a call; `undefined` where the bytes are none. */
export function readStoredCall(bytes: Uint8Array): StoredCall | undefined {
  const record = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (record.length < HEADER || record[0] !== FORMAT) return undefined;
  const kind = KINDS[record[1] ?? KINDS.length];
  const form = FORMS[record[3] ?? FORMS.length];
  const textBytes = record.readUInt32LE(40);
  const noteBytes = record.readUInt32LE(20);
  const count = record.readUInt32LE(44);
  const textAt = HEADER + 4 * count;
  const noteAt = textAt + textBytes;
  const chunksAt = noteAt + noteBytes;
  if (kind === undefined || form === undefined || chunksAt > record.length) return undefined;
  return {
    kind,
    isAsync: (record[2] ?? 0) === IS_ASYNC,
    run: record.readUInt32LE(4),
    call: record.readDoubleLE(8),
    attempt: record.readUInt32LE(16),
    startedAtMs: record.readDoubleLE(24),
    recordedAtMs: record.readDoubleLE(32),
    encoded() {
      const text = record.toString(form, textAt, noteAt);
      return count === 0 ? { text } : { text, bytes: chunksOf(record, count, chunksAt) };
    },
    note() {
      const text = record.toString('utf8', noteAt, chunksAt);
      return () => JSON.parse(text) as CallNote;
    },
  };
}

function formOf(text: string): { readonly form: Form; readonly textBytes: number } {
  const textBytes = Buffer.byteLength(text);
  if (textBytes === text.length) return { form: 'latin1', textBytes };
  return text.isWellFormed() ? { form: 'utf8', textBytes } : { form: 'utf16le', textBytes: 2 * text.length };
}

function chunksOf(record: Buffer, count: number, chunksAt: number): Uint8Array[] {
  let at = chunksAt;
  return Array.from({ length: count }, (_, i) => {
    const start = at;
    at += record.readUInt32LE(HEADER + 4 * i);
    return record.subarray(start, at);
  });
}
