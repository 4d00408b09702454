import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { DATA_FILE } from './data-file.js';
import { LOCK_FILE } from './store-folder.js';

/** What the names of folders begin with that hold a copy which is not finished, or was not put in its place. */
const COPY = 'compacting-';
/** The name of the lock while the database changes: the lock of the old one would mislead who opens the new one. */
const OLD_LOCK_FILE = `${LOCK_FILE}.old`;

/** Makes a folder for a copy of the database of a store. */
export function makeCopyFolder(path: string): string {
  return mkdtempSync(join(path, COPY));
}

/**
 * Puts a copy in the place of a database that nobody has open for writing. A process that ends at any moment of this
 * leaves what {@link finishCompaction} can make a whole of. Who still reads the old database goes on doing so.
 */
export function putInPlace(path: string, copyFolder: string): void {
  const copy = join(copyFolder, DATA_FILE);
  chmodSync(copy, 0o600);
  sync(copy);
  if (existsSync(join(path, LOCK_FILE))) renameSync(join(path, LOCK_FILE), join(path, OLD_LOCK_FILE));
  renameSync(copy, join(path, DATA_FILE));
  rmSync(join(path, OLD_LOCK_FILE), { force: true });
  rmSync(copyFolder, { recursive: true, force: true });
  // Windows has no such notion.
  if (process.platform !== 'win32') sync(path);
}

/** Whether a process was ended in the middle of putting a copy in place, or is at it. */
export function isHalfInPlace(path: string): boolean {
  return existsSync(join(path, OLD_LOCK_FILE));
}

/** Clears up what a process left that was ended while it compacted the store. For the one alone who owns the folder. */
export function finishCompaction(path: string): void {
  const copies = readdirSync(path).filter((name) => name.startsWith(COPY));
  if (existsSync(join(path, OLD_LOCK_FILE))) {
    // As long as the copy is there, the database is the old one, and somebody may read it who is known by its lock.
    const isOld = copies.some((name) => existsSync(join(path, name, DATA_FILE)));
    if (isOld) renameSync(join(path, OLD_LOCK_FILE), join(path, LOCK_FILE));
    else rmSync(join(path, OLD_LOCK_FILE));
  }
  for (const name of copies) rmSync(join(path, name), { recursive: true, force: true });
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
