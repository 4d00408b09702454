import type { WorkDefinition } from '../../component/definition.js';
import type { ResolvedWorkOptions } from '../../component/options.js';
import { fingerprintOf } from '../../fingerprint/fingerprints.js';
import type { Code } from '../../ledger/durable/code.js';
import type { Construction } from './construction.js';

/** By what the code of a work counts, or why it stays in memory: sentences. */
export type WorkCode =
  | { readonly kind: 'kept'; readonly code: Code }
  | { readonly kind: 'notKept'; readonly reasons: readonly string[] };

/** Finds out whether a work can be kept in a store. */
export function codeOf(
  definition: WorkDefinition,
  { version }: Pick<ResolvedWorkOptions, 'version'>,
  { identity }: Construction,
): WorkCode {
  if (version !== undefined) return { kind: 'kept', code: { kind: 'version', version } };
  const reasons: string[] = [];
  if (identity.kind === 'unknown')
    reasons.push(`Its constructor arguments cannot be identified: ${identity.reason}.`);
  if (definition.plan === undefined) return { kind: 'notKept', reasons };
  const fingerprint = fingerprintOf(definition.id);
  if (fingerprint.kind === 'unknown') reasons.push(...fingerprint.reasons);
  if (fingerprint.kind === 'unknown' || reasons.length > 0) return { kind: 'notKept', reasons };
  return {
    kind: 'kept',
    code: { kind: 'fingerprint', digest: fingerprint.digest, reaches: fingerprint.reaches },
  };
}

/** Digest of the code that a flow reaches; `undefined` where it cannot be told. */
export function codeDigestOf({ plan, id }: Pick<WorkDefinition, 'plan' | 'id'>): string | undefined {
  if (plan === undefined) return undefined;
  const fingerprint = fingerprintOf(id);
  return fingerprint.kind === 'known' ? fingerprint.digest : undefined;
}
