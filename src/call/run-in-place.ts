import { systemClock } from '../clock.js';
import type { WorkDefinition } from '../component/definition.js';
import type { ResolvedWorkOptions } from '../component/options.js';
import { isThenable } from '../executor/executor.js';
import type { CallKey } from '../identity/call-key.js';
import type { Call, CallOwner, Outcome } from '../ledger/call.js';
import { type CallRecord, recordOf } from '../ledger/call-record.js';
import type { Ledger } from '../ledger/ledger.js';

/** Whose calls are executed where they are made. */
export interface LoneWork extends CallOwner {
  readonly work: object;
  readonly definition: WorkDefinition;
  readonly options: ResolvedWorkOptions;
}

/**
 * Executes a miss of a work on its own, and returns what the caller gets. Only a result is recorded: what was thrown is
 * the caller's, and is tried again.
 */
export function runInPlace(owner: LoneWork, ledger: Ledger, key: CallKey, args: readonly unknown[]): unknown {
  const returned = owner.definition.body.apply(owner.work, args as unknown[]);
  if (!isThenable(returned)) {
    return ledger.record(key, recordOfAlone(owner, returned, false), owner.options).answer;
  }
  const call = ledger.begin(key, args, owner);
  ledger.nextAttempt(call);
  ledger.start(call, systemClock.now());
  const settle = (outcome: Outcome): void =>
    ledger.settleAlone(call, outcome, owner.options, systemClock.now());
  return follow(call, Promise.resolve(returned), (value) => recordOfAlone(owner, value, true), settle);
}

function follow(
  call: Call,
  returned: Promise<unknown>,
  toRecord: (value: unknown) => CallRecord,
  settle: (outcome: Outcome) => void,
): Promise<unknown> {
  return call.follow(
    returned.then(toRecord).then(
      (record) => {
        settle({ kind: 'succeeded', record });
        return record.value;
      },
      (error: unknown) => {
        settle({ kind: 'failed', reason: 'userException', error });
        throw error;
      },
    ),
  );
}

function recordOfAlone({ options: { ttlMs } }: LoneWork, value: unknown, isAsync: boolean): CallRecord {
  const expiresAtMs = ttlMs === Number.POSITIVE_INFINITY ? ttlMs : systemClock.now() + ttlMs;
  return recordOf(value, { isAsync, expiresAtMs, uncopyable: 'keep' });
}
