import { LONGEST_TIMER_MS } from '../clock.js';
import type { RetryOptions } from '../component/options.js';
import type { FailureReason, Outcome } from '../ledger/call.js';
import { isSignal } from '../signal.js';

/** A call that failed; the only kind of end that another attempt may follow. */
export type Failure = Extract<Outcome, { kind: 'failed' }>;

/** What would fail the same way again is not here. */
const passing: ReadonlySet<FailureReason> = new Set(['userException', 'crashed', 'timeout', 'setup']);

/** Whether another attempt may come to something else, and the options allow one. */
export function mayBeRetried(
  failure: Failure,
  attempt: number,
  { attempts }: Required<RetryOptions>,
): boolean {
  return attempt < attempts && passing.has(failure.reason) && !isSignal(failure.error);
}

/**
 * How long the next attempt waits: `backoffMs × factor^(attempt − 1)`, and a part of that more or less by chance, so that
 * what failed together does not come back together. At most what a timer takes, some 24 days.
 *
 * @param attempt The one that failed, from 1.
 * @param chance From 0 to below 1; 0.5 leaves the wait as it is.
 */
export function backoffAfter(
  attempt: number,
  { backoffMs, factor, jitter }: Required<RetryOptions>,
  chance: number,
): number {
  // Limited before chance has its say, which could make nothing at all of infinity.
  const wait = backoffMs === 0 ? 0 : Math.min(backoffMs * factor ** (attempt - 1), LONGEST_TIMER_MS);
  return Math.min(Math.round(wait * (1 + jitter * (2 * chance - 1))), LONGEST_TIMER_MS);
}
