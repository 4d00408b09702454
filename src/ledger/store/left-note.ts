import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_FILE } from './data-file.js';
import { writeOwnFile } from './own-file.js';
import { fromJson } from './store-folder.js';

/** Says how the store was left, and by that, that nothing has happened to it since. */
const LEFT_FILE = 'left.json';

/** How the file of the database stands, as far as the file system tells. */
function standOf(path: string): Record<string, string> {
  const { size, mtimeNs, ino } = statSync(join(path, DATA_FILE), { bigint: true });
  return { size: String(size), mtimeNs: String(mtimeNs), ino: String(ino) };
}

/** Notes how a store is left. */
export function noteLeft(path: string): void {
  try {
    writeOwnFile(join(path, LEFT_FILE), JSON.stringify(standOf(path)));
  } catch {
    // Without the note, the next one to open the store looks at every page.
    rmSync(join(path, LEFT_FILE), { force: true });
  }
}

/** Whether the last one to use the store closed it, and nobody has touched it since. */
export function isAsLeft(path: string): boolean {
  const file = join(path, LEFT_FILE);
  if (!existsSync(file) || !existsSync(join(path, DATA_FILE))) return false;
  return JSON.stringify(fromJson(readFileSync(file, 'utf8'))) === JSON.stringify(standOf(path));
}

/** Forgets how a store was left, because it is about to be changed. */
export function forgetLeft(path: string): void {
  rmSync(join(path, LEFT_FILE), { force: true });
}
