import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The TypeScript files of a project, as absolute paths: not those of packages, of folders that begin with a dot, or of
 * projects within it, which have a `package.json` of their own.
 */
export function sourcesBelow(folder: string, isSkipped: (folder: string) => boolean = () => false): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return /\.[cm]?tsx?$/.test(entry.name) ? [path] : [];
    const isForeign = entry.name === 'node_modules' || entry.name.startsWith('.');
    return isForeign || isSkipped(path) || existsSync(join(path, 'package.json'))
      ? []
      : sourcesBelow(path, isSkipped);
  });
}
