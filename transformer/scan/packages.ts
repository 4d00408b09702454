/** The package that a file belongs to. */
export interface Package {
  /** Its directory, with forward slashes and without one at the end. */
  readonly directory: string;
  readonly name: string;
}

/** Answers which package a file belongs to. */
export type PackageFinder = (fileName: string) => Package | undefined;

/**
 * Makes a finder that remembers its answers. A `package.json` without a name only says how its folder's modules are to
 * be read (`dist/transformer` has one), so the search goes on above it.
 */
export function createPackageFinder(readFile: (path: string) => string | undefined): PackageFinder {
  const byDirectory = new Map<string, Package | undefined>();
  const find = (directory: string): Package | undefined => {
    if (byDirectory.has(directory)) return byDirectory.get(directory);
    const name = nameIn(readFile(`${directory}/package.json`));
    const parent = parentOf(directory);
    const found = name !== undefined ? { directory, name } : parent === undefined ? undefined : find(parent);
    byDirectory.set(directory, found);
    return found;
  };
  return (fileName) => find(parentOf(fileName.replaceAll('\\', '/')) ?? '');
}

function parentOf(path: string): string | undefined {
  const end = path.lastIndexOf('/');
  return end < 0 ? undefined : path.slice(0, end);
}

function nameIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const name: unknown = JSON.parse(text).name;
    return typeof name === 'string' ? name : undefined;
  } catch {
    // A broken package.json is for the package manager to complain about; here it just gives no name.
    return undefined;
  }
}
