import type { CallKey } from '../identity/call-key.js';
import type { Call } from '../ledger/call.js';
import { type Explained, type Explanation, explanationOf } from '../ledger/why/explanation.js';
import type { Reason } from '../ledger/why/reason.js';
import type { KnownCalls, KnownWork } from './known-calls.js';

/** Says what a call would come to, and why. Executes nothing, and counts as no use of a record. */
export function explainCall(
  work: KnownWork,
  known: KnownCalls,
  key: CallKey,
  args: readonly unknown[],
  nowMs: number,
): Explanation {
  const explained = (what: Omit<Explained, 'label' | 'nowMs'>): Explanation =>
    explanationOf({ ...what, label: work.label, nowMs });
  const { ledger, history } = known;
  const { cacheCalls } = work.options;
  const record = cacheCalls ? ledger.records.get(key) : undefined;
  if (record !== undefined && !record.isExpired(nowMs)) {
    return explained({
      decision: 'hit',
      provenance: history.provenanceOf(key) ?? storedProvenance(known, key),
    });
  }
  const failure = cacheCalls ? ledger.failureOf(key) : undefined;
  if (failure !== undefined) return explained({ decision: 'failed', reason: reasonOf(failure) });
  const underWay = ledger.underWay(key);
  if (underWay?.isSought === false) return explained({ decision: 'joined', reason: reasonOf(underWay) });
  if (record !== undefined) {
    const reason: Reason = { kind: 'expired', expiredAtMs: record.expiresAtMs };
    return explained({ decision: 'miss', reason });
  }
  const found = cacheCalls ? known.stored?.peek(key, args) : undefined;
  if (found !== undefined && 'then' in found) {
    // Only a large value is not there at once, and then it is one that was recorded.
    const gone = history.whyGone(key);
    return explained(
      gone === undefined ? { decision: 'hit', isUnread: true } : { decision: 'miss', reason: gone },
    );
  }
  if (found?.kind === 'hit') return explained({ decision: 'hit', provenance: found.provenance() });
  return explained({ decision: 'miss', reason: known.causeOf(key, args, found?.cause).describe() });
}

function storedProvenance(known: KnownCalls, key: CallKey): Explained['provenance'] {
  return known.stored?.noteOf(key)?.provenance;
}

function reasonOf({ cause }: Call): Reason | undefined {
  return cause?.describe();
}
