import { readStoredCall, type StoredCall } from '../../ledger/durable/call-format.js';
import { generationOf, readCallKey } from '../../ledger/durable/call-keys.js';
import { describeAge, describeReason } from '../../ledger/why/reason.js';
import type { Terminal } from '../terminal.js';
import { type Readable, recordsIn, type StoredWork } from './stored-works.js';

/** A call that counts, or the trace of one that failed or was forgotten. */
export interface ListedCall {
  readonly work: StoredWork;
  /** What names it among the calls of its work. */
  readonly digest: string;
  readonly call: StoredCall;
}

/** Values may be long, so few are held at a time. */
const PAGE = 32;

/** The calls of a work that count now, with the traces of those that do not, a page at a time. */
export async function* callsOf(records: Readable, work: StoredWork): AsyncGenerator<ListedCall> {
  if (work.entry === undefined) return;
  let before: ListedCall | undefined;
  for await (const { key, value } of recordsIn(
    records,
    generationOf(work.uid, work.entry.generation),
    PAGE,
  )) {
    const [parts, call] = [readCallKey(key), readStoredCall(value)];
    if (parts === undefined || call === undefined) continue;
    const { digest, isTrace } = parts;
    // A trace stands right behind the record of the same call, and is of before where it is older.
    const isBehind = isTrace && before?.digest === digest && call.recordedAtMs <= before.call.recordedAtMs;
    before = { work, digest, call };
    if (!isBehind) yield before;
  }
}

/** A call as an object for JSON. */
export function jsonOf({ work, digest, call }: ListedCall, nowMs: number): Record<string, unknown> {
  const { args, reason, failure } = call.note()();
  return {
    work: work.path,
    ...(work.key !== undefined && { key: work.key }),
    id: digest,
    arguments: args,
    outcome: call.kind,
    run: call.run,
    call: call.call,
    attempt: call.attempt,
    ...(hasBegun(call) && { startedAt: isoText(call.startedAtMs) }),
    recordedAt: isoText(call.recordedAtMs),
    // A clock may have been set back meanwhile.
    ...(hasBegun(call) && { durationMs: Math.max(0, call.recordedAtMs - call.startedAtMs) }),
    why: describeReason(reason, nowMs),
    reason,
    ...(failure !== undefined && { failure }),
  };
}

/** A call as a line for a person. */
export function lineOf({ work, digest, call }: ListedCall, nowMs: number, terminal: Terminal): string {
  const { args, reason, failure } = call.note()();
  const id = terminal.paint('dim', `id ${digest.slice(0, 8)}`);
  const ago = `${describeAge(nowMs - call.recordedAtMs)} ago`;
  if (call.kind === 'forgotten')
    return `${terminal.paint('yellow', 'forgotten')} ${work.path} ${id}: ${describeReason(reason, nowMs)}, ${ago}`;
  const isFailed = call.kind === 'failed';
  const mark = terminal.paint(isFailed ? 'red' : 'green', isFailed ? 'failed   ' : 'succeeded');
  const took = hasBegun(call) ? `took ${describeAge(call.recordedAtMs - call.startedAtMs)}` : 'did not begin';
  const message =
    failure === undefined ? '' : `\n          ${failure.reason}: ${failure.message.split('\n')[0]}`;
  return `${mark} ${work.path}${args} ${id} in run ${call.run}, ${ago}, ${took}; why: ${describeReason(reason, nowMs)}${message}`;
}

/** One whose arguments could not cross to its worker has failed before its `run` began. */
function hasBegun({ startedAtMs }: StoredCall): boolean {
  return startedAtMs > 0;
}

/** A moment as text, whatever stands in a record. */
export function isoText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString();
}
