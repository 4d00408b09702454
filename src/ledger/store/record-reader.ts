import { digestIn, infoIn, readInfo } from './record-info.js';
import type { RecordPage, RecordUse, UsePage } from './record-store-options.js';
import { unseal } from './seal.js';
import { type Answer, isPromise, type Store, type StoreEntry } from './store.js';
import { infoKey, RECORDS, recordKey } from './store-keys.js';

/** Where a reader finds what it reads, and whom it tells. */
export interface RecordReaderOptions {
  readonly store: Store;
  /** What messages call the store. */
  readonly name: string;
  /** The value in a file; `undefined` if it is missing or damaged. */
  readonly readFile: (digest: string) => Promise<Uint8Array | undefined>;
  /** Called when `get` finds at once that there is nothing under a key. */
  readonly onMissing?: (key: string) => void;
  /** Takes what the user should know, as sentences. */
  readonly warn: (message: string) => void;
}

/** Reads the records in a {@link Store}: what comes back is what was written, or nothing with a warning. */
export class RecordReader {
  constructor(private readonly options: RecordReaderOptions) {}

  /**
   * The value under a key; `undefined` if there is none that can be relied on. At once, unless the store cannot or the
   * value is in a file. Calls `onFound` when the record is whole
   * and may be given up.
   *
   * @throws {StoreFormatError} for a record of a newer format.
   */
  get(key: string, onFound?: (key: string) => void): Answer<Uint8Array | undefined> {
    const sealed = this.options.store.get(recordKey(key));
    if (sealed === undefined) return this.#missing(key);
    if (isPromise(sealed)) return sealed.then((record) => this.#open(key, record, onFound));
    return this.#open(key, sealed, onFound);
  }

  /** Whether anything stands under a key, be it readable or not. */
  has(key: string): Answer<boolean> {
    const sealed = this.options.store.get(recordKey(key));
    return isPromise(sealed) ? sealed.then((record) => record !== undefined) : sealed !== undefined;
  }

  /** A page of records whose keys begin with `prefix`, in their order; damaged ones are left out. */
  async scan(prefix: string, limit: number, after?: string): Promise<RecordPage> {
    const page = await this.options.store.scan(rangeOf(recordKey, prefix, limit, after));
    const entries: StoreEntry[] = [];
    const unreadable: string[] = [];
    for (const { key: stored, value: sealed } of page) {
      const key = stored.slice(RECORDS.length);
      const value = await this.#open(key, sealed);
      if (value === undefined) unreadable.push(key);
      else entries.push({ key, value });
    }
    return {
      entries,
      unreadable,
      last: page.length < limit ? undefined : page.at(-1)?.key.slice(RECORDS.length),
    };
  }

  /** A page of records as `scan` gives it, without the values and with the order of their last use. */
  async uses(prefix: string, limit: number, after?: string): Promise<UsePage> {
    const { store, name } = this.options;
    const page = await store.scan(rangeOf(recordKey, prefix, limit, after));
    const entries: RecordUse[] = [];
    for (const { key: stored, value: sealed } of page) {
      const key = stored.slice(RECORDS.length);
      const { sequence, isApart } = infoIn(name, key, sealed);
      const apart = isApart ? readInfo(name, key, await store.get(infoKey(key))) : undefined;
      entries.push({ key, sequence: apart?.sequence ?? sequence });
    }
    return { entries, last: page.length < limit ? undefined : page.at(-1)?.key.slice(RECORDS.length) };
  }

  #open(
    key: string,
    sealed: Uint8Array | undefined,
    onFound?: (key: string) => void,
  ): Answer<Uint8Array | undefined> {
    if (sealed === undefined) return undefined;
    const record = unseal(this.options.name, key, sealed);
    if (record.kind === 'unreadable') return this.#miss(key, record.reason);
    if (record.sequence > 0) onFound?.(key);
    return record.kind === 'inline' ? record.bytes : this.#openFile(key, digestIn(record.bytes));
  }

  async #openFile(key: string, digest: string): Promise<Uint8Array | undefined> {
    return (await this.options.readFile(digest)) ?? this.#miss(key, 'its file is missing or damaged');
  }

  #missing(key: string): undefined {
    this.options.onMissing?.(key);
    return undefined;
  }

  #miss(key: string, reason: string): undefined {
    const { name, warn } = this.options;
    warn(`A record of the store \`${name}\` is unreadable and counts as missing: ${reason} (\`${key}\`).`);
    return undefined;
  }
}

function rangeOf(keyOf: (key: string) => string, prefix: string, limit: number, after: string | undefined) {
  return { prefix: keyOf(prefix), limit, ...(after !== undefined && { after: keyOf(after) }) };
}
