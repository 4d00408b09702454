import type { RecordStore } from '../store/record-store.js';

/** What a store knows of the works in it, read when the store is opened. */
export class WorkEntries {
  private constructor(readonly records: RecordStore) {}

  /** Reads the entries. */
  static load(records: RecordStore): Promise<WorkEntries> {
    return Promise.resolve(new WorkEntries(records));
  }

  /** Resolves when nothing is being purged. */
  settled(): Promise<void> {
    return Promise.resolve();
  }
}
