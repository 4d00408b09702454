import type { CallKey } from '../../identity/call-key.js';
import type { FailureReason } from '../call.js';
import type { Cause } from '../why/reason.js';

/** A call that has ended, to be recorded. */
export interface EndedCall {
  readonly key: CallKey;
  readonly args: readonly unknown[];
  readonly outcome:
    | { readonly kind: 'succeeded'; readonly value: unknown; readonly isAsync: boolean }
    | { readonly kind: 'failed'; readonly error: unknown; readonly reason: FailureReason };
  /** Which execution of its work in this run, from 1. */
  readonly call: number;
  readonly attempt: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Why it executed; `undefined` where nobody knows. */
  readonly cause: Cause | undefined;
}
