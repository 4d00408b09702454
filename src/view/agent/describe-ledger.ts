import type { CallKey } from '../../identity/call-key.js';
import type { CallRecord } from '../../ledger/call-record.js';
import type { WorkMember } from '../../loop/work-member.js';
import type { LedgerInfo } from '../api.js';
import { textOfValue } from '../recorder/value-text.js';

/** So many entries are shown. */
const MOST_ENTRIES = 100;

/** What a work remembers; `lines` are arguments of late calls on one line, for which no store has to be asked. */
export function describeLedger(work: WorkMember, lines: ReadonlyMap<CallKey, string>): LedgerInfo {
  const { dispatch, path } = work;
  const { ledger, history, stored } = dispatch.known;
  const { records } = ledger;
  const showing = { redact: dispatch.host?.redact, work: path, name: 'result' };
  const entryOf = ([key, record]: readonly [CallKey, CallRecord]): LedgerInfo['entries'][number] => {
    const [line, known] = [lines.get(key), history.provenanceOf(key)];
    // What an earlier run has recorded is written down with the record, and nowhere else.
    const note = line === undefined || known === undefined ? stored?.noteOf(key) : undefined;
    const [args, provenance] = [line ?? note?.args, known ?? note?.provenance];
    return {
      ...(args !== undefined && { args }),
      value: textOfValue(record.original, showing),
      ...(provenance !== undefined && { recordedAtMs: provenance.recordedAtMs, run: provenance.run }),
      ...(Number.isFinite(record.expiresAtMs) && { expiresAtMs: record.expiresAtMs }),
    };
  };
  return { path, inMemory: records.size, entries: records.last(MOST_ENTRIES).map(entryOf) };
}
