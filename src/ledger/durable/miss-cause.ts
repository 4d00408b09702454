import { type CallKey, callKeyOf, partialCallKeyOf } from '../../identity/call-key.js';
import { digestOfKey } from '../../identity/key-digest.js';
import type { RecordStore } from '../store/record-store.js';
import type { Answer } from '../store/store.js';
import { ArgumentsCause, type Previewed } from '../why/arguments-cause.js';
import { type ListOwner, PreviewedList } from '../why/previewed-list.js';
import { type Cause, causeFrom } from '../why/reason.js';
import { readStoredCall, type StoredCall } from './call-format.js';
import { generationOf, traceKey } from './call-keys.js';
import { reasonOfTrace } from './call-records.js';
import { whenThere } from './when-there.js';
import { isSameIgnored, type PastGeneration, type WorkEntry } from './work-entry.js';

/** A call that is a miss. */
export interface Miss {
  readonly digest: string;
  readonly args: readonly unknown[] | undefined;
  /** Its record, which is too old, and since when. */
  readonly expired?: { readonly call: StoredCall; readonly atMs: number };
  /** Whether its record may still stand although it does not count. */
  readonly isGivenUp?: boolean;
}

/** What is known of the work besides. */
export interface MissedWork extends ListOwner {
  readonly uid: string;
  readonly records: Pick<RecordStore, 'has' | 'peek'>;
  readonly entry: WorkEntry;
  /** The arguments of its last call. */
  readonly last: Previewed | undefined;
  /** Whether a record may have been given up. */
  readonly mayBeEvicted: boolean;
  /** Told of the trace that a call has left. */
  readonly onTrace: (digest: string, trace: StoredCall) => void;
}

/** The record is damaged, or cannot be made a value of here. */
export const UNREADABLE: Cause = causeFrom({ kind: 'unreadable' });

/**
 * Finds why a call is a miss, in what the store knows: of the call as it counts, of the call in the generation before,
 * of the work's last call. `undefined` where that is nothing.
 */
export function causeOfMiss(miss: Miss, work: MissedWork): Answer<Cause | undefined> {
  const callKey = generationOf(work.uid, work.entry.generation) + miss.digest;
  const mayStand = miss.expired === undefined && miss.isGivenUp !== true;
  return whenThere(mayStand && work.records.has(callKey), (isThere) => {
    if (isThere) return UNREADABLE;
    return whenThere(work.records.peek(traceKey(callKey)), (bytes) => {
      const trace = bytes === undefined ? undefined : readStoredCall(bytes);
      if (trace !== undefined) work.onTrace(miss.digest, trace);
      return causeOfTrace(trace, miss) ?? causeBeyond(miss, work);
    });
  });
}

/** A trace that is older than the record beside it was left behind. */
function causeOfTrace(trace: StoredCall | undefined, { expired }: Miss): Cause | undefined {
  if (trace !== undefined && !(expired !== undefined && trace.recordedAtMs < expired.call.recordedAtMs)) {
    return causeFrom(reasonOfTrace(trace));
  }
  return expired === undefined ? undefined : causeFrom({ kind: 'expired', expiredAtMs: expired.atMs });
}

function causeBeyond(miss: Miss, work: MissedWork): Answer<Cause | undefined> {
  const [before] = work.entry.past;
  const digest = before === undefined ? undefined : digestIn(before, miss, work.entry);
  if (before === undefined || digest === undefined) return causeByLast(miss, work);
  const callKey = generationOf(work.uid, before.generation) + digest;
  return whenThere(work.records.has(callKey), (isThere) =>
    whenThere(isThere || work.records.has(traceKey(callKey)), (wasKnown) =>
      wasKnown ? causeFrom(before.reason) : causeByLast(miss, work),
    ),
  );
}

/** What the call was known by in a generation before, where other arguments may have been ignored. */
function digestIn({ ignored }: PastGeneration, { digest, args }: Miss, entry: WorkEntry): string | undefined {
  if (isSameIgnored(ignored, entry.ignored)) return digest;
  if (args === undefined) return undefined;
  try {
    return digestOfKey(keyWithout(args, ignored));
  } catch {
    // What was ignored then cannot be identified now, so nothing can be found by it.
    return undefined;
  }
}

function keyWithout(args: readonly unknown[], ignored: readonly number[]): CallKey {
  if (ignored.length === 0) return callKeyOf(args, undefined);
  return partialCallKeyOf(
    args.filter((_, position) => !ignored.includes(position)),
    ignored,
  );
}

function causeByLast({ args, isGivenUp = false }: Miss, work: MissedWork): Cause | undefined {
  const mayBeEvicted = isGivenUp || work.mayBeEvicted;
  if (work.last === undefined) return undefined;
  // Against itself nothing differs.
  const after = args === undefined ? work.last : new PreviewedList(args, work);
  return new ArgumentsCause(work.last, after, mayBeEvicted);
}
