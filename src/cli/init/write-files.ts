import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CommandFailure } from '../command-failure.js';
import type { PlannedFile } from './init-plan.js';

/**
 * Writes all files or none: where one cannot be written, those before it are put back.
 *
 * @throws {CommandFailure} which says so.
 */
export function writeFiles(files: readonly PlannedFile[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const { path, text } of files) {
      const made = mkdirSync(dirname(path), { recursive: true });
      if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
      const before = existsSync(path) ? readFileSync(path) : undefined;
      undo.push(() => (before === undefined ? rmSync(path, { force: true }) : writeWhole(path, before)));
      writeWhole(path, text);
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw new CommandFailure(`${(error as Error).message}. Nothing was changed.`);
  }
}

/** So that nobody ever reads half a file. Where a file is a link, what it leads to is written. */
function writeWhole(path: string, content: string | Uint8Array): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const draft = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, { mode: existsSync(target) ? statSync(target).mode : 0o666 });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}
