import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { types } from 'node:util';
import { crc32 } from 'node:zlib';
import { messageOf, StoreError, StoreFormatError, WorkloopError } from '../../errors.js';
import { checkPages } from './check-pages.js';
import { type Claim, claimFolder } from './claim.js';
import { DATA_FILE, LmdbStore } from './lmdb-store.js';
import { makeOwnFolder, writeOwnFile } from './own-file.js';

/** The newest layout of the folder that is known here. */
const FOLDER_FORMAT = 1;
/** Says that the folder is a store, and which layout it has. */
const MARK_FILE = 'workloop-store.json';
const LOCK_FILE = 'lock.mdb';
/** Says how the store was left, and by that, that nothing has happened to it since. */
const LEFT_FILE = 'left.json';

/** How a store is opened. */
export interface OpenOptions {
  /** The folder; made if it is not there. */
  readonly folder: string;
  /** Takes what the user should know, as sentences. */
  readonly warn: (message: string) => void;
}

/**
 * Opens a store in a folder of this machine, for this process alone and readable by its owner alone. A database that
 * cannot be opened without harm is set aside beside the fresh one that is begun, with a warning.
 *
 * @throws {StoreError} where the folder cannot be used.
 * @throws {StoreInUseError} where another app has it open.
 * @throws {StoreFormatError} where a newer version of the package made it.
 */
export async function openLmdbStore({ folder, warn }: OpenOptions): Promise<LmdbStore> {
  const path = resolve(folder);
  let claim: Claim | undefined;
  let store: LmdbStore | undefined;
  let lost: StoreError | undefined;
  try {
    makeFolder(path);
    refuseForeign(path);
    claim = await claimFolder(path, (error) => {
      lost = error;
      store?.giveUp(error);
    });
    markFolder(path);
    const held = claim;
    store = openDatabase(path, warn, async () => {
      if (lost === undefined) noteLeft(path);
      held.release();
    });
    return store;
  } catch (error) {
    claim?.release();
    throw explained(error, path);
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

/** Looks at the folder before anything is written to it. */
function refuseForeign(path: string): void {
  const isMarked = existsSync(join(path, MARK_FILE));
  if (!isMarked && existsSync(join(path, DATA_FILE)) && statSync(join(path, DATA_FILE)).size > 0) {
    const what =
      'The folder holds a database that is not of workloop. Name another folder; nothing was changed.';
    throw new StoreError(path, 'foreign', what);
  }
  const format = isMarked ? formatIn(readFileSync(join(path, MARK_FILE), 'utf8')) : undefined;
  if (format !== undefined && format > FOLDER_FORMAT) throw new StoreFormatError(path, format, FOLDER_FORMAT);
}

function markFolder(path: string): void {
  const file = join(path, MARK_FILE);
  if (existsSync(file) && formatIn(readFileSync(file, 'utf8')) !== undefined) return;
  rmSync(file, { force: true });
  writeOwnFile(file, `${JSON.stringify({ format: FOLDER_FORMAT, check: checkOf(FOLDER_FORMAT) })}\n`);
}

/** The format that a mark tells of; `undefined` if it is damaged, which is no matter: it is still a mark. */
function formatIn(text: string): number | undefined {
  const mark = fromJson(text);
  if (typeof mark !== 'object' || mark === null || !('format' in mark) || !('check' in mark))
    return undefined;
  return typeof mark.format === 'number' && mark.check === checkOf(mark.format) ? mark.format : undefined;
}

function checkOf(format: number): string {
  return crc32(`workloop store ${format}`).toString(16);
}

function openDatabase(
  path: string,
  warn: (message: string) => void,
  onClosed: () => Promise<void>,
): LmdbStore {
  const reason = isAsLeft(path) ? undefined : damageOf(path);
  rmSync(join(path, LEFT_FILE), { force: true });
  if (reason !== undefined) setAside(path, reason, warn);
  makeFiles(path);
  try {
    return new LmdbStore(path, onClosed);
  } catch (error) {
    if (!isDamage(error)) throw error;
    setAside(path, messageOf(error), warn);
    makeFiles(path);
    return new LmdbStore(path, onClosed);
  }
}

/** The database makes its files readable for others, unless they are there. */
function makeFiles(path: string): void {
  for (const name of [DATA_FILE, LOCK_FILE])
    if (!existsSync(join(path, name))) writeOwnFile(join(path, name), '');
}

function damageOf(path: string): string | undefined {
  const file = join(path, DATA_FILE);
  // Elsewhere numbers have 32 bits, and pages look different.
  const canCheck = process.arch !== 'arm' && process.arch !== 'ia32';
  if (!canCheck || !existsSync(file)) return undefined;
  const finding = checkPages(file);
  return finding.kind === 'damaged' ? finding.reason : undefined;
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

/** How the file of the database stands, as far as the file system tells. */
function standOf(path: string): Record<string, string> {
  const { size, mtimeNs, ino } = statSync(join(path, DATA_FILE), { bigint: true });
  return { size: String(size), mtimeNs: String(mtimeNs), ino: String(ino) };
}

function noteLeft(path: string): void {
  try {
    writeOwnFile(join(path, LEFT_FILE), JSON.stringify(standOf(path)));
  } catch {
    // Without the note, the next one to open the store looks at every page.
    rmSync(join(path, LEFT_FILE), { force: true });
  }
}

/** Whether the last one to use the store closed it, and nobody has touched it since. */
function isAsLeft(path: string): boolean {
  const file = join(path, LEFT_FILE);
  if (!existsSync(file) || !existsSync(join(path, DATA_FILE))) return false;
  return JSON.stringify(fromJson(readFileSync(file, 'utf8'))) === JSON.stringify(standOf(path));
}

/** `undefined` for what is no JSON: these small files may be damaged as any other. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** MDB_INVALID, MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_VERSION_MISMATCH and MDB_PANIC. */
const DAMAGE_CODES: readonly unknown[] = [-30_793, -30_796, -30_797, -30_794, -30_795];

function isDamage(error: unknown): boolean {
  return codeOf(error) !== undefined && DAMAGE_CODES.includes(codeOf(error));
}

function codeOf(error: unknown): unknown {
  return types.isNativeError(error) && 'code' in error ? error.code : undefined;
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof WorkloopError) return error;
  const cause = { cause: error };
  switch (codeOf(error)) {
    case 'EROFS':
    case 30:
      return new StoreError(
        path,
        'readOnly',
        'Its disk may only be read. Name a folder that can be written.',
        cause,
      );
    case 'EACCES':
    case 'EPERM':
    case 13:
      return new StoreError(
        path,
        'inaccessible',
        'This user may not read and write it. Run the app as its owner, or name another folder.',
        cause,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StoreError(
        path,
        'inaccessible',
        'A part of its path is a file. Name another folder.',
        cause,
      );
    case 'ENOSPC':
    case 'EDQUOT':
    case 28:
      return new StoreError(
        path,
        'full',
        'There is no room left on the disk. Make some; what was stored is safe.',
        cause,
      );
    default:
      return new StoreError(path, 'broken', `It could not be opened: ${messageOf(error)}`, cause);
  }
}
