import { unobserved } from '../../observed.js';
import type { DataWatch } from './data-watch.js';

/** Asked of a proxy, gives whoever made it. */
export const WATCH = Symbol('watch');

/** Who made a proxy; `undefined` for any other value. */
export function watchOf(value: unknown): DataWatch | undefined {
  return unobserved(value) === value ? undefined : (value as { readonly [WATCH]: DataWatch })[WATCH];
}

/** The original of a proxy that is put into a field; any other value itself. */
export function takeOver(value: unknown, watch: DataWatch): unknown {
  const original = unobserved(value);
  if (original !== value) {
    const owner = watchOf(value);
    if (owner !== watch) owner?.noteShared();
  }
  return original;
}
