import { types } from 'node:util';
import type { Hasher } from '../../../src/plan.js';
import { genericText } from '../hasher-lab.js';

/** How a hasher's text contradicts the generic encoder's; undefined where it does not. */
export function textDisagreement(hasher: Hasher, args: readonly unknown[]): string | undefined {
  const expected = genericText(args);
  let text: string | undefined;
  try {
    text = hasher.text(args);
  } catch (error) {
    return `text threw ${String(error)}`;
  }
  if (text === undefined || text === expected) return undefined;
  return expected === undefined
    ? `has a text although it has no identity: ${text}`
    : `${text}\n  instead of ${expected}`;
}

/** How a hasher takes `args` for `first`, the call before, although their texts differ; undefined where it does not. */
export function matchDisagreement(
  hasher: Hasher,
  first: readonly unknown[],
  args: readonly unknown[],
): string | undefined {
  const leaves = hasher.leaves?.(first);
  if (leaves === undefined || hasher.same === undefined) return undefined;
  const expected = genericText(first);
  if (expected === undefined) return 'leaves of arguments without identity';
  // What a match leaves behind in the templates must not help the next one.
  if (!hasher.same(first, leaves)) return 'not the same as itself';
  try {
    const isSame = hasher.same(args, leaves);
    if (isSame && !args.some(isDisguised) && genericText(args) !== expected) return `same as ${expected}`;
  } catch (error) {
    return `same threw ${String(error)}`;
  }
  return hasher.same(first, leaves) ? undefined : 'not the same as itself any more';
}

/** The one thing that `same` does not look for: a built-in behind the prototype of plain objects. */
function isDisguised(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  if (types.isMap(value) || types.isDate(value)) return true;
  return Object.values(Object.getOwnPropertyDescriptors(value)).some((field) => isDisguised(field.value));
}
