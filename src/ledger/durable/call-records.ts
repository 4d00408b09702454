import { encode } from '../../codec/encode.js';
import { encodeError } from '../../codec/encode-error.js';
import type { RecordChange } from '../store/record-store-options.js';
import type { Provenance } from '../why/explanation.js';
import type { ContainerPreview } from '../why/preview.js';
import { argumentsLineOf } from '../why/preview-line.js';
import type { ListOwner } from '../why/previewed-list.js';
import type { Reason } from '../why/reason.js';
import { shownMessageOf } from '../why/shown-text.js';
import { type CallFacts, type CallNote, type StoredCall, type StoredKind, writeCall } from './call-format.js';
import { traceKey } from './call-keys.js';
import type { EndedCall } from './ended-call.js';

/** How long the arguments are that are stored with a call. */
const MOST_ARGUMENTS = 200;
/** Longer messages are cut: they are there to recognise a failure by. */
const MOST_MESSAGE = 1_000;

type Outcome<Kind extends EndedCall['outcome']['kind']> = Extract<EndedCall['outcome'], { kind: Kind }>;

/** Where and how a call is recorded. */
export interface Recording {
  /** Of the call; its trace is beside it. */
  readonly key: string;
  readonly run: number;
  /** What is shown of the arguments. */
  readonly args: ContainerPreview;
  /** Says what else may be shown. */
  readonly owner: Pick<ListOwner, 'redact' | 'label'>;
}

/**
 * The record of a call that succeeded.
 *
 * @throws {UncrossableValueError} where the value cannot be stored.
 */
export function recordSuccess(
  ended: EndedCall,
  { value, isAsync }: Outcome<'succeeded'>,
  recording: Recording,
): RecordChange {
  const facts = factsOf(ended, recording, 'succeeded', isAsync);
  const record = writeCall(facts, encode(value, 'result'), noteOf(ended, recording));
  return { key: recording.key, value: record, isEvictable: true };
}

/**
 * The trace of a call that failed. It never takes the place of a record, which may count again by another `ttlMs`. Where
 * somebody has a say in what may be shown, nothing of the error is stored but its message.
 */
export function traceFailure(
  ended: EndedCall,
  { error, reason }: Outcome<'failed'>,
  recording: Recording,
): RecordChange {
  const facts = factsOf(ended, recording, 'failed', false);
  const redact = recording.owner.redact();
  const shown = shownMessageOf(error, redact, recording.owner.label());
  const note = { ...noteOf(ended, recording), failure: { reason, message: shown.slice(0, MOST_MESSAGE) } };
  const record = writeCall(facts, encodeError(redact === undefined ? error : shown), note);
  return { key: traceKey(recording.key), value: record, isEvictable: true };
}

/** What makes the store forget the call under a key, and know why. */
export function forgetStored(
  callKey: string,
  reason: Extract<Reason, { readonly atMs: number }>,
  run: number,
): RecordChange[] {
  const { atMs } = reason;
  const facts: CallFacts = {
    ...{ kind: 'forgotten', isAsync: false, run, call: 0, attempt: 0 },
    ...{ startedAtMs: atMs, recordedAtMs: atMs },
  };
  const trace = writeCall(facts, { text: 'u' }, { args: '', reason });
  return [
    { key: callKey, value: undefined },
    { key: traceKey(callKey), value: trace, isEvictable: true },
  ];
}

/** Where the value of a stored call is from. */
export function provenanceOf(stored: StoredCall): Provenance {
  const note = stored.note();
  return {
    run: stored.run,
    call: stored.call,
    startedAtMs: stored.startedAtMs,
    recordedAtMs: stored.recordedAtMs,
    attempt: stored.attempt,
    get reason() {
      return note().reason;
    },
  };
}

/** Why a call is to execute again that left a trace. */
export function reasonOfTrace(trace: StoredCall): Reason {
  const { reason, failure } = trace.note()();
  return trace.kind === 'failed'
    ? { kind: 'failed', atMs: trace.recordedAtMs, message: failure?.message ?? '' }
    : reason;
}

/** Written out: as a spread it would be the dearest part of a record. */
function factsOf(ended: EndedCall, { run }: Recording, kind: StoredKind, isAsync: boolean): CallFacts {
  return {
    kind,
    isAsync,
    run,
    call: ended.call,
    attempt: ended.attempt,
    startedAtMs: ended.startedAtMs,
    recordedAtMs: ended.endedAtMs,
  };
}

function noteOf({ cause }: EndedCall, { args }: Recording): CallNote {
  return { args: argumentsLineOf(args, MOST_ARGUMENTS), reason: cause?.describe() ?? { kind: 'unknown' } };
}
