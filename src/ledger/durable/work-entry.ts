import { randomBytes } from 'node:crypto';
import { compareReaches } from '../../fingerprint/changes.js';
import type { Reached } from '../../fingerprint/fingerprint.js';
import type { Reason } from '../why/reason.js';
import type { Code } from './code.js';

/** By what the code of a work counted, without what it reached. */
export type StoredCode =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'fingerprint'; readonly digest: string };

/** Calls of a work that count no more. */
export interface PastGeneration {
  readonly generation: string;
  /** Why they count no more. */
  readonly reason: Reason;
  readonly code: StoredCode;
  /** Positions of the arguments that did not count. */
  readonly ignored: readonly number[];
}

/** What a store knows of a work. */
export interface WorkEntry {
  /**
   * Names the calls that count. Forgetting all calls is another generation. By chance, so that where an entry was
   * damaged no call of before can ever be taken for one that counts.
   */
  readonly generation: string;
  readonly code: StoredCode;
  /** Positions of the arguments that do not count. */
  readonly ignored: readonly number[];
  /** The generations before, the last one first. */
  readonly past: readonly PastGeneration[];
  /** Whether any call was recorded since the generation began. */
  readonly hasCalls: boolean;
  readonly classId: string;
}

const MOST_PAST = 3;
/** So many changes of code are told one by one. */
const MOST_CHANGES = 5;

/** What is to be known of a work that the store does not know. */
export function newEntry(entry: Pick<WorkEntry, 'code' | 'ignored' | 'classId'>): WorkEntry {
  return { ...entry, generation: newGeneration(), past: [], hasCalls: false };
}

/** The last generation of calls in which there are any: what calls are to be compared with when it ends. */
export function lastWithCalls(
  entry: WorkEntry,
): Omit<PastGeneration, 'reason'> & { readonly reason?: Reason } {
  return entry.hasCalls ? entry : (entry.past[0] ?? entry);
}

/** The entry with which no call counts any more. A generation without calls is none to look back at. */
export function nextEntry(
  entry: WorkEntry,
  reason: Reason,
  changed: Partial<Pick<WorkEntry, 'code' | 'ignored' | 'classId'>> = {},
): WorkEntry {
  const { generation, ignored, code } = lastWithCalls(entry);
  const before = entry.hasCalls ? entry.past : entry.past.slice(1);
  const past = [{ generation, reason, ignored, code }, ...before].slice(0, MOST_PAST);
  return { ...entry, ...changed, generation: newGeneration(), past, hasCalls: false };
}

function newGeneration(): string {
  return randomBytes(6).toString('base64url');
}

/** What of a work's code its entry says. */
export function storedCodeOf(code: Code): StoredCode {
  return code.kind === 'version' ? code : { kind: 'fingerprint', digest: code.digest };
}

export function isSameCode(one: StoredCode, other: StoredCode): boolean {
  if (one.kind === 'version') return other.kind === 'version' && one.version === other.version;
  return other.kind === 'fingerprint' && one.digest === other.digest;
}

/** Why the calls of one code do not count for another. `reaches` is what the first one reached, where that is known. */
function codeReason(before: StoredCode, after: Code, reaches: readonly Reached[] | undefined): Reason {
  if (before.kind === 'fingerprint' && after.kind === 'fingerprint') {
    const changes = reaches === undefined ? [] : compareReaches(reaches, after.reaches);
    const shown = changes.slice(0, MOST_CHANGES);
    return { kind: 'code', changes: shown, more: changes.length - shown.length };
  }
  const versionOf = (code: StoredCode | Code) => (code.kind === 'version' ? code.version : undefined);
  return { kind: 'version', before: versionOf(before), after: versionOf(after) };
}

/** Why the calls of before do not count for the work as it is now. `reachesOf` knows what a code of before reached. */
export function reasonFor(
  known: WorkEntry,
  { code, ignored }: { readonly code: Code; readonly ignored: readonly number[] },
  reachesOf: (digest: string) => readonly Reached[] | undefined,
): Reason {
  const last = lastWithCalls(known);
  if (!isSameCode(last.code, storedCodeOf(code))) {
    const reaches = last.code.kind === 'fingerprint' ? reachesOf(last.code.digest) : undefined;
    return codeReason(last.code, code, reaches);
  }
  // The code may be again what it was then; that it was another in between is why they do not count.
  return last.reason ?? ignoreReason(last.ignored, ignored);
}

/** Why the calls do not count where other arguments are ignored than before. */
function ignoreReason(before: readonly number[], after: readonly number[]): Reason {
  const [one, other] = [JSON.stringify(before), JSON.stringify(after)];
  return { kind: 'code', changes: [{ kind: 'changed', name: 'ignore', before: one, after: other }], more: 0 };
}

export function isSameIgnored(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((position) => other.includes(position));
}

export function writeWorkEntry(entry: WorkEntry): Uint8Array {
  return Buffer.from(JSON.stringify(entry));
}

/** Reads what the store knows of a work; `undefined` where the bytes say nothing of the kind. */
export function readWorkEntry(bytes: Uint8Array): WorkEntry | undefined {
  const entry = readJson(bytes) as WorkEntry | undefined;
  return typeof entry?.generation === 'string' && Array.isArray(entry.past) ? entry : undefined;
}

/** What stands in bytes as JSON; `undefined` where that is none. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
  } catch {
    // Sealed and whole, yet nothing of ours: it counts as missing.
    return undefined;
  }
}
