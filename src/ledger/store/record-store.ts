import { Eviction } from './eviction.js';
import { RecentUses } from './recent-uses.js';
import { checkRecordKey, type RecordBatch } from './record-batch.js';
import { RecordReader } from './record-reader.js';
import type { RecordChange, RecordPage, RecordStoreOptions, UsePage } from './record-store-options.js';
import { RecordWriter } from './record-writer.js';
import type { Answer, Store } from './store.js';
import { type Facts, readFacts } from './store-facts.js';
import { claimFormat } from './store-format.js';
import { filePrefix, RECORDS, recordKey } from './store-keys.js';
import { Tidying } from './tidying.js';
import type { Use } from './use-log.js';
import { digestOf, ValueFiles } from './value-files.js';

/** Values above this many bytes go to files of their own. */
export const MOST_INLINE_BYTES = 1024 * 1024;
/** So many uses are written down at once. */
const SLICE = 256;
/** So many records are removed at once, which are read for it. */
const REMOVED_AT_ONCE = 100;

/**
 * Records over a {@link Store}: each is sealed, so that what comes back is what was written or nothing, large ones are in
 * files, and altogether they keep within a limit.
 */
export class RecordStore {
  readonly #store: Store;
  readonly #reader: RecordReader;
  readonly #writer: RecordWriter;
  readonly #files: ValueFiles | undefined;
  readonly #uses: RecentUses;
  readonly #eviction: Eviction;
  readonly #tidying: Tidying;
  readonly #noteUse = (key: string): void => this.#uses.note(key);
  readonly #sweeping: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #hasWarnedOfLimit = false;

  private constructor(
    private readonly options: RecordStoreOptions,
    private readonly facts: Facts,
  ) {
    const { store, name, filesFolder } = options;
    this.#store = store;
    this.#reader = new RecordReader({
      ...options,
      readFile: async (digest) => this.#files?.read(digest),
      onMissing: (key) => this.#writer.noteMissing(key),
    });
    this.#writer = new RecordWriter(store, name, facts, (batch, isWritten) =>
      this.#onBatchEnd(batch, isWritten),
    );
    this.#uses = new RecentUses(
      () => this.#writer.nextSequence(),
      (uses) => this.#writeUses(uses),
    );
    this.#tidying = new Tidying(store, name, this.#writer, facts);
    this.#eviction = new Eviction({
      store,
      name,
      facts,
      writer: this.#writer,
      limitBytes: options.limitBytes,
      writeUses: () => this.#uses.writeAll(),
      onStuck: () => this.#warnOfLimit(),
    });
    if (filesFolder === undefined) return;
    this.#files = new ValueFiles(filesFolder, (digest) => this.#isNeeded(digest));
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
    records.#eviction.startIfNeeded();
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
    // What was used lately is not written down yet; it may have been written anew since.
    return {
      entries: entries.map(({ key, sequence }) => ({
        key,
        sequence: sequence === 0 ? 0 : Math.max(sequence, this.#uses.sequenceOf(key) ?? 0),
      })),
      last,
    };
  }

  /**
   * Makes changes, all or none, and resolves when they are durable. They take effect in the order of the calls; what is
   * asked for in one turn of the event loop is written together.
   *
   * @throws {StoreError} as a rejection; then nothing has changed.
   * @throws {RangeError} as a rejection for a key that cannot be one.
   */
  commit(changes: readonly RecordChange[]): Promise<void> {
    const digests = this.#files === undefined ? NO_FILES : digestsOf(changes);
    try {
      for (const [i, { key }] of changes.entries()) checkRecordKey(key, digests.get(i));
    } catch (error) {
      return Promise.reject(error);
    }
    return this.#files === undefined || digests.size === 0
      ? this.#put(changes, digests)
      : this.#putWithFiles(this.#files, changes, digests);
  }

  /**
   * Has `commit` called whenever changes are about to be written. What it commits is written together with them, so that
   * something about many changes is written once; of more changes than a transaction takes, with the next ones. Where it
   * throws, none of these changes is made, and each of their commits is rejected with what it threw.
   */
  set onBeforeWrite(commit: () => void) {
    this.#writer.onBeforeWrite = commit;
  }

  /**
   * Removes all records whose keys begin with `prefix`, slice by slice with room for others in between: not all or none.
   *
   * @throws {StoreError} as a rejection; then some are still there.
   */
  async removeAll(prefix: string): Promise<void> {
    const range = { prefix: recordKey(prefix), limit: REMOVED_AT_ONCE };
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
    await this.#writer.settled();
    await this.#eviction.settled();
    await this.#tidying.settled();
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

  #put(
    changes: readonly RecordChange[],
    digests: ReadonlyMap<number, string>,
    prepare?: () => Promise<void>,
  ): Promise<void> {
    const keys = changes.map(({ key }) => key);
    return this.#writer.change(
      keys,
      (batch, olds) => {
        let i = 0;
        for (const { key, value, isEvictable = false } of changes) {
          const old = batch.infoOf(key, olds[i]);
          const digest = digests.get(i++);
          if (value === undefined) batch.remove(key, old);
          else {
            const sequence = isEvictable ? this.#writer.nextSequence() : 0;
            batch.put(key, { value, sequence, digest }, old);
          }
        }
      },
      prepare,
    );
  }

  /** Commits changes of which some are written to files, which are held until that is over. */
  async #putWithFiles(
    files: ValueFiles,
    changes: readonly RecordChange[],
    digests: ReadonlyMap<number, string>,
  ): Promise<void> {
    for (const digest of digests.values()) files.hold(digest);
    try {
      await this.#put(changes, digests, async () => {
        for (const [i, digest] of digests) await files.write(digest, changes[i]?.value ?? new Uint8Array());
      });
    } finally {
      for (const digest of digests.values()) files.letGo(digest);
      // Nobody needs those of a commit that failed, or that was overtaken by a change after it.
      this.#removeFiles([...digests.values()]);
    }
  }

  #onBatchEnd(batch: RecordBatch, isWritten: boolean): void {
    this.#removeFiles(batch.freed);
    if (!isWritten) return;
    this.#eviction.startIfNeeded();
    this.#tidying.startIfNeeded();
  }

  /** Removes those of these files that no record needs. One that stays takes room, until the store is opened again. */
  #removeFiles(digests: readonly string[]): void {
    for (const digest of digests) void this.#files?.removeUnneeded(digest).catch(() => undefined);
  }

  /** Writes down in which order records were used, in slices. */
  async #writeUses(uses: readonly Use[]): Promise<void> {
    for (let i = 0; i < uses.length; i += SLICE) {
      const slice = uses.slice(i, i + SLICE);
      const keys = slice.map(([key]) => key);
      await this.#writer.changeUses(keys, (batch, olds) => {
        for (const [k, [key, sequence]] of slice.entries()) {
          const old = batch.infoOf(key, olds[k]);
          const isLater = old !== undefined && old.sequence > 0 && old.sequence < sequence;
          if (isLater) batch.touch(key, sequence, old);
        }
      });
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

const NO_FILES: ReadonlyMap<number, string> = new Map();

/** By the position of a change whose value goes to a file, the digest of the value. */
function digestsOf(changes: readonly RecordChange[]): ReadonlyMap<number, string> {
  let digests: Map<number, string> | undefined;
  for (const [i, { value, isInline = false }] of changes.entries()) {
    if (value === undefined || isInline || value.byteLength <= MOST_INLINE_BYTES) continue;
    digests ??= new Map();
    digests.set(i, digestOf(value));
  }
  return digests ?? NO_FILES;
}
