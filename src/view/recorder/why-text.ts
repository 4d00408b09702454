import { describeReason, type Reason } from '../../ledger/why/reason.js';
import type { PathChange, Why } from '../api.js';

/** Why a call executes, for clients. */
export function whyOf(reason: Reason, nowMs: number): Why {
  return { text: describeReason(reason, nowMs), kind: reason.kind, changes: changesOf(reason) };
}

function changesOf(reason: Reason): readonly PathChange[] {
  switch (reason.kind) {
    case 'arguments':
      return reason.changes.map(({ path, before, after }) => change(path, before, after));
    case 'code':
      return reason.changes.map((each) =>
        change(
          each.name,
          each.kind === 'added' ? undefined : each.before,
          each.kind === 'removed' ? undefined : each.after,
        ),
      );
    case 'version':
      return [change('version', reason.before, reason.after)];
    default:
      return [];
  }
}

function change(path: string, before: string | undefined, after: string | undefined): PathChange {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
