import { WorkStoppedError } from '../errors.js';
import type { CallKey } from '../identity/call-key.js';
import { type CallSource, markCallPromise } from './call-promise.js';
import type { CallRecord } from './call-record.js';
import type { Cause } from './why/reason.js';

/** Why a call failed. */
export type FailureReason = 'userException' | 'crashed' | 'timeout' | 'setup' | 'invalidResult';

/** How a call ended. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly record: CallRecord }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly error: unknown }
  | { readonly kind: 'stopped'; readonly message: string };

/** Where a call stands. It only ever moves to the right, except that it is pending again before a further attempt. */
export type CallPhase = 'pending' | 'running' | 'settled';

/** The work that a call is a call of. */
export interface CallOwner {
  /** What messages call the work: its path in an app, else its class. */
  readonly label: string;
  /** Whether results become records. */
  readonly keepsResults: boolean;
  /** What the callers of a failed call are told, given what its `run` threw. */
  failureFrom(error: unknown): unknown;
}

/**
 * One `run(args)` of one work while it is under way. Only the ledger moves it from phase to phase; once it has
 * settled, its record takes its place.
 */
export class Call implements CallSource {
  /** Present exactly when the phase is `settled`. */
  outcome: Outcome | undefined;
  phase: CallPhase = 'pending';
  /** Whether the store is still being asked whether it was made before, so that it may not execute at all. */
  isSought = false;
  /** Why the call executes, where anybody may ask: not for a work on its own. */
  cause: Cause | undefined;
  /** Counts the attempts, the one under way included. */
  attempt = 0;
  /** When the `run` of the last attempt began, in the clock's milliseconds; 0 before the first. */
  startedAtMs = 0;
  /** When its body ended or it was stopped, in the clock's milliseconds; 0 before it settled. */
  endedAtMs = 0;

  #promise: Promise<unknown> | undefined;
  #settlePromise: ((outcome: Outcome) => void) | undefined;
  #failure: unknown;

  constructor(
    /** Counts the executions of one ledger, from 1. */
    readonly number: number,
    readonly key: CallKey,
    readonly args: readonly unknown[],
    private readonly owner: CallOwner,
  ) {}

  get label(): string {
    return this.owner.label;
  }

  settling(): Promise<unknown> {
    return this.promise();
  }

  get isKept(): boolean {
    return this.owner.keepsResults;
  }

  get isUnderWay(): boolean {
    return this.phase !== 'settled';
  }

  get current(): CallSource {
    return this.outcome?.kind === 'succeeded' ? this.outcome.record : this;
  }

  isCallOf(label: string, key: CallKey): boolean {
    return Object.is(this.key, key) && this.label === label;
  }

  /**
   * The promise of the call's value, one and the same for everybody who asks. It may be ignored: its rejection is
   * taken care of.
   */
  promise(): Promise<unknown> {
    if (this.#promise !== undefined) return this.#promise;
    this.#promise = markCallPromise(
      new Promise((resolve, reject) => {
        this.#settlePromise = (outcome) => {
          if (outcome.kind === 'succeeded') resolve(outcome.record.value);
          else reject(this.failure());
        };
      }),
      this,
    );
    this.#promise.catch(() => undefined);
    if (this.outcome !== undefined) this.#settlePromise?.(this.outcome);
    return this.#promise;
  }

  /** Gives the call a promise that was made elsewhere, and whose rejection is the callers' affair. */
  follow(promise: Promise<unknown>): Promise<unknown> {
    this.#promise = markCallPromise(promise, this);
    return this.#promise;
  }

  read(): unknown {
    if (this.outcome?.kind === 'succeeded') return this.outcome.record.value;
    throw this.failure();
  }

  /** What the callers of a call that came to no result are told: one error, however often it is asked for. */
  failure(): unknown {
    if (this.outcome === undefined || this.outcome.kind === 'succeeded') return undefined;
    this.#failure ??= this.owner.failureFrom(
      this.outcome.kind === 'failed'
        ? this.outcome.error
        : new WorkStoppedError(this.label, this.outcome.message),
    );
    return this.#failure;
  }

  /** Called by the ledger alone. */
  settle(outcome: Outcome, atMs: number): void {
    this.phase = 'settled';
    this.endedAtMs = atMs;
    this.outcome = outcome;
    this.#settlePromise?.(outcome);
  }
}
