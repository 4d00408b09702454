import { unobserved } from '../../observed.js';
import { type DataWatch, NOTHING } from './data-watch.js';
import { takeOver, watchOf } from './take-over.js';

type Method = (this: unknown[], ...args: never[]) => unknown;

const methods = Array.prototype;

/**
 * What a proxied array answers with in the place of the language's methods: those that change the array do so in one
 * operation, and those that look for a value know that a proxy and its original are the same.
 */
export const arrayMethods: ReadonlyMap<PropertyKey, Method> = new Map<PropertyKey, Method>(
  Object.entries({
    push(this: unknown[], ...items: unknown[]) {
      return insert(this, unobserved(this).length, items, methods.push);
    },
    unshift(this: unknown[], ...items: unknown[]) {
      return insert(this, 0, items, methods.unshift);
    },
    pop(this: unknown[]) {
      return removeOne(this, unobserved(this).length - 1, methods.pop);
    },
    shift(this: unknown[]) {
      return removeOne(this, 0, methods.shift);
    },
    splice(this: unknown[], ...args: unknown[]) {
      const watch = watchOf(this);
      const array = unobserved(this);
      if (watch === undefined) return methods.splice.apply(array, args as [number, number]);
      const start = startOf(args[0], array.length);
      const items = args.slice(2).map((item) => takeOver(item, watch));
      const removed: unknown[] = Reflect.apply(methods.splice, array, [...args.slice(0, 2), ...items]);
      if (removed.length > 0 || items.length > 0) changed(watch, array, start, removed, items);
      return removed.map((item) => watch.giveAway(item));
    },
    sort(this: unknown[], compare?: (a: unknown, b: unknown) => number) {
      const give = (item: unknown) => watchOf(this)?.giveAway(item) ?? item;
      const isBelow = compare && ((a: unknown, b: unknown) => compare(give(a), give(b)));
      return rearrange(this, (array) => array.sort(isBelow));
    },
    reverse(this: unknown[]) {
      return rearrange(this, (array) => array.reverse());
    },
    fill(this: unknown[], value: unknown, start?: number, end?: number) {
      const watch = watchOf(this);
      return rearrange(this, (array) => array.fill(watch ? takeOver(value, watch) : value, start, end));
    },
    copyWithin(this: unknown[], ...args: [number, number, number?]) {
      return rearrange(this, (array) => array.copyWithin(...args));
    },
    indexOf: search(methods.indexOf),
    lastIndexOf: search(methods.lastIndexOf),
    includes: search(methods.includes),
  }),
);

/** Gives an array another length. */
export function setLength(watch: DataWatch, array: unknown[], length: unknown): boolean {
  const before = array.length;
  const cutOff = typeof length === 'number' && length < before ? array.slice(length) : [];
  if (!Reflect.set(array, 'length', length)) return false;
  if (array.length < before) changed(watch, array, array.length, cutOff, NOTHING);
  if (array.length > before) {
    watch.changed({
      container: array,
      opAt: (path) => ({ kind: 'set', path: [...path, 'length'], value: length }),
      added: NOTHING,
      key: undefined,
      removed: NOTHING,
      undo: () => {
        array.length = before;
      },
    });
  }
  return true;
}

function insert(proxy: unknown[], start: number, values: unknown[], method: Method): unknown {
  const watch = watchOf(proxy);
  const array = unobserved(proxy);
  const items = watch === undefined ? values : values.map((item) => takeOver(item, watch));
  const length: unknown = Reflect.apply(method, array, items);
  if (watch !== undefined && items.length > 0) changed(watch, array, start, NOTHING, items);
  return length;
}

function removeOne(proxy: unknown[], start: number, method: Method): unknown {
  const watch = watchOf(proxy);
  const array = unobserved(proxy);
  const { length } = array;
  const removed: unknown = Reflect.apply(method, array, []);
  if (watch === undefined) return removed;
  if (length > 0) changed(watch, array, start, [removed], NOTHING);
  return watch.giveAway(removed);
}

/** Tells of a splice that was made. */
function changed(
  watch: DataWatch,
  array: unknown[],
  start: number,
  removed: readonly unknown[],
  items: readonly unknown[],
): void {
  const deleteCount = removed.length;
  watch.changed({
    container: array,
    opAt: (path) => ({ kind: 'splice', path, start, deleteCount, items }),
    added: items,
    key: start,
    removed,
    undo: () => array.splice(start, items.length, ...removed),
  });
}

/** Changes an array as a whole, which is told as one assignment of it. */
function rearrange(proxy: unknown[], how: (array: unknown[]) => void): unknown[] {
  const array = unobserved(proxy);
  const before = array.slice();
  how(array);
  watchOf(proxy)?.changed({
    container: array,
    opAt: undefined,
    added: array.slice(),
    key: 0,
    removed: before,
    undo: () => array.splice(0, array.length, ...before),
  });
  return proxy;
}

function search(method: (this: unknown[], ...args: never[]) => unknown): Method {
  return function find(this: unknown[], ...args: unknown[]) {
    return Reflect.apply(method, unobserved(this), [unobserved(args[0]), ...args.slice(1)]);
  };
}

/** The index that `splice` begins at. */
function startOf(start: unknown, length: number): number {
  const integer = Math.trunc(Number(start)) || 0;
  return integer < 0 ? Math.max(length + integer, 0) : Math.min(integer, length);
}
