import type { Reached } from './fingerprint.js';

/** How one piece of code differs between two fingerprints. */
export type CodeChange =
  | { readonly kind: 'changed'; readonly name: string; readonly before: string; readonly after: string }
  | { readonly kind: 'added'; readonly name: string; readonly after: string }
  | { readonly kind: 'removed'; readonly name: string; readonly before: string };

/** Compares what a class reached with what it reaches: what changed first, then what was added, then what was removed. */
export function compareReaches(before: readonly Reached[], after: readonly Reached[]): CodeChange[] {
  const earlier = new Map(before.map(({ name, digest }) => [name, digest]));
  const later = new Map(after.map(({ name, digest }) => [name, digest]));
  const changed: CodeChange[] = [];
  const added: CodeChange[] = [];
  for (const [name, digest] of later) {
    const known = earlier.get(name);
    if (known === undefined) added.push({ kind: 'added', name, after: digest });
    else if (known !== digest) changed.push({ kind: 'changed', name, before: known, after: digest });
  }
  const removed = [...earlier]
    .filter(([name]) => !later.has(name))
    .map(([name, digest]): CodeChange => ({ kind: 'removed', name, before: digest }));
  return [...changed, ...added, ...removed];
}

/** Says a change: `src/clean.ts#parse changed`. */
export function describeChange({ name, kind }: CodeChange): string {
  return `${name} ${kind}`;
}
