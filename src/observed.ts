/** The proxies through which changes of plain data in the fields of works are seen, by proxy. */
const originals = new WeakMap<object, object>();

/** Notes that a proxy stands for an object and is not to be told from it. */
export function noteObserved(proxy: object, original: object): void {
  originals.set(proxy, original);
}

/**
 * What stands behind a proxy that was noted; any other value itself. Not what is in it: that holds no such proxies, as
 * far as it stands in a field of a work that has another side. An object that never was a key of a table is told from
 * one that was without a look into the table, so this is cheap enough for every container that is encoded.
 */
export function unobserved<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  return (originals.get(value) as T | undefined) ?? value;
}
