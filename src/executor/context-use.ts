const REGISTRY = Symbol.for('workloop.registry');

let list: unknown;
let seen = 0;
let isUsed = false;

/**
 * Whether a module that the transformer compiled, of those loaded so far, asks for the context of a call. Each module
 * says so in the list on `globalThis` to which it adds itself.
 */
export function isCallContextUsed(): boolean {
  const current: unknown = Reflect.get(globalThis, REGISTRY);
  if (!Array.isArray(current)) return isUsed;
  if (current !== list || current.length < seen) seen = 0;
  list = current;
  while (!isUsed && seen < current.length) isUsed = saysSo(current[seen++]);
  return isUsed;
}

function saysSo(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && Reflect.get(entry, 'usesCallContext') === true;
}
