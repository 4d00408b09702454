import { dirname, resolve } from 'node:path';
import { readManifest } from './installed-package.js';
import { isJsonObject } from './json-document.js';

/** The entry of `plugins` in a tsconfig that has `tspc` run the transformer. */
export const pluginEntry = { transform: 'workloop/transformer', transformProgram: true } as const;

/** What a list of plugins says of the transformer. */
export type PluginState = 'absent' | 'incomplete' | 'twice' | 'present';

/** Looks for our entry in a list of plugins of a tsconfig in `folder`. An incomplete one lacks `transformProgram`. */
export function pluginStateOf(plugins: readonly unknown[], folder: string): PluginState {
  const ours = ourEntriesOf(plugins, folder);
  if (ours.length === 0) return 'absent';
  if (ours.length > 1) return 'twice';
  return ours[0]?.entry.transformProgram === true ? 'present' : 'incomplete';
}

/** Our entries, with their places in the list. */
export function ourEntriesOf(
  plugins: readonly unknown[],
  folder: string,
): { readonly index: number; readonly entry: Record<string, unknown> }[] {
  return plugins.flatMap((entry, index) =>
    isJsonObject(entry) && isOurs(entry.transform, folder) ? [{ index, entry }] : [],
  );
}

/** By the name of the package, or by a path to the same file, as in a clone. */
function isOurs(transform: unknown, folder: string): boolean {
  if (typeof transform !== 'string') return false;
  if (!transform.startsWith('.'))
    return /(^|\/)workloop\/(dist\/)?transformer(\/index(\.js)?)?$/.test(transform);
  return (
    /\/transformer(\/index)?(\.[jt]s)?$/.test(transform) && ownerOf(resolve(folder, transform)) === 'workloop'
  );
}

/** The name of the package that a file belongs to. */
export function ownerOf(file: string): unknown {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const name = readManifest(folder)?.name;
    if (name !== undefined) return name;
  }
  return undefined;
}
