import type { Clock } from '../../clock.js';
import { WorkEntries } from '../../ledger/durable/work-entries.js';
import { openRecordStore } from '../../ledger/store/open-record-store.js';
import type { RecordStore } from '../../ledger/store/record-store.js';
import type { RecordChange } from '../../ledger/store/record-store-options.js';

/** How the store of an app is opened. */
export interface AppStoreOptions {
  /** The folder; made if it is not there. */
  readonly folder: string;
  /** How many bytes it may take, roughly; beyond, the results that were used the longest time ago are given up. */
  readonly limitBytes: number;
  readonly clock: Clock;
  /** Takes what the user should know, as sentences. */
  readonly warn: (message: string) => void;
}

/** Where a store counts the runs of apps on it. */
const RUN_KEY = 'run';

/** What is stored of the run that is under way, or was the last one. */
export interface RunEntry {
  /** Counts from 1. */
  readonly run: number;
  readonly startedAtMs: number;
}

/** The store of one app from its start to its end. */
export class AppStore {
  /** Told once, when a commit has failed: from then on, what the app does would be lost. */
  onFailure: (error: unknown) => void = () => undefined;
  #hasFailed = false;

  private constructor(
    readonly records: RecordStore,
    /** What it knew of works when it was opened. */
    readonly workEntries: WorkEntries,
    /** Which run of an app on this store it is, from 1. */
    readonly run: number,
  ) {}

  /**
   * @throws {StoreError} where the folder cannot be used.
   * @throws {StoreInUseError} where another app has it open.
   * @throws {StoreFormatError} where a newer version of the package has written to it.
   */
  static async open({ clock, ...options }: AppStoreOptions): Promise<AppStore> {
    const records = await openRecordStore(options);
    try {
      const last = readRunEntry(await records.get(RUN_KEY));
      const entry: RunEntry = { run: (last?.run ?? 0) + 1, startedAtMs: clock.now() };
      await records.commit([{ key: RUN_KEY, value: Buffer.from(JSON.stringify(entry)) }]);
      return new AppStore(records, await WorkEntries.load(records), entry.run);
    } catch (error) {
      await records.close();
      throw error;
    }
  }

  /**
   * Makes changes, all or none, and resolves when they are durable. They take effect in the order of the calls.
   *
   * @throws {StoreError} as a rejection, which need not be heeded: {@link onFailure} is told.
   */
  commit(changes: readonly RecordChange[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    const committed = this.records.commit(changes);
    committed.catch((error: unknown) => this.#noteFailure(error));
    return committed;
  }

  /** Waits for what is under way, and lets go of the store. */
  async close(): Promise<void> {
    await this.workEntries.settled();
    await this.records.close();
  }

  #noteFailure(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.onFailure(error);
  }
}

/** Reads what {@link AppStore} wrote of the last run. */
export function readRunEntry(bytes: Uint8Array | undefined): RunEntry | undefined {
  return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString()) as RunEntry);
}
