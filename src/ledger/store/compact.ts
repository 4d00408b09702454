import { rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StoreInUseError } from '../../errors.js';
import { makeCopyFolder, putInPlace } from './compaction.js';
import { DATA_FILE } from './data-file.js';
import { refuseMissing } from './open-for-reading.js';
import { openLmdbStore } from './open-lmdb-store.js';
import { recordsOver } from './open-record-store.js';

/** What compacting came to. */
export interface Compaction {
  /** Size of the file of the database before, in bytes. */
  readonly beforeBytes: number;
  readonly afterBytes: number;
}

/**
 * Makes the file of a store as small as what it holds, and removes the files of large values that no record needs. A
 * process that is killed meanwhile leaves the store as it was, or compacted.
 *
 * @param warn Takes what the user should know, as sentences. @default a warning of the process
 * @throws {StoreInUseError} where an app has it open, or somebody reads it.
 * @throws {StoreError} where there is no store, or no room for a copy.
 */
export async function compact(
  folder: string,
  warn: (message: string) => void = (message) => process.emitWarning(message),
): Promise<Compaction> {
  const path = resolve(folder);
  refuseMissing(path);
  let copyFolder: string | undefined;
  let isCopied = false;
  const store = await openLmdbStore({
    folder,
    warn,
    onClosed: () => {
      if (copyFolder !== undefined && isCopied) putInPlace(path, copyFolder);
    },
  });
  const beforeBytes = store.sizeBytes();
  const records = await recordsOver(store, { folder, warn, limitBytes: Number.POSITIVE_INFINITY });
  try {
    await records.settled();
    refuseReaders(path, store.readers());
    copyFolder = makeCopyFolder(path);
    await store.copyTo(copyFolder);
    isCopied = true;
  } finally {
    await records.close();
    if (copyFolder !== undefined) rmSync(copyFolder, { recursive: true, force: true });
  }
  return { beforeBytes, afterBytes: statSync(join(path, DATA_FILE)).size };
}

function refuseReaders(path: string, readers: readonly number[]): void {
  const [pid] = readers;
  if (pid === undefined) return;
  const who = `process ${pid}, which reads it`;
  throw new StoreInUseError(path, pid, 'an unknown time', who, 'Try again when it has ended.');
}
