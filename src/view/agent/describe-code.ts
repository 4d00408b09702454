import type { ComponentNode } from '../../component/tree.js';
import { fingerprintOf } from '../../fingerprint/fingerprints.js';
import { describeReason } from '../../ledger/why/reason.js';
import type { WorkMember } from '../../loop/work-member.js';
import type { CodeInfo } from '../api.js';

/** What a component is made of, and what of it has changed since the last run on the store. */
export function describeCode(
  { path, definition }: ComponentNode,
  work: WorkMember | undefined,
  nowMs: number,
): CodeInfo {
  const changed = work?.host.durable?.calls?.changedCode;
  const changes = changed === undefined ? [] : [describeReason(changed, nowMs)];
  if (definition.plan === undefined) {
    const why = `\`${definition.name}\` was compiled without the transformer, so nobody knows what its code reaches.`;
    return { path, unknown: [why], reaches: [], changes };
  }
  const fingerprint = fingerprintOf(definition.id);
  if (fingerprint.kind === 'unknown') return { path, unknown: fingerprint.reasons, reaches: [], changes };
  const { digest, reaches } = fingerprint;
  return { path, fingerprint: digest, unknown: [], reaches, changes };
}
