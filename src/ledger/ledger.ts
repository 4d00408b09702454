import type { Clock } from '../clock.js';
import type { CallKey } from '../identity/call-key.js';
import { Call, type CallOwner, type Outcome } from './call.js';
import type { CallRecord } from './call-record.js';
import { RecordIndex } from './record-index.js';

/** What bounds a ledger. */
export interface LedgerBounds {
  readonly maxEntries: number;
  readonly ttlMs: number;
}

/** What the end of a call goes by. */
export interface Settling {
  readonly maxEntries: number;
  /** Whether a result becomes a record. A failure stays in any case until it is forgotten. */
  readonly isRemembered: boolean;
  readonly atMs: number;
}

/**
 * The record of one work's calls, and the only thing that decides hit or miss and that changes a call.
 *
 *     begin → pending → start → running → settle ┬ succeeded → a record
 *                ↑                 │             └ failed    → a failure, until it is forgotten
 *                └───── retry ─────┘
 *
 * For one key there is at most one call under way, and the first result that is recorded wins.
 */
export class Ledger {
  readonly records = new RecordIndex();
  readonly #underWay = new Map<CallKey, Call>();
  readonly #failures = new Map<CallKey, Call>();
  #begun = 0;

  /** How many calls have executed or are about to. */
  get executions(): number {
    return this.#begun;
  }

  /** How many failures are remembered. */
  get failures(): number {
    return this.#failures.size;
  }

  /**
   * The record that answers a call, if it still counts.
   *
   * @param onExpired Told when one was found that counts no more, which is forgotten then.
   */
  find(
    key: CallKey,
    bounds: LedgerBounds,
    clock: Pick<Clock, 'now'>,
    onExpired?: (key: CallKey, expiredAtMs: number) => void,
  ): CallRecord | undefined {
    const record = this.records.get(key);
    if (record === undefined) return undefined;
    if (bounds.ttlMs !== Number.POSITIVE_INFINITY && record.isExpired(clock.now())) {
      this.records.delete(key);
      onExpired?.(key, record.expiresAtMs);
      return undefined;
    }
    if (bounds.maxEntries !== Number.POSITIVE_INFINITY) this.records.touch(key, record);
    return record;
  }

  /** The call with this key that is waiting or running. */
  underWay(key: CallKey): Call | undefined {
    return this.#underWay.get(key);
  }

  /** Every call that is waiting or running, oldest first. */
  callsUnderWay(): Iterable<Call> {
    return this.#underWay.values();
  }

  /** The last call with this key, if it failed and was not forgotten. */
  failureOf(key: CallKey): Call | undefined {
    return this.#failures.get(key);
  }

  begin(key: CallKey, args: readonly unknown[], owner: CallOwner): Call {
    const call = new Call(++this.#begun, key, args, owner);
    this.#underWay.set(key, call);
    return call;
  }

  /** An attempt is on its way; returns which one it is, from 1. */
  nextAttempt(call: Call): number {
    return ++call.attempt;
  }

  /** The `run` of an attempt begins. */
  start(call: Call, atMs: number): void {
    call.phase = 'running';
    call.startedAtMs = atMs;
  }

  /** An attempt has failed, and another one will follow. */
  retry(call: Call): void {
    if (call.phase === 'running') call.phase = 'pending';
  }

  /** Ends a call. */
  settle(call: Call, outcome: Outcome, bounds: Settling): void {
    if (call.phase === 'settled') return;
    this.#underWay.delete(call.key);
    if (outcome.kind === 'failed') this.#rememberFailure(call, bounds);
    if (outcome.kind === 'succeeded' && bounds.isRemembered) this.record(call.key, outcome.record, bounds);
    call.settle(outcome, bounds.atMs);
  }

  /** Ends a call that turned out to have been made before. */
  answer(call: Call, record: CallRecord): void {
    this.#underWay.delete(call.key);
    call.settle({ kind: 'succeeded', record }, 0);
  }

  /**
   * Ends a call of a work on its own: a failure is not remembered, and nothing at all where the work has become part of
   * an app meanwhile, which knows nothing of the call.
   */
  settleAlone(call: Call, outcome: Outcome, bounds: LedgerBounds, atMs: number): void {
    call.settle(outcome, atMs);
    if (this.underWay(call.key) !== call) return;
    this.#underWay.delete(call.key);
    if (outcome.kind === 'succeeded') this.record(call.key, outcome.record, bounds);
  }

  /** Knows no more of the calls that are under way; they go on. */
  abandonAll(): void {
    this.#underWay.clear();
  }

  /** Records a result and returns what counts: the given record, or the one that was there before. */
  record(key: CallKey, record: CallRecord, { maxEntries }: Pick<LedgerBounds, 'maxEntries'>): CallRecord {
    const first = this.records.get(key);
    if (first !== undefined) return first;
    this.records.set(key, record);
    if (this.records.size > maxEntries) this.records.shrinkTo(maxEntries);
    return record;
  }

  #rememberFailure(call: Call, { maxEntries }: Pick<LedgerBounds, 'maxEntries'>): void {
    this.#failures.set(call.key, call);
    if (this.#failures.size <= maxEntries) return;
    const [oldest] = this.#failures.keys();
    this.#failures.delete(oldest);
  }

  /** Forgets that a call failed, so that the next one executes. */
  forgetFailure(key: CallKey): void {
    this.#failures.delete(key);
  }

  /** Forgets every failure, so that the next calls execute. */
  forgetFailures(): void {
    this.#failures.clear();
  }

  /** Forgets what is known of one call; true if there was a record of it, or a failure. */
  forget(key: CallKey): boolean {
    const hadFailed = this.#failures.delete(key);
    return this.records.delete(key) || hadFailed;
  }

  /** Forgets all results and failures; what is under way goes on. */
  forgetAll(): void {
    this.records.clear();
    this.#failures.clear();
  }
}
