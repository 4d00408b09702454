import { join } from 'node:path';
import { MemoryStore } from './memory-store.js';
import { type OpenOptions, openLmdbStore } from './open-lmdb-store.js';
import { RecordStore } from './record-store.js';

/** The folder of large values in the folder of a store. */
const VALUES_FOLDER = 'values';

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
  const { folder, limitBytes, warn } = options;
  const store = await openLmdbStore({ folder, warn });
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
