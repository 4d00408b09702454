import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, parse } from 'node:path';

/** A package that a project can load. */
export interface InstalledPackage {
  readonly version: string;
  /** Its folder, links followed. */
  readonly folder: string;
}

/** The package that code in `folder` gets under this name; `undefined` if there is none. */
export function installedPackage(name: string, folder: string): InstalledPackage | undefined {
  const require = createRequire(join(folder, 'package.json'));
  for (const place of require.resolve.paths(name) ?? []) {
    const found = readPackage(join(place, name));
    if (found !== undefined) return found;
  }
  // Not in folders called node_modules: a loader knows (Plug'n'Play).
  try {
    return readPackage(dirname(require.resolve(`${name}/package.json`)));
  } catch {
    return undefined;
  }
}

/** Whether a package is installed for a project: in its own folder, or at the root of its workspace, not just somewhere above. */
export function isInstalledFor(name: string, folder: string): boolean {
  const homes = [folder, workspaceRootOf(folder)].filter((home) => home !== undefined);
  if (homes.some((home) => existsSync(join(home, '.pnp.cjs'))))
    return installedPackage(name, folder) !== undefined;
  return homes.some((home) => readPackage(join(home, 'node_modules', name)) !== undefined);
}

function readPackage(folder: string): InstalledPackage | undefined {
  const manifest = readManifest(folder);
  return typeof manifest?.version === 'string'
    ? { version: manifest.version, folder: realpathSync(folder) }
    : undefined;
}

/** What of a `package.json` is read, none of which can be relied on. */
export interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly type?: unknown;
  readonly engines?: unknown;
  readonly scripts?: unknown;
  readonly workspaces?: unknown;
  readonly jest?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
  readonly peerDependencies?: unknown;
  readonly optionalDependencies?: unknown;
}

/** The `package.json` of a folder; `undefined` if there is none that can be read. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8').replace(/^\uFEFF/, '');
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === 'object' && manifest !== null ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** The version range under which a manifest asks for a package, wherever it does. */
export function declaredRange(manifest: Manifest | undefined, name: string): string | undefined {
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest ?? {};
  for (const section of [dependencies, devDependencies, optionalDependencies, peerDependencies]) {
    const range = (section as Record<string, unknown> | undefined)?.[name];
    if (typeof range === 'string') return range;
  }
  return undefined;
}

/** The folder above whose workspaces a package belongs to, if there is one. */
export function workspaceRootOf(folder: string): string | undefined {
  const { root } = parse(folder);
  for (let above = dirname(folder); above !== root && above !== dirname(above); above = dirname(above)) {
    if (existsSync(join(above, 'pnpm-workspace.yaml'))) return above;
    if (readManifest(above)?.workspaces !== undefined) return above;
  }
  return undefined;
}
