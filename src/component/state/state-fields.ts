import type { Definition } from '../definition.js';

/**
 * Which fields of a component are state: the public ones. Names that begin with `_` are not, nor are fields that
 * TypeScript declares `private` or `protected`, as far as the transformer told.
 */
export function isStateOf({ plan }: Definition): (name: string) => boolean {
  const hidden = new Set(plan?.hidden);
  return (name) => !name.startsWith('_') && !hidden.has(name);
}
