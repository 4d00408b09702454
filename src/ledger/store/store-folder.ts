import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { StoreError, StoreFormatError } from '../../errors.js';
import { checkPages } from './check-pages.js';
import { DATA_FILE } from './data-file.js';
import { writeOwnFile } from './own-file.js';

/** The newest layout of the folder that is known here. */
const FOLDER_FORMAT = 1;
/** Says that the folder is a store, and which layout it has. */
const MARK_FILE = 'workloop-store.json';
/** By which processes that use the database at the same time know of each other. */
export const LOCK_FILE = 'lock.mdb';
/** The folder of large values. */
export const VALUES_FOLDER = 'values';

/** Whether a folder holds a store. */
export function isStoreFolder(path: string): boolean {
  return existsSync(join(path, MARK_FILE)) && existsSync(join(path, DATA_FILE));
}

/**
 * Looks at a folder before anything is written to it.
 *
 * @throws {StoreError} where it holds the database of another program.
 * @throws {StoreFormatError} where a newer version of the package made it.
 */
export function refuseForeign(path: string): void {
  const isMarked = existsSync(join(path, MARK_FILE));
  if (!isMarked && existsSync(join(path, DATA_FILE)) && statSync(join(path, DATA_FILE)).size > 0) {
    const what =
      'The folder holds a database that is not of workloop. Name another folder; nothing was changed.';
    throw new StoreError(path, 'foreign', what);
  }
  const format = isMarked ? formatIn(readFileSync(join(path, MARK_FILE), 'utf8')) : undefined;
  if (format !== undefined && format > FOLDER_FORMAT) throw new StoreFormatError(path, format, FOLDER_FORMAT);
}

/** Marks a folder as a store. */
export function markFolder(path: string): void {
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

/** Makes the files of the database, which would make them readable for others. */
export function makeFiles(path: string): void {
  for (const name of [DATA_FILE, LOCK_FILE])
    if (!existsSync(join(path, name))) writeOwnFile(join(path, name), '');
}

/** What is wrong with the database of a store, if something is. */
export function damageOf(path: string): string | undefined {
  const file = join(path, DATA_FILE);
  // Elsewhere numbers have 32 bits, and pages look different.
  const canCheck = process.arch !== 'arm' && process.arch !== 'ia32';
  if (!canCheck || !existsSync(file)) return undefined;
  const finding = checkPages(file);
  return finding.kind === 'damaged' ? finding.reason : undefined;
}

/** `undefined` for what is no JSON: the small files of a store may be damaged as any other. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
