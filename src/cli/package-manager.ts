import { detect } from 'package-manager-detector';

/** The package managers that lock files tell apart. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun' | 'deno';

/** Which package manager a project uses, by its lock file or `package.json`, here or in a folder above; npm if none says. */
export async function packageManagerOf(folder: string): Promise<PackageManager> {
  return ((await detect({ cwd: folder }))?.name as PackageManager | undefined) ?? 'npm';
}

/** How a person runs a script of `package.json`. */
export function runScript(manager: PackageManager, script: string): string {
  if (manager === 'deno') return `deno task ${script}`;
  return script === 'start' ? `${manager} start` : `${manager} run ${script}`;
}
