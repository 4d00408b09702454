import { systemClock } from '../clock.js';
import type { ResolvedWorkOptions } from '../component/options.js';
import type { CallKey } from '../identity/call-key.js';
import type { Call, Outcome } from '../ledger/call.js';
import { type CallRecord, StoredRecord, storedRecordOf } from '../ledger/call-record.js';
import type { DurableCalls, Found } from '../ledger/durable/durable-calls.js';
import { Ledger } from '../ledger/ledger.js';
import { CallHistory } from '../ledger/why/call-history.js';
import type { Cause, Reason } from '../ledger/why/reason.js';
import { shownMessageOf } from '../ledger/why/shown-text.js';
import type { Hasher } from '../plan.js';
import type { Host } from './host.js';
import { Recall, type RecalledWork } from './recall.js';

/** The store has no record of a call. */
export interface Nothing {
  readonly kind: 'nothing';
  /** Why that is, as far as the store knows. */
  readonly cause: Cause | undefined;
}

/** What the store has of a call. */
export type Stored = { readonly kind: 'record'; readonly record: CallRecord } | Nothing;

/** What is known of the calls of one work, for who only looks. */
export interface KnownToLookAt extends Pick<KnownCalls, 'history' | 'recorded'> {
  readonly ledger: Pick<Ledger, 'records' | 'failures' | 'callsUnderWay'>;
  readonly stored: Pick<DurableCalls, 'noteOf'> | undefined;
}

/** What the store has of a call that it is not asked about. */
export const nothing: Nothing = Object.freeze({ kind: 'nothing', cause: undefined });

/** The work whose calls they are. */
export interface KnownWork extends RecalledWork {
  readonly label: string;
  readonly options: ResolvedWorkOptions;
  /** Positions of the arguments that do not count. */
  readonly ignored: readonly number[];
}

/** So long a use of a record counts as noted in the store, in the app's milliseconds. */
const USE_COUNTS_MS = 30_000;

/**
 * What is known of the calls of one work: by its ledger, which is in memory, and by the store of its app. The short ways to
 * a hit are kept in step with it here: what is found is noted there, and what is forgotten is forgotten there.
 */
export class KnownCalls {
  readonly ledger = new Ledger();
  readonly recall: Recall;
  /** How many executions that were recorded took how long altogether, those included that the store knew of. */
  readonly recorded = { count: 0, totalMs: 0 };
  /** Changes when all is forgotten: what was written down before is in the store no more. */
  dropped = 0;
  #host: Host | undefined;
  #history: CallHistory | undefined;

  constructor(
    private readonly work: KnownWork,
    hasher: Hasher | undefined,
  ) {
    this.recall = new Recall(work, this.ledger.records, hasher);
  }

  /** The app that the work belongs to. */
  get host(): Host | undefined {
    return this.#host;
  }

  /** The calls of the work in the store; `undefined` where they are not kept there. */
  get stored(): DurableCalls | undefined {
    return this.#host?.durable?.calls;
  }

  /** Why calls execute, and where results come from. */
  get history(): CallHistory {
    const { work } = this;
    this.#history ??= new CallHistory({
      label: () => work.label,
      redact: () => this.#host?.redact,
      get ignored() {
        return work.ignored;
      },
    });
    return this.#history;
  }

  /** The work becomes part of an app. What was remembered before may hold values that an app could not pass on. */
  join(host: Host): void {
    this.#host = host;
    this.#history = undefined;
    this.recall.clear();
    this.ledger.forgetAll();
    this.ledger.abandonAll();
  }

  leave(): void {
    this.#host = undefined;
  }

  /** The record in memory that answers a call. */
  find(key: CallKey, args: readonly unknown[], clock: { now(): number }): CallRecord | undefined {
    const record = this.ledger.find(key, this.work.options, clock, this.#noteExpired);
    if (record !== undefined) this.recall.noteAnswer(args, record);
    return record;
  }

  /** What the store has of a call that memory has no record of; a record is in memory from then on. */
  findStored(key: CallKey, args: readonly unknown[]): Stored | Promise<Stored> {
    const found = this.stored?.find(key, args);
    if (found === undefined) return nothing;
    if (!('then' in found)) {
      const stored = this.#take(key, found);
      if ('record' in stored) this.recall.noteAnswer(args, stored.record);
      return stored;
    }
    const { dropped } = this;
    return found.then((late) => {
      // What it was found in has been forgotten as a whole.
      if (dropped !== this.dropped) return this.findStored(key, args);
      // Whoever asks later where the value is from is to be told at once.
      if (late.kind === 'hit') {
        const provenance = late.provenance();
        this.history.noteRecorded(key, () => provenance);
      }
      return this.#take(key, late);
    });
  }

  /** Notes in the store that a record in memory was used; not each time. */
  noteUse(record: CallRecord): void {
    const stored = this.stored;
    if (stored === undefined || !(record instanceof StoredRecord)) return;
    const stretch = this.#stretchNow;
    // With `maxEntries` the order of every use counts.
    if (record.usedIn === stretch && this.work.options.maxEntries === Number.POSITIVE_INFINITY) return;
    record.usedIn = stretch;
    stored.noteUse(record.key);
  }

  /** Why a call that is a miss executes, given what the store says of it. */
  causeOf(key: CallKey, args: readonly unknown[], stored?: Cause): Cause {
    return this.work.options.cacheCalls ? this.history.causeOf(key, args, stored) : uncached;
  }

  /** Ends a call of the work in an app. */
  settle(call: Call, outcome: Outcome, atMs: number, isRemembered: boolean): void {
    const { maxEntries, cacheCalls } = this.work.options;
    this.ledger.settle(call, outcome, { maxEntries, isRemembered: isRemembered && cacheCalls, atMs });
    if (outcome.kind === 'failed')
      this.history.noteFailed(call.key, atMs, this.#shownMessageOf(outcome.error));
    if (outcome.kind === 'stopped') this.history.noteStopped(call.key, atMs, outcome.message);
    if (outcome.kind !== 'succeeded' || !cacheCalls) return;
    if (isRemembered) this.#noteRecorded(call, atMs);
    else this.history.noteForgottenMeanwhile(call.key);
  }

  /** Forgets one call, so that the next one executes; true if anything was known of it. What is under way goes on. */
  forget(key: CallKey, by: 'invalidated' | 'forced'): boolean {
    this.recall.clear();
    const atMs = this.#nowMs;
    const wasInMemory = this.ledger.forget(key);
    const underWay = this.ledger.underWay(key);
    // What executes is recorded all the same, so the store is not to say otherwise.
    const mayTell = underWay === undefined || underWay.isSought;
    const changes = mayTell ? (this.stored?.forget(key, by, atMs) ?? []) : [];
    void this.#host?.durable?.commit(changes);
    const wasKnown = wasInMemory || changes.length > 0;
    if (wasKnown || by === 'forced') this.history.noteForgotten(key, by, atMs);
    return wasKnown;
  }

  /** Forgets all results and failures, in the store as well. */
  forgetAll(by: 'invalidated' | 'deleted'): void {
    this.recall.clear();
    const atMs = this.#nowMs;
    this.dropped++;
    this.ledger.forgetAll();
    this.history.noteAllForgotten(by, atMs);
    void this.#host?.durable?.commit(this.stored?.forgetAll(by, atMs) ?? []);
  }

  /** A part of the reason why the call executes again. */
  #shownMessageOf(error: unknown): string {
    return shownMessageOf(error, this.#host?.redact, this.work.label);
  }

  #noteRecorded({ key, number, startedAtMs, attempt, cause }: Call, recordedAtMs: number): void {
    this.#noteDuration(startedAtMs, recordedAtMs);
    const run = this.#host?.run ?? 1;
    const describe = (): Reason => cause?.describe() ?? { kind: 'unknown' };
    this.history.noteRecorded(key, () => {
      return { run, call: number, startedAtMs, recordedAtMs, attempt, reason: describe() };
    });
  }

  #noteDuration(startedAtMs: number, endedAtMs: number): void {
    this.recorded.count++;
    // A clock may have been set back meanwhile.
    this.recorded.totalMs += Math.max(0, endedAtMs - startedAtMs);
  }

  get #stretchNow(): number {
    return Math.floor(this.#nowMs / USE_COUNTS_MS);
  }

  get #nowMs(): number {
    return (this.#host?.clock ?? systemClock).now();
  }

  readonly #noteExpired = (key: CallKey, atMs: number): void => this.history.noteExpired(key, atMs);

  #take(key: CallKey, found: Found): Stored {
    if (found.kind === 'miss') return { kind: 'nothing', cause: found.cause };
    const { decoded, isAsync, startedAtMs, recordedAtMs } = found;
    this.#noteDuration(startedAtMs, recordedAtMs);
    const { maxEntries, ttlMs } = this.work.options;
    const expiresAtMs = recordedAtMs + ttlMs;
    const record = storedRecordOf(decoded, { key, isAsync, expiresAtMs });
    // To be found was a use.
    record.usedIn = this.#stretchNow;
    return { kind: 'record', record: this.ledger.record(key, record, { maxEntries }) };
  }
}

const uncached: Cause = Object.freeze({ describe: () => ({ kind: 'uncached' }) as const });
