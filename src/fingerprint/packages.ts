import { readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import { exports as exportsOf, imports as importsOf, type Package as ManifestFields } from 'resolve.exports';
import { realPathOf } from './module-index.js';

/** A package as it lies on disk. */
export interface Package {
  /** Its folder, without symbolic links. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Whether it lies in the workspace or elsewhere outside of `node_modules`, so that its version says nothing of its code. */
  readonly isLinked: boolean;
}

/** What we read of a `package.json`. */
export type Manifest = ManifestFields;

/** Finds packages as Node does, from the importing file on. Reads each `package.json` once. */
export class Packages {
  readonly #read = new Map<string, Package | undefined>();

  /** The package that `name` means to a file. */
  find(name: string, file: string): Package | undefined {
    const own = this.ownerOf(file);
    if (own?.manifest.name === name && own.manifest.exports !== undefined) return { ...own, isLinked: true };
    for (const folder of foldersAbove(file)) {
      if (folder.endsWith('/node_modules')) continue;
      const found = this.#packageIn(`${folder === '/' ? '' : folder}/node_modules/${name}`);
      if (found) return found;
    }
    return undefined;
  }

  /** The package that a file belongs to. */
  ownerOf(file: string): Package | undefined {
    for (const folder of foldersAbove(file)) {
      const found = this.#packageIn(folder);
      if (found) return found;
    }
    return undefined;
  }

  #packageIn(folder: string): Package | undefined {
    if (this.#read.has(folder)) return this.#read.get(folder);
    const manifest = manifestIn(folder);
    const real = manifest && realPathOf(folder);
    const found =
      real === undefined
        ? undefined
        : { folder: real, manifest, isLinked: !`${real}/`.includes('/node_modules/') };
    this.#read.set(folder, found as Package | undefined);
    return found as Package | undefined;
  }
}

/**
 * The files that an import of a package, or of a part of it, may lead to, in the order in which Node tries them.
 *
 * @param subpath What follows the package's name: `''` or `/parts/clean.js`.
 */
export function entriesOf({ folder, manifest }: Package, subpath: string, isRequired: boolean): string[] {
  if (manifest.exports !== undefined)
    return [isRequired, !isRequired].flatMap((require) =>
      conditional(() => exportsOf(manifest, `.${subpath}`, { require })).map(
        (one) => `${folder}/${one.slice(2)}`,
      ),
    );
  const path = subpath === '' ? (manifest.main ?? 'index.js').replace(/^\.?\//, '') : subpath.slice(1);
  return [`${folder}/${path}`];
}

/** What `#name` means to the files of a package: paths (`./…`) or other specifiers. */
export function internalsOf({ manifest }: Package, specifier: string, isRequired: boolean): string[] {
  return [isRequired, !isRequired].flatMap((require) =>
    conditional(() => importsOf(manifest, specifier, { require })),
  );
}

/** The library throws where a package does not export what was asked for. */
function conditional(resolve: () => unknown): readonly string[] {
  try {
    const found = resolve();
    return Array.isArray(found) ? found : [];
  } catch {
    // Not exported under these conditions. Node would not have loaded it this way either.
    return [];
  }
}

function manifestIn(folder: string): Manifest | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  } catch {
    // There is none, or none that Node could read: the search goes on above.
    return undefined;
  }
  return typeof manifest === 'object' && manifest !== null ? (manifest as Manifest) : undefined;
}

function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); folders.at(-1) !== folder; folder = dirname(folder)) folders.push(folder);
  return folders;
}
