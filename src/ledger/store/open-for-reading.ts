import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StoreError } from '../../errors.js';
import { isHalfInPlace } from './compaction.js';
import { DATA_FILE } from './data-file.js';
import { codeOf, explainOpening } from './explain-opening.js';
import { holderOf } from './holder.js';
import { isAsLeft } from './left-note.js';
import type { LmdbStore } from './lmdb-store.js';
import { writeOwnFile } from './own-file.js';
import { RecordReader } from './record-reader.js';
import type { RecordPage, UsePage } from './record-store-options.js';
import type { Answer } from './store.js';
import { readFacts } from './store-facts.js';
import { damageOf, isStoreFolder, LOCK_FILE, refuseForeign, VALUES_FOLDER } from './store-folder.js';
import { checkFormat } from './store-format.js';
import { readValueFile } from './value-files.js';

/** How often it is tried, because somebody may be putting another database in the place of the one that is opened. */
const ATTEMPTS = 20;
const PAUSE_MS = 25;

/** Records that can be read and not changed, with a running app beside or without one. */
export interface ReadableRecords {
  /** As of a `RecordStore`, but not noted as a use. */
  get(key: string): Answer<Uint8Array | undefined>;
  /** As of a `RecordStore`. */
  scan(prefix: string, limit: number, after?: string): Promise<RecordPage>;
  /** As of a `RecordStore`, without the uses that a running app has not written down yet. */
  uses(prefix: string, limit: number, after?: string): Promise<UsePage>;
  /** What the records took of the limit when this was opened. */
  readonly usedBytes: number;
  /** Whether a record had ever been given up when this was opened. */
  readonly hasEvicted: boolean;
  /** Lets go of the store. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens the records in a folder for reading. Changes nothing, claims nothing, and sees whole commits only. What is read in
 * one turn of the event loop is of one moment. A running app is not kept waiting; while a turn lasts, it does not use
 * again the room of what it removes. Close it before this process opens the same folder for an app.
 *
 * @throws {StoreError} where there is no store, or where it is damaged.
 * @throws {StoreFormatError} where a newer version of the package has written to it.
 */
export async function openRecordsForReading(options: {
  readonly folder: string;
  /** Takes what the user should know, as sentences. */
  readonly warn: (message: string) => void;
}): Promise<ReadableRecords> {
  const path = resolve(options.folder);
  let store: LmdbStore | undefined;
  try {
    refuseMissing(path);
    refuseForeign(path);
    await refuseDamaged(path);
    store = await openSteadily(path);
    await checkFormat(store, path);
    return await readerOver(store, path, options.warn);
  } catch (error) {
    await store?.close();
    throw explainOpening(error, path);
  }
}

/** @throws {StoreError} where a folder holds no store. */
export function refuseMissing(path: string): void {
  if (isStoreFolder(path)) return;
  const what = existsSync(path) ? 'There is no store in this folder' : 'There is no such folder';
  throw new StoreError(path, 'inaccessible', `${what}. Name the one that the app was started with.`);
}

/** What a running app has open, it has looked at. */
async function refuseDamaged(path: string): Promise<void> {
  if ((await holderOf(path)) !== undefined || isAsLeft(path)) return;
  const reason = damageOf(path);
  // An app that was started in the meantime changes what is looked at.
  if (reason === undefined || (await holderOf(path)) !== undefined) return;
  const what = `It is damaged (${reason}). Start the app: it sets aside what is there and begins anew.`;
  throw new StoreError(path, 'broken', what);
}

/** Opens a database together with its lock: a lock of another one would not be heeded. */
async function openSteadily(path: string): Promise<LmdbStore> {
  const { LmdbStore } = await import('./lmdb-store.js');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (!isHalfInPlace(path)) {
      makeLock(path);
      const before = identityOf(path);
      const store = new LmdbStore(path, undefined, true);
      if (identityOf(path) === before) return store;
      await store.close();
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const what =
    'It is not finished being compacted. If that was interrupted, compact it again or start the app, which puts it right.';
  throw new StoreError(path, 'inaccessible', what);
}

/** The database makes its lock readable for others, unless it is there. Where none can be made, nobody writes either. */
function makeLock(path: string): void {
  const file = join(path, LOCK_FILE);
  try {
    if (!existsSync(file)) writeOwnFile(file, '');
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(String(codeOf(error)))) throw error;
  }
}

/** What tells a database and its lock from others. */
function identityOf(path: string): string {
  const [data, lock] = [DATA_FILE, LOCK_FILE].map((name) =>
    statSync(join(path, name), { throwIfNoEntry: false }),
  );
  return `${data?.ino} ${lock?.ino}`;
}

async function readerOver(
  store: LmdbStore,
  path: string,
  warn: (message: string) => void,
): Promise<ReadableRecords> {
  const { costBytes, hasEvicted } = await readFacts(store, path);
  const readFile = (digest: string) => readValueFile(join(path, VALUES_FOLDER), digest);
  const reader = new RecordReader({ store, name: path, readFile, warn });
  return {
    get: (key) => reader.get(key),
    scan: (prefix, limit, after) => reader.scan(prefix, limit, after),
    uses: (prefix, limit, after) => reader.uses(prefix, limit, after),
    usedBytes: costBytes,
    hasEvicted,
    close: () => store.close(),
  };
}
