import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What a person may set. */
export interface Settings {
  /** Where the files are. */
  readonly folder: string;
  /** Where results outlive the process. */
  readonly store: string;
  readonly query: string;
}

/** @throws {TypeError} on an option that there is none of. */
export function readSettings(args: readonly string[]): Settings {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      store: { type: 'string', default: './.workloop-index' },
      query: { type: 'string', default: 'cache invalidation' },
    },
  });
  return { folder: positionals[0] ?? nearestNodeModules(), ...values };
}

/** Those that this package itself uses: other people's documentation is real text that everybody has. */
function nearestNodeModules(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) return modules;
    if (folder === dirname(folder)) throw new Error(`There is no node_modules above ${here}. Give a folder.`);
  }
}
