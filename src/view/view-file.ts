import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the folder of a store: where the running app that has it is reached. */
export const VIEW_FILE = 'view.json';

/** What stands in it. */
export interface ViewFile {
  /** Of the page. */
  readonly url: string;
  /** What actions need. */
  readonly token: string;
  readonly pid: number;
}

/** Writes the file, readable for nobody but its owner, and returns what removes it again. */
export function writeViewFile(folder: string, file: ViewFile): () => void {
  const path = join(folder, VIEW_FILE);
  const text = `${JSON.stringify(file)}\n`;
  const draft = `${path}.${file.pid}`;
  rmSync(draft, { force: true });
  // Anew, because a file that is there keeps the rights that it has; and never half written.
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  renameSync(draft, path);
  const remove = (): void => {
    process.off('exit', remove);
    if (readIfThere(path) === text) rmSync(path, { force: true });
  };
  // Also where the process ends before the app does.
  process.once('exit', remove);
  return remove;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Somebody has removed it already, or the folder.
    return undefined;
  }
}
