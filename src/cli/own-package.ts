import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { declaredRange, readManifest } from './installed-package.js';

/** The folder of the package that this command belongs to. */
export const ownFolder = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));

/** The version of the package that this command belongs to. */
export const ownManifest: { readonly version: string; readonly engines: { readonly node: string } } =
  JSON.parse(readFileSync(join(ownFolder, 'package.json'), 'utf8'));

/**
 * What a project in `folder` has to ask for to get the package that is running here: its version where it came from a
 * registry, and otherwise the place where it came from.
 */
export function ownSpecifier(folder: string): string {
  const modules = dirname(ownFolder);
  // A clone, or a link to one.
  if (basename(modules) !== 'node_modules') return fileSpecifier(folder, ownFolder);
  const holder = dirname(modules);
  const asked = declaredRange(readManifest(holder), 'workloop');
  const [, path] = /^(?:file|link):(.+)$/.exec(asked ?? '') ?? [];
  if (path !== undefined) return fileSpecifier(folder, resolve(holder, path));
  if (asked !== undefined && /^(?:git|https?:|github:)/.test(asked)) return asked;
  return `^${ownManifest.version}`;
}

function fileSpecifier(from: string, to: string): string {
  const path = relative(existsSync(from) ? realpathSync(from) : from, to);
  return `file:${path.split(sep).join('/')}`;
}
