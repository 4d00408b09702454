import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CommandFailure } from '../command-failure.js';
import { isInstalledFor } from '../installed-package.js';

/** Whether packages that a project needs are missing. */
export function needsInstall(folder: string): boolean {
  return ['workloop', 'typescript', 'ts-patch'].some((name) => !isInstalledFor(name, folder));
}

/**
 * Has npm install what `package.json` asks for; its output goes where ours goes.
 *
 * @throws {CommandFailure} where it fails.
 */
export async function npmInstall(folder: string): Promise<void> {
  const child = spawn('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    // npm is a script there, which only a shell can start.
    shell: process.platform === 'win32',
  });
  const [code] = await once(child, 'close').catch((error: Error) => [error.message]);
  if (code === 0) return;
  throw new CommandFailure(
    `The files were written, but \`npm install\` failed (${code ?? 'by a signal'}). Mend what it says, and run it again.`,
  );
}
