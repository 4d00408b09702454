import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file, and what stands for its content. */
export interface FoundFile {
  /** In the folder that was looked through. */
  readonly path: string;
  readonly digest: string;
}

/** The Markdown files in a folder and the folders below it, each after the ones whose path comes before its own. */
export function findFiles(folder: string): FoundFile[] {
  return [...markdownIn(folder, '')].sort().map((path) => {
    return { path, digest: digestOf(readFileSync(join(folder, path))) };
  });
}

/** What tells contents apart. */
export function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

function* markdownIn(folder: string, below: string): Generator<string> {
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* markdownIn(folder, path);
    else if (entry.isFile() && entry.name.toLowerCase().endsWith('.md')) yield path;
  }
}
