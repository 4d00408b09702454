import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(__dirname, 'child.mjs');

/** What a child tells in one line. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a line
export type Line = any;

/** Has a child do something to a store, to its end. */
export function runChild(deed: string, folder: string, options: object = {}, limits = ''): Line {
  const command = [process.execPath, program, deed, folder, JSON.stringify(options)];
  const { stdout, stderr, signal } =
    limits === ''
      ? spawnSync(command[0] as string, command.slice(1), { encoding: 'utf8' })
      : spawnSync('sh', ['-c', `${limits}; exec "$@"`, 'sh', ...command], { encoding: 'utf8' });
  const line = stdout.trim().split('\n').at(-1);
  if (line === undefined || line === '') throw new Error(`The child told nothing (${signal}): ${stderr}`);
  return JSON.parse(line);
}

/** A child that goes on, and what it tells. */
export class Child {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(deed: string, folder: string, options: object = {}) {
    this.#process = spawn(process.execPath, [program, deed, folder, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#process.stdout as NodeJS.ReadableStream })[
      Symbol.asyncIterator
    ]();
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The next line; `undefined` at the end. */
  async next(): Promise<Line> {
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : JSON.parse(value);
  }

  /** Has it do what it does once more. */
  again(): void {
    this.#process.stdin?.write('again');
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.stdin?.write('close');
    await gone;
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }
}
