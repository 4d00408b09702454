import { execFile } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

/** Where the commands of READMEs are meant to be run. */
export const repository = join(__dirname, '..', '..');

/** What became of a command. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a shell, with the Node that runs the tests and the tools of the repository. */
export function runCommand(command: string, { cwd = repository, env = {} } = {}): Promise<Ran> {
  const tools = [dirname(process.execPath), join(repository, 'node_modules', '.bin'), process.env.PATH];
  const environment = { ...process.env, ...env, PATH: tools.join(delimiter) };
  return new Promise((resolve) => {
    execFile('bash', ['-c', command], { cwd, env: environment }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ exitCode, stdout, stderr });
    });
  });
}
