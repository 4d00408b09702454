import { RecentUses, type Use } from './recent-uses.js';
import { RecordBatch } from './record-batch.js';
import { RecordReader } from './record-reader.js';
import type { RecordChange, RecordPage, RecordStoreOptions, UsePage } from './record-store-options.js';
import type { Answer, Store } from './store.js';
import { type Facts, readFacts, writeFacts } from './store-facts.js';
import { claimFormat } from './store-format.js';
import {
  FACTS_KEY,
  filePrefix,
  infoKey,
  RECORDS,
  type RecordInfo,
  readInfo,
  recordKey,
  sequenceIn,
  USES,
} from './use-index.js';
import { digestOf, ValueFiles } from './value-files.js';

/** Values above this many bytes go to files of their own. */
export const MOST_INLINE_BYTES = 1024 * 1024;
/** So many uses are written down at once, and so many records given up. */
const SLICE = 256;
/** When there is too much, a bit more than that is given up, so that the next records find room. */
const ROOM = 0.98;

/**
 * Records over a {@link Store}: each is sealed, so that what comes back is what was written or nothing, large ones are in
 * files, and altogether they keep within a limit.
 */
export class RecordStore {
  readonly #store: Store;
  readonly #reader: RecordReader;
  readonly #files: ValueFiles | undefined;
  /** Infos that are on their way to the store. */
  readonly #coming = new Map<string, RecordInfo | undefined>();
  readonly #uses: RecentUses;
  readonly #noteUse = (key: string): void => this.#uses.note(key);
  /** Batches are made one after the other, because each builds on what the ones before have left. */
  #turn: Promise<unknown> = Promise.resolve();
  #evicting: Promise<void> | undefined;
  readonly #sweeping: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #hasWarnedOfLimit = false;

  private constructor(
    private readonly options: RecordStoreOptions,
    private readonly facts: Facts,
  ) {
    this.#store = options.store;
    this.#reader = new RecordReader({
      ...options,
      readFile: async (digest) => this.#files?.read(digest),
    });
    this.#uses = new RecentUses(
      () => this.#nextSequence(),
      (uses) => this.#writeUses(uses),
    );
    if (options.filesFolder === undefined) return;
    this.#files = new ValueFiles(options.filesFolder, (digest) => this.#isNeeded(digest));
    // What a process that was killed left behind. It takes room and does no harm, so a failure is no matter.
    this.#sweeping = this.#files.removeAllUnneeded().catch(() => undefined);
  }

  /**
   * Begins to use a store, and takes it over: who closes what is returned closes the store.
   *
   * @throws {StoreFormatError} where a newer version of the package has written to it.
   * @throws {StoreError} where another program has.
   */
  static async open(options: RecordStoreOptions): Promise<RecordStore> {
    const { store, name } = options;
    await claimFormat(store, name);
    const records = new RecordStore(options, await readFacts(store, name));
    records.#evictIfNeeded();
    return records;
  }

  /**
   * The value under a key; `undefined` if there is none that can be relied on. Noted as a use of the record. At once,
   * unless the store cannot or the value is in a file.
   *
   * @throws {StoreFormatError} for a record of a newer format.
   */
  get(key: string): Answer<Uint8Array | undefined> {
    return this.#reader.get(key, this.#noteUse);
  }

  /** The same, not noted as a use. */
  peek(key: string): Answer<Uint8Array | undefined> {
    return this.#reader.get(key);
  }

  /** Whether anything stands under a key, be it readable or not. */
  has(key: string): Answer<boolean> {
    return this.#reader.has(key);
  }

  /** Notes that a record was used, for who has its value and does not ask for it. Cheap: it is written down later. */
  noteUse(key: string): void {
    this.#uses.note(key);
  }

  /** A page of records whose keys begin with `prefix`, in their order; damaged ones are left out. Not noted as a use. */
  scan(prefix: string, limit: number, after?: string): Promise<RecordPage> {
    return this.#reader.scan(prefix, limit, after);
  }

  /**
   * A page of records whose keys begin with `prefix`, in the order of their keys, each with its place in the order of the
   * last use and without its value. Not noted as a use.
   */
  async uses(prefix: string, limit: number, after?: string): Promise<UsePage> {
    const { entries, last } = await this.#reader.uses(prefix, limit, after);
    // What was used lately is not written down yet.
    return {
      entries: entries.map(({ key, sequence }) => ({
        key,
        sequence: this.#uses.sequenceOf(key) ?? sequence,
      })),
      last,
    };
  }

  /**
   * Makes changes, all or none, and resolves when they are durable. They take effect in the order of the calls.
   *
   * @throws {StoreError} as a rejection; then nothing has changed.
   */
  async commit(changes: readonly RecordChange[]): Promise<void> {
    let digests: ReadonlyMap<number, string> = new Map();
    let freed: readonly string[] = [];
    try {
      freed = await this.#write(async (batch) => {
        digests = await this.#writeFiles(changes);
        for (const [i, { key, value, isEvictable = false }] of changes.entries()) {
          const old = await this.#infoOf(key, batch);
          if (value === undefined) batch.remove(key, old);
          else {
            const sequence = isEvictable ? this.#nextSequence() : 0;
            batch.put(key, { value, sequence, digest: digests.get(i) }, old);
          }
        }
      });
    } finally {
      for (const digest of digests.values()) this.#files?.letGo(digest);
      // Nobody needs those of a commit that failed, or that was overtaken by a change after it.
      this.#removeFiles([...freed, ...digests.values()]);
    }
    this.#evictIfNeeded();
  }

  /**
   * Removes all records whose keys begin with `prefix`, slice by slice with room for others in between: not all or none.
   *
   * @throws {StoreError} as a rejection; then some are still there.
   */
  async removeAll(prefix: string): Promise<void> {
    const range = { prefix: recordKey(prefix), limit: SLICE };
    for (let page = await this.#store.scan(range); page.length > 0; page = await this.#store.scan(range)) {
      await this.commit(page.map(({ key }) => ({ key: key.slice(RECORDS.length), value: undefined })));
    }
  }

  /** Whether a record was ever given up to keep within the limit, so that one that is missing may have been there. */
  get hasEvicted(): boolean {
    return this.facts.hasEvicted;
  }

  /** How many bytes the records and their files take, roughly: what counts against the limit. */
  get usedBytes(): number {
    return this.facts.costBytes;
  }

  /** Resolves when the store is within its limit again and what is not needed is gone. */
  async settled(): Promise<void> {
    await this.#sweeping;
    await this.#turn;
    await this.#evicting;
    await this.#files?.settled();
  }

  /** Writes down what was used, waits for what is under way and closes the store. May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#uses.end();
    await this.settled();
    // Only the order of the last use is at stake.
    await this.#uses.writeAll().catch(() => undefined);
    await this.#store.close();
  }

  /** Writes the large values to files, which are held; returns their digests by the position of the change. */
  async #writeFiles(changes: readonly RecordChange[]): Promise<ReadonlyMap<number, string>> {
    const digests = new Map<number, string>();
    if (this.#files === undefined) return digests;
    try {
      for (const [i, { value, isInline = false }] of changes.entries()) {
        if (value === undefined || isInline || value.byteLength <= MOST_INLINE_BYTES) continue;
        const digest = digestOf(value);
        this.#files.hold(digest);
        digests.set(i, digest);
        await this.#files.write(digest, value);
      }
    } catch (error) {
      for (const digest of digests.values()) this.#files.letGo(digest);
      throw error;
    }
    return digests;
  }

  /**
   * Has a batch filled when the ones before have been handed to the store, and resolves when it is durable, with the
   * digests of files that may be needed no more.
   */
  async #write(fill: (batch: RecordBatch) => Promise<void>): Promise<readonly string[]> {
    const batch = new RecordBatch();
    const handing = this.#turn.then(async () => {
      await fill(batch);
      return { committed: this.#hand(batch) };
    });
    this.#turn = handing.catch(() => undefined);
    const { committed } = await handing;
    await committed;
    return batch.freed;
  }

  /** Removes those of these files that no record needs. One that stays takes room, until the store is opened again. */
  #removeFiles(digests: readonly string[]): void {
    for (const digest of digests) void this.#files?.removeUnneeded(digest).catch(() => undefined);
  }

  async #hand(batch: RecordBatch): Promise<void> {
    if (batch.changes.length === 0) return;
    this.facts.costBytes += batch.costBytes;
    for (const [key, info] of batch.infos) this.#coming.set(key, info);
    try {
      await this.#store.commit([...batch.changes, { key: FACTS_KEY, value: writeFacts(this.facts) }]);
    } catch (error) {
      this.facts.costBytes -= batch.costBytes;
      throw error;
    } finally {
      // A batch after this one may have told of the same record.
      for (const [key, info] of batch.infos) if (this.#coming.get(key) === info) this.#coming.delete(key);
    }
  }

  async #infoOf(key: string, batch: RecordBatch): Promise<RecordInfo | undefined> {
    if (batch.infos.has(key)) return batch.infos.get(key);
    if (this.#coming.has(key)) return this.#coming.get(key);
    return readInfo(this.options.name, key, await this.#store.get(infoKey(key)));
  }

  #nextSequence(): number {
    return ++this.facts.sequence;
  }

  /** Writes down in which order records were used, in slices. */
  async #writeUses(uses: readonly Use[]): Promise<void> {
    for (let i = 0; i < uses.length; i += SLICE) {
      await this.#write(async (batch) => {
        for (const [key, sequence] of uses.slice(i, i + SLICE)) {
          const old = await this.#infoOf(key, batch);
          const isLater = old !== undefined && old.sequence > 0 && old.sequence < sequence;
          if (isLater) batch.touch(key, sequence, old);
        }
      });
    }
  }

  #evictIfNeeded(): void {
    if (this.facts.costBytes <= this.options.limitBytes || this.#evicting !== undefined) return;
    this.#evicting = this.#evict()
      // Tried again after the next commit, whose failure is told.
      .catch(() => undefined)
      .finally(() => {
        this.#evicting = undefined;
      });
  }

  /** Gives up the least recently used records, slice by slice, with room for others in between. */
  async #evict(): Promise<void> {
    await this.#uses.writeAll();
    while (this.facts.costBytes > this.options.limitBytes) {
      const oldest = await this.#store.scan({ prefix: USES, limit: SLICE });
      if (oldest.length === 0) return this.#warnOfLimit();
      const freed = await this.#write(async (batch) => {
        for (const { key: use, value } of oldest) {
          if (this.facts.costBytes + batch.costBytes <= this.options.limitBytes * ROOM) return;
          const [key, sequence] = [String(value), sequenceIn(use)];
          const info = await this.#infoOf(key, batch);
          if (info === undefined || info.sequence === sequence) {
            batch.remove(key, info);
            this.facts.hasEvicted = true;
          }
          batch.forgetUse(sequence);
        }
      });
      this.#removeFiles(freed);
    }
  }

  #warnOfLimit(): void {
    if (this.#hasWarnedOfLimit) return;
    this.#hasWarnedOfLimit = true;
    const { name, limitBytes, warn } = this.options;
    warn(
      `The state in the store \`${name}\` takes ${this.facts.costBytes} bytes, more than its limit of ${limitBytes}, ` +
        'so that no result is kept. Raise the limit.',
    );
  }

  async #isNeeded(digest: string): Promise<boolean> {
    return (await this.#store.scan({ prefix: filePrefix(digest), limit: 1 })).length > 0;
  }
}
