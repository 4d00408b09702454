import type { Uncopyable } from '../codec/copy.js';
import type { ResolvedWorkOptions } from '../component/options.js';
import { InvalidResultError } from '../errors.js';
import type { BodyResult } from '../executor/executor.js';
import type { Outcome } from '../ledger/call.js';
import { recordOf } from '../ledger/call-record.js';

/** What a body came to, as the ledger keeps it: a result that cannot be recorded is a failure. */
export function outcomeOf(result: BodyResult, { ttlMs }: ResolvedWorkOptions, nowMs: number): Outcome {
  switch (result.kind) {
    case 'neverBegan':
      return { kind: 'stopped', message: 'stopped before it began' };
    case 'threw':
      return { kind: 'failed', reason: 'userException', error: result.error };
    case 'invalid':
      return { kind: 'failed', reason: 'invalidResult', error: result.error };
    case 'setupFailed':
      return { kind: 'failed', reason: 'setup', error: result.error };
    case 'crashed':
      return { kind: 'failed', reason: 'crashed', error: result.error };
    case 'returned':
      return outcomeOfValue(result, ttlMs, nowMs);
  }
}

function outcomeOfValue(
  result: { readonly value: unknown; readonly isAsync: boolean },
  ttlMs: number,
  nowMs: number,
): Outcome {
  const uncopyable: Uncopyable = 'refuse';
  try {
    const record = recordOf(result.value, {
      isAsync: result.isAsync,
      expiresAtMs: nowMs + ttlMs,
      uncopyable,
    });
    return { kind: 'succeeded', record };
  } catch (error) {
    if (error instanceof InvalidResultError) return { kind: 'failed', reason: 'invalidResult', error };
    // A getter inside the result threw: the work's own failure.
    return { kind: 'failed', reason: 'userException', error };
  }
}
