import type { Clock } from '../../clock.js';
import { type Decoded, decodeFrozen } from '../../codec/decode.js';
import { messageOf } from '../../errors.js';
import type { CallKey } from '../../identity/call-key.js';
import { digestOfKey } from '../../identity/key-digest.js';
import type { RecordStore } from '../store/record-store.js';
import type { RecordChange } from '../store/record-store-options.js';
import type { Answer } from '../store/store.js';
import { ArgumentsCause, type Previewed } from '../why/arguments-cause.js';
import type { Provenance } from '../why/explanation.js';
import { PreviewedList } from '../why/previewed-list.js';
import { type Cause, causeFrom, type Reason, type Redact } from '../why/reason.js';
import { readStoredCall } from './call-format.js';
import { generationOf, lastKey, traceKey } from './call-keys.js';
import { forgetStored, provenanceOf, recordSuccess, traceFailure } from './call-records.js';
import type { Code } from './code.js';
import type { EndedCall } from './ended-call.js';
import { causeOfMiss, type Miss, UNREADABLE } from './miss-cause.js';
import { Recency } from './recency.js';
import { Traces } from './traces.js';
import { whenThere } from './when-there.js';
import type { WorkEntries } from './work-entries.js';
import {
  isSameCode,
  isSameIgnored,
  newEntry,
  nextEntry,
  reasonFor,
  storedCodeOf,
  type WorkEntry,
} from './work-entry.js';

export type { EndedCall };

/** What the calls of a work in a store are opened with. */
export interface DurableCallsOptions {
  readonly records: RecordStore;
  readonly entries: WorkEntries;
  readonly uid: string;
  readonly classId: string;
  /** What messages call the work. */
  readonly label: () => string;
  readonly code: Code;
  /** Positions of the arguments that do not count. */
  readonly ignored: readonly number[];
  /** Which run of an app on the store this is, from 1. */
  readonly run: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly bounds: () => { readonly maxEntries: number; readonly ttlMs: number };
  readonly redact: () => Redact | undefined;
  /** Takes what the user should know, as sentences. */
  readonly warn: (message: string) => void;
}

/** What the store knows of a call. */
export type Found =
  | {
      readonly kind: 'hit';
      readonly decoded: Decoded;
      /** Whether `run` returned a promise of the value. */
      readonly isAsync: boolean;
      /** When its last attempt began, and when it was recorded; by the clock of its app, in milliseconds. */
      readonly startedAtMs: number;
      readonly recordedAtMs: number;
      /** Where the value is from; holds on to the whole record until it is asked. */
      readonly provenance: () => Provenance;
    }
  | {
      readonly kind: 'miss';
      /** `undefined` where the store knows nothing of the call, nor of its work. */
      readonly cause: Cause | undefined;
    };

/** What came of opening the calls of a work. */
export interface OpenedCalls {
  readonly calls: DurableCalls;
  /** Whether the store knows the work with this very code; else its state is not to be restored. */
  readonly isSameCode: boolean;
  /** To commit, before or with anything else of the work. */
  readonly changes: RecordChange[];
}

/** The calls of one work in the store. */
export class DurableCalls {
  readonly #records: RecordStore;
  #entry: WorkEntry;
  #prefix: string;
  readonly #traces = new Traces();
  #last: Previewed | undefined;
  #hasUnsavedLast = false;
  #isRemoved = false;
  #recency: Recency | undefined;
  /** What the user has been told of. */
  readonly #warnedOf = new Set<string>();

  private constructor(
    private readonly options: DurableCallsOptions,
    entry: WorkEntry,
    /** Why no call of before counts, where what the work does is not what it was in the last run on the store. */
    readonly changedCode: Reason | undefined,
  ) {
    this.#records = options.records;
    this.#entry = entry;
    this.#prefix = generationOf(options.uid, entry.generation);
    const last = options.entries.lastOf(options.uid);
    if (last !== undefined) this.#last = { preview: last };
    this.#recencyNow();
  }

  /** Begins with the calls of a work that the app has; no more than once for each uid. */
  static open(options: DurableCallsOptions): OpenedCalls {
    const { entries, uid, code, ignored, classId } = options;
    const known = entries.get(uid);
    const isSame = known !== undefined && isSameCode(known.code, storedCodeOf(code));
    if (isSame && isSameIgnored(known.ignored, ignored)) {
      return { calls: new DurableCalls(options, known, undefined), isSameCode: true, changes: [] };
    }
    const told = { code: storedCodeOf(code), ignored: [...ignored], classId };
    const reason = known && reasonFor(known, options, (digest) => entries.reachesOf(digest));
    const entry =
      known === undefined || reason === undefined ? newEntry(told) : nextEntry(known, reason, told);
    const changes = [entries.set(uid, entry), ...entries.noteReaches(code)];
    return { calls: new DurableCalls(options, entry, reason), isSameCode: isSame, changes };
  }

  /**
   * What the store knows of a call; noted as a use. At once, unless the store cannot or the value is in a file.
   *
   * @param args Tells more of the reason of a miss.
   * @throws {StoreFormatError} for a record of a newer format.
   */
  find(key: CallKey, args?: readonly unknown[]): Answer<Found> {
    const digest = digestOfKey(key);
    const recency = this.#recencyNow();
    if (recency?.isGivenUp(digest) === true) return this.#missOf({ digest, args, isGivenUp: true });
    return whenThere(this.#records.get(this.#prefix + digest), (bytes) => {
      if (bytes !== undefined) recency?.touch(digest);
      return this.#foundIn(bytes, digest, args);
    });
  }

  /** The same for who only wants to know: not noted as a use. */
  peek(key: CallKey, args?: readonly unknown[]): Answer<Found> {
    const digest = digestOfKey(key);
    return whenThere(this.#records.peek(this.#prefix + digest), (bytes) =>
      this.#foundIn(bytes, digest, args),
    );
  }

  /** Notes that a record was used, for who has its value. */
  noteUse(key: CallKey): void {
    const digest = digestOfKey(key);
    this.#records.noteUse(this.#prefix + digest);
    this.#recencyNow()?.touch(digest);
  }

  /**
   * What records a call that has ended, and gives up what is too much by `maxEntries`.
   *
   * @throws {UncrossableValueError} where the value cannot be stored; then nothing has changed.
   */
  changesFor(ended: EndedCall): RecordChange[] {
    // Its body may come to its end when the work has left already.
    if (this.#isRemoved) return [];
    const digest = digestOfKey(ended.key);
    const { preview } =
      ended.cause instanceof ArgumentsCause ? ended.cause : new PreviewedList(ended.args, this.options);
    const { outcome } = ended;
    const { options } = this;
    const recording = { key: this.#prefix + digest, run: options.run, args: preview, owner: options };
    const changes =
      outcome.kind === 'succeeded'
        ? this.#noteSuccess(digest, recordSuccess(ended, outcome, recording))
        : this.#noteFailure(digest, traceFailure(ended, outcome, recording));
    this.#last = { preview };
    this.#hasUnsavedLast = true;
    return this.#withEntry(changes);
  }

  /** Makes the store forget one call; no changes where it knows nothing of it. */
  forget(key: CallKey, by: 'invalidated' | 'forced', atMs: number): RecordChange[] {
    const digest = digestOfKey(key);
    const callKey = this.#prefix + digest;
    if (this.#isRemoved || !this.#mayBeKnown(digest, callKey)) return [];
    const reason = { kind: by, atMs } as const;
    this.#traces.note(digest, causeFrom(reason));
    this.#recencyNow()?.delete(digest);
    return forgetStored(callKey, reason, this.options.run);
  }

  /** Makes the store forget all calls. What ends later is known again. */
  forgetAll(by: 'invalidated' | 'deleted', atMs: number): RecordChange[] {
    if (this.#isRemoved) return [];
    this.#entry = nextEntry(this.#entry, { kind: by, atMs });
    this.#prefix = generationOf(this.options.uid, this.#entry.generation);
    this.#traces.clear();
    this.#recency = undefined;
    return [this.options.entries.set(this.options.uid, this.#entry)];
  }

  /** The component has left the tree: the store is to know nothing of its calls any more. */
  remove(): RecordChange[] {
    this.#hasUnsavedLast = false;
    this.#isRemoved = true;
    return this.options.entries.remove(this.options.uid);
  }

  /** What tells the next run of the arguments of the last call; to be committed with its record. */
  takeUnsavedLast(): RecordChange[] {
    this.options.entries.goOnPurging();
    if (!this.#hasUnsavedLast || this.#last === undefined) return [];
    this.#hasUnsavedLast = false;
    const value = Buffer.from(JSON.stringify(this.#last.preview));
    return [{ key: lastKey(this.options.uid), value, isInline: true }];
  }

  #noteSuccess(digest: string, record: RecordChange): RecordChange[] {
    const changes = [record];
    if (this.#traces.delete(digest)) changes.push({ key: traceKey(record.key), value: undefined });
    for (const each of this.#recencyNow()?.add(digest, this.options.bounds().maxEntries) ?? []) {
      changes.push({ key: this.#prefix + each, value: undefined });
    }
    return changes;
  }

  #noteFailure(digest: string, trace: RecordChange): RecordChange[] {
    this.#traces.note(digest);
    return [trace];
  }

  /** Whether there is anything to forget of a call; a store that does not answer at once may have it. */
  #mayBeKnown(digest: string, callKey: string): boolean {
    if (this.#traces.has(digest)) return this.#traces.forgottenFor(digest) === undefined;
    if (this.#records.has(callKey) !== false) return true;
    const bytes = this.#records.peek(traceKey(callKey));
    if (bytes === undefined || 'then' in bytes) return bytes !== undefined;
    return readStoredCall(bytes)?.kind === 'failed';
  }

  /** What is known of a recorded call beside its value; `undefined` where there is none, or its record is in a file. */
  noteOf(key: CallKey): { readonly args: string; readonly provenance: Provenance } | undefined {
    const bytes = this.#records.peek(this.#prefix + digestOfKey(key));
    if (bytes === undefined || 'then' in bytes) return undefined;
    const call = readStoredCall(bytes);
    return call && { args: call.note()().args, provenance: provenanceOf(call) };
  }

  /** The entry goes with the first call of a generation, without which that one would belong to nothing. */
  #withEntry(changes: RecordChange[]): RecordChange[] {
    if (this.#entry.hasCalls) return changes;
    this.#entry = { ...this.#entry, hasCalls: true };
    return [this.options.entries.set(this.options.uid, this.#entry), ...changes];
  }

  #foundIn(
    bytes: Uint8Array | undefined,
    digest: string,
    args: readonly unknown[] | undefined,
  ): Answer<Found> {
    const forgotten = this.#traces.forgottenFor(digest);
    // Its record may still stand, until the store has been changed.
    if (forgotten !== undefined) return { kind: 'miss', cause: forgotten };
    if (bytes === undefined) return this.#missOf({ digest, args });
    const call = readStoredCall(bytes);
    if (call === undefined) return this.#unreadable('It is no record of a call.');
    const atMs = call.recordedAtMs + this.options.bounds().ttlMs;
    if (this.options.clock.now() >= atMs) return this.#missOf({ digest, args, expired: { call, atMs } });
    try {
      const decoded = decodeFrozen(call.encoded());
      const { isAsync, startedAtMs, recordedAtMs } = call;
      return {
        kind: 'hit',
        decoded,
        isAsync,
        startedAtMs,
        recordedAtMs,
        provenance: () => provenanceOf(call),
      };
    } catch (error) {
      return this.#unreadable(messageOf(error));
    }
  }

  #missOf(miss: Miss): Answer<Found> {
    const { options } = this;
    const { maxEntries } = options.bounds();
    const cause = causeOfMiss(miss, {
      uid: options.uid,
      records: this.#records,
      entry: this.#entry,
      last: this.#last,
      mayBeEvicted: maxEntries !== Number.POSITIVE_INFINITY || this.#records.hasEvicted,
      redact: options.redact,
      label: options.label,
      ignored: options.ignored,
      onTrace: this.#traces.noteStored,
    });
    return whenThere(cause, (known) => ({ kind: 'miss', cause: known }));
  }

  #unreadable(why: string): Found {
    if (!this.#warnedOf.has(why)) {
      this.#warnedOf.add(why);
      const label = this.options.label();
      this.options.warn(`A recorded call of \`${label}\` is unreadable and executes again: ${why}`);
    }
    return { kind: 'miss', cause: UNREADABLE };
  }

  /** The order in which calls were used, where that counts. */
  #recencyNow(): Recency | undefined {
    if (this.options.bounds().maxEntries === Number.POSITIVE_INFINITY) this.#recency = undefined;
    else this.#recency ??= new Recency(this.#records, this.#prefix);
    return this.#recency;
  }
}
