import { costOf, fileReference, isApartFromStart, type RecordInfo, writeInfo } from './record-info.js';
import { seal } from './seal.js';
import { checkKey, type StoreChange } from './store.js';
import { fileKey, infoKey, recordKey } from './store-keys.js';
import { bundleOf, bundlesOf, type Use, type UseBundle, writeBundle } from './use-log.js';

/** A record as it is to be. */
export interface NewRecord {
  readonly value: Uint8Array;
  /** Where it stands in the order of the last use; 0 for never given up. */
  readonly sequence: number;
  /** Of the file that the value is in, if it is in one. */
  readonly digest: string | undefined;
}

/**
 * The longest key that is made of the key of a record must be one.
 *
 * @throws {RangeError} if not.
 */
export function checkRecordKey(key: string, digest: string | undefined): void {
  checkKey(digest === undefined ? recordKey(key) : fileKey(digest, key));
}

/** What is written to a store in one go: changes of records, each with the entries that go with it. */
export class RecordBatch {
  readonly changes: StoreChange[] = [];
  /** By the key of a record, what its info will be. */
  readonly infos = new Map<string, RecordInfo | undefined>();
  /** How much more the records will take. */
  costBytes = 0;
  /** How many more records there will be that may be given up, */
  evictables = 0;
  /** and uses of them. */
  uses = 0;
  readonly #newUses: Use[] = [];
  /** Digests of files that a record may need no more, whether the batch is written or not. */
  readonly freed: string[] = [];
  /** Resolves when the batch is durable; rejects when nothing of it is. */
  readonly done: Promise<void>;
  resolve: () => void = () => undefined;
  reject: (error: unknown) => void = () => undefined;

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** What a record comes to by the changes so far, where there are some; else what it was before. */
  infoOf(key: string, old: RecordInfo | undefined): RecordInfo | undefined {
    return this.infos.has(key) ? this.infos.get(key) : old;
  }

  /** Puts a record in the place of another one or of none. */
  put(key: string, { value, sequence, digest }: NewRecord, old: RecordInfo | undefined): void {
    const sealed =
      digest === undefined
        ? seal(key, 'inline', value, sequence)
        : seal(key, 'file', fileReference(digest, value.byteLength), sequence);
    const size = sealed.byteLength;
    const costBytes = costOf(key, size, digest === undefined ? 0 : value.byteLength);
    const isApart = isApartFromStart(size, sequence, digest);
    const info = { sequence, costBytes, digest, isApart };
    this.#dropBeside(key, old);
    this.#set(recordKey(key), sealed);
    if (digest !== undefined) this.#set(fileKey(digest, key), new Uint8Array());
    if (isApart) this.#set(infoKey(key), writeInfo(key, info));
    else if (old?.isApart === true) this.#set(infoKey(key), undefined);
    this.#setInfo(key, info, old);
  }

  /** Removes a record, or what is left of one. */
  remove(key: string, old: RecordInfo | undefined): void {
    this.#dropBeside(key, old);
    this.#set(recordKey(key), undefined);
    if (old?.isApart !== false) this.#set(infoKey(key), undefined);
    this.#setInfo(key, undefined, old);
  }

  /** Makes a record the last one to be given up. */
  touch(key: string, sequence: number, old: RecordInfo): void {
    const info = { ...old, sequence, isApart: true };
    this.#set(infoKey(key), writeInfo(key, info));
    this.#setInfo(key, info, old);
  }

  /** Drops those uses of an entry that are not to be kept. */
  keepUses({ storedKey, uses }: UseBundle, isKept: (use: Use) => boolean): void {
    const kept = uses.filter(isKept);
    // A damaged entry is empty.
    if (kept.length === uses.length && kept.length > 0) return;
    this.uses -= uses.length - kept.length;
    this.#set(storedKey, undefined);
    for (const bundle of bundleOf(kept)) this.#set(bundle.storedKey, writeBundle(bundle));
  }

  /** All that is to be written. Nothing is put into the batch afterwards. */
  allChanges(): readonly StoreChange[] {
    const bundles = bundlesOf(this.#newUses);
    for (const bundle of bundles) this.#set(bundle.storedKey, writeBundle(bundle));
    return this.changes;
  }

  #setInfo(key: string, info: RecordInfo | undefined, old: RecordInfo | undefined): void {
    if (info !== undefined && info.sequence > 0) {
      this.#newUses.push([key, info.sequence]);
      this.uses++;
    }
    this.infos.set(key, info);
    this.costBytes += (info?.costBytes ?? 0) - (old?.costBytes ?? 0);
    this.evictables += Number((info?.sequence ?? 0) > 0) - Number((old?.sequence ?? 0) > 0);
  }

  #dropBeside(key: string, old: RecordInfo | undefined): void {
    if (old?.digest === undefined) return;
    this.#set(fileKey(old.digest, key), undefined);
    this.freed.push(old.digest);
  }

  #set(key: string, value: Uint8Array | undefined): void {
    this.changes.push({ key, value });
  }
}
