import { isJsonObject } from './json-document.js';

/** The entry of `plugins` in a tsconfig that has `tspc` run the transformer. */
export const pluginEntry = { transform: 'workloop/transformer', transformProgram: true } as const;

/** What a list of plugins says of the transformer. */
export type PluginState = 'absent' | 'incomplete' | 'twice' | 'present';

/** Looks for our entry in a list of plugins. An incomplete one lacks `transformProgram`. */
export function pluginStateOf(plugins: readonly unknown[]): PluginState {
  const ours = ourEntriesOf(plugins);
  if (ours.length === 0) return 'absent';
  if (ours.length > 1) return 'twice';
  return ours[0]?.entry.transformProgram === true ? 'present' : 'incomplete';
}

/** Our entries, with their places in the list. */
export function ourEntriesOf(
  plugins: readonly unknown[],
): { readonly index: number; readonly entry: Record<string, unknown> }[] {
  return plugins.flatMap((entry, index) =>
    isJsonObject(entry) && isOurs(entry.transform) ? [{ index, entry }] : [],
  );
}

/** By the name of the package, or by a path to the same file, as in a clone. */
function isOurs(transform: unknown): boolean {
  if (typeof transform !== 'string') return false;
  return /(^|\/)workloop\/(dist\/)?transformer(\/index(\.js)?)?$/.test(transform);
}
