import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf, StoreError } from '../../errors.js';
import { type Claim, claimFolder } from './claim.js';
import { finishCompaction } from './compaction.js';
import { DATA_FILE } from './data-file.js';
import { codeOf, explainOpening } from './explain-opening.js';
import { forgetLeft, isAsLeft, noteLeft } from './left-note.js';
import type { LmdbStore } from './lmdb-store.js';
import { makeOwnFolder } from './own-file.js';
import { damageOf, LOCK_FILE, makeFiles, markFolder, refuseForeign } from './store-folder.js';

/** How a store is opened. */
export interface OpenOptions {
  /** The folder; made if it is not there. */
  readonly folder: string;
  /** Takes what the user should know, as sentences. */
  readonly warn: (message: string) => void;
  /** What is still to be done in the folder once the database is closed. */
  readonly onClosed?: () => void;
}

/**
 * Opens a store in a folder of this machine, for this process alone and readable by its owner alone. A database that
 * cannot be opened without harm is set aside beside the fresh one that is begun, with a warning.
 *
 * @throws {StoreError} where the folder cannot be used.
 * @throws {StoreInUseError} where another app has it open.
 * @throws {StoreFormatError} where a newer version of the package made it.
 */
export async function openLmdbStore({ folder, warn, onClosed }: OpenOptions): Promise<LmdbStore> {
  const path = resolve(folder);
  let claim: Claim | undefined;
  let store: LmdbStore | undefined;
  let lost: StoreError | undefined;
  try {
    // Before the folder is claimed: from there on nothing may be missed.
    const { LmdbStore } = await import('./lmdb-store.js');
    makeFolder(path);
    refuseForeign(path);
    claim = await claimFolder(path, (error) => {
      lost = error;
      store?.giveUp(error);
    });
    markFolder(path);
    finishCompaction(path);
    const held = claim;
    const onDatabaseClosed = async (): Promise<void> => {
      try {
        if (lost !== undefined) return;
        onClosed?.();
        noteLeft(path);
      } finally {
        held.release();
      }
    };
    store = openDatabase(path, warn, () => new LmdbStore(path, onDatabaseClosed));
    return store;
  } catch (error) {
    claim?.release();
    throw explainOpening(error, path);
  }
}

function makeFolder(path: string): void {
  makeOwnFolder(path);
  if (!statSync(path).isDirectory()) {
    throw new StoreError(
      path,
      'inaccessible',
      'There is a file in its place, and a store is a folder. Name another one.',
    );
  }
}

function openDatabase(path: string, warn: (message: string) => void, open: () => LmdbStore): LmdbStore {
  const reason = isAsLeft(path) ? undefined : damageOf(path);
  forgetLeft(path);
  if (reason !== undefined) setAside(path, reason, warn);
  makeFiles(path);
  try {
    return open();
  } catch (error) {
    if (!isDamage(error)) throw error;
    setAside(path, messageOf(error), warn);
    makeFiles(path);
    return open();
  }
}

function setAside(path: string, reason: string, warn: (message: string) => void): void {
  const file = join(path, DATA_FILE);
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-');
  let aside = `${file}.damaged-${date}`;
  for (let i = 2; existsSync(aside); i++) aside = `${file}.damaged-${date}-${i}`;
  renameSync(file, aside);
  rmSync(join(path, LOCK_FILE), { force: true });
  warn(
    `The store \`${path}\` is damaged (${reason}) and was begun anew, so that calls execute again. ` +
      `What was there is in \`${aside}\`; delete it if you do not need it.`,
  );
}

/** MDB_INVALID, MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_VERSION_MISMATCH and MDB_PANIC. */
const DAMAGE_CODES: readonly unknown[] = [-30_793, -30_796, -30_797, -30_794, -30_795];

function isDamage(error: unknown): boolean {
  return codeOf(error) !== undefined && DAMAGE_CODES.includes(codeOf(error));
}
