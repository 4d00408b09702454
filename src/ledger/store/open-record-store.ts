import { join } from 'node:path';
import type { LmdbStore } from './lmdb-store.js';
import { MemoryStore } from './memory-store.js';
import { type OpenOptions, openLmdbStore } from './open-lmdb-store.js';
import { RecordStore } from './record-store.js';
import { VALUES_FOLDER } from './store-folder.js';

/**
 * Opens the records in a folder of this machine, for this process alone.
 *
 * @throws {StoreError} where the folder cannot be used.
 * @throws {StoreInUseError} where another app has it open.
 * @throws {StoreFormatError} where a newer version of the package has written to it.
 */
export async function openRecordStore(
  options: OpenOptions & { /** See {@link RecordStore}. */ readonly limitBytes: number },
): Promise<RecordStore> {
  const { folder, warn } = options;
  return recordsOver(await openLmdbStore({ folder, warn }), options);
}

/** The records in a store that has been opened. Where that fails, it is closed. */
export async function recordsOver(
  store: LmdbStore,
  { folder, limitBytes, warn }: OpenOptions & { readonly limitBytes: number },
): Promise<RecordStore> {
  try {
    return await RecordStore.open({
      store,
      name: folder,
      filesFolder: join(folder, VALUES_FOLDER),
      limitBytes,
      warn,
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Records that end with the process. */
export function openMemoryRecords(
  options: Pick<OpenOptions, 'warn'> & { readonly limitBytes: number },
): Promise<RecordStore> {
  return RecordStore.open({ ...options, store: new MemoryStore(), name: 'memory' });
}
