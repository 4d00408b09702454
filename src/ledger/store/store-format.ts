import { StoreError, StoreFormatError } from '../../errors.js';
import { seal, unseal } from './seal.js';
import type { Store } from './store.js';
import { FORMAT_KEY, isOwnKey } from './store-keys.js';

/** The newest arrangement of keys that is known here. */
const STORE_FORMAT = 1;

/**
 * Looks whether a store can be used, and writes down the format where it is missing or damaged.
 *
 * @throws {StoreFormatError} where a newer version of the package has written to it.
 * @throws {StoreError} where another program has.
 */
export async function claimFormat(store: Store, name: string): Promise<void> {
  if ((await checkFormat(store, name)) !== undefined) return;
  const [first] = await store.scan({ prefix: '', limit: 1 });
  if (first !== undefined && !isOwnKey(first.key)) {
    throw new StoreError(name, 'foreign', 'It holds something that is not of workloop. Name another one.');
  }
  const sealed = seal(FORMAT_KEY, 'inline', Buffer.from(String(STORE_FORMAT)));
  await store.commit([{ key: FORMAT_KEY, value: sealed }]);
}

/**
 * The format of a store; `undefined` where it is missing or damaged. Changes nothing.
 *
 * @throws {StoreFormatError} where a newer version of the package has written to it.
 */
export async function checkFormat(store: Store, name: string): Promise<number | undefined> {
  const format = formatIn(await store.get(FORMAT_KEY), name);
  if (format !== undefined && format > STORE_FORMAT) throw new StoreFormatError(name, format, STORE_FORMAT);
  return format;
}

function formatIn(sealed: Uint8Array | undefined, name: string): number | undefined {
  const format = sealed === undefined ? undefined : unseal(name, FORMAT_KEY, sealed);
  return format?.kind === 'inline' ? Number(String(format.bytes)) : undefined;
}
