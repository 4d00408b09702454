/** What stands behind the proxies through which changes of plain data in the fields of works are seen. */
const originals = new WeakMap<object, object>();

/** Whether there is any such proxy: where there is none, nobody shall pay for looking. */
let isAnyThere = false;

/** Notes that a proxy stands for an object and is not to be told from it. */
export function noteObserved(proxy: object, original: object): void {
  isAnyThere = true;
  originals.set(proxy, original);
}

/**
 * What stands behind a proxy that was noted; any other value itself. Not what is in it: the data in the fields of works
 * holds no such proxies, but what a flow made itself may.
 */
export function unobserved<T>(value: T): T {
  if (!isAnyThere || typeof value !== 'object' || value === null) return value;
  return (originals.get(value) as T | undefined) ?? value;
}
