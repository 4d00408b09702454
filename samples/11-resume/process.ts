import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that runs the sample, and what it has printed so far. */
export class SampleProcess {
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #onLine: (line: string) => void = () => undefined;

  constructor(app: string, store: string, env: NodeJS.ProcessEnv = process.env) {
    this.#child = spawn(process.execPath, [app, '--store', store], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('The process has no output.');
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#onLine(line);
    });
    this.#ended = once(this.#child, 'close');
  }

  /** Kills the process as soon as it has printed a line, and resolves when it is gone, or has ended before. */
  async killAt(moment: string): Promise<void> {
    this.#onLine = (line) => {
      if (line === moment) this.#child.kill('SIGKILL');
    };
    await this.#ended;
  }

  /** Resolves with the exit code when the process has come to its own end. */
  async end(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }
}
