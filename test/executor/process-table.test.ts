import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { workerProgram } from '../fixtures/worker-programs.js';
import { leftOf, MARK, processesOf } from './process-table.js';

/** The promise is a second; the machine may be busy with other tests. */
const PATIENCE_MS = 10_000;

/** An app with works on a thread and in a process, which has started a program of its own. */
class Running {
  readonly mark = randomUUID();
  /** On both streams. */
  printed = '';
  readonly #app: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(ending: string) {
    this.#app = spawn(process.execPath, [workerProgram('fixtures/workers/apps/table.js'), ending], {
      env: { ...process.env, [MARK]: this.mark },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#app.stdout, this.#app.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.printed += text;
        this.#app.emit('printed');
      });
    }
    this.#ended = once(this.#app, 'close');
  }

  /** Resolves when everything of the app is there: the process, the thread, the program. */
  async isReady(): Promise<void> {
    let hasEnded = false;
    void this.#ended.then(() => {
      hasEnded = true;
      this.#app.emit('printed');
    });
    while (!this.printed.includes('ready')) {
      if (hasEnded) throw new Error(`The app ended before it was ready:\n${this.printed}`);
      await once(this.#app, 'printed');
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#app.kill(signal);
  }

  /** What is left when the app has ended; all of it is ended then. */
  async left(): Promise<readonly string[]> {
    await this.#ended;
    const left = await leftOf(this.mark, PATIENCE_MS);
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    return left.map(({ command }) => command);
  }
}

describe('the process table', () => {
  it('shows the app, the process of the work, and the program that the work started', async () => {
    const app = new Running('never');
    await app.isReady();

    const commands = processesOf(app.mark).map(({ command }) => command);
    app.kill('SIGKILL');
    const left = await app.left();

    expect(commands.filter((command) => command.includes('table.js'))).toHaveLength(1);
    expect(commands.filter((command) => command.includes('relay.js'))).toHaveLength(1);
    expect(commands.filter((command) => command === 'sleep 1000')).toHaveLength(1);
    expect(left).toEqual([]);
  }, 30_000);

  it.each(['done', 'stopped', 'deleted'])(
    'shows nothing after an app that ended in order: %s',
    async (ending) => {
      const app = new Running(ending);
      await app.isReady();

      expect(await app.left()).toEqual([]);
    },
    30_000,
  );

  it.each([
    ['fails', 'the work fails'],
    ['exit3', 'process.exit(3)'],
    ['sigkill', 'SIGKILL'],
    ['sigsegv', 'SIGSEGV'],
    ['uncaughtInTimer', 'nobody caught me'],
  ])(
    'shows nothing after an app that ended because its work failed: %s',
    async (ending, reason) => {
      const app = new Running(ending);

      const left = await app.left();

      expect(app.printed).toContain('Your app has failed');
      expect(app.printed).toContain(reason);
      expect(left).toEqual([]);
    },
    30_000,
  );

  it.each(['SIGKILL', 'SIGSEGV', 'SIGQUIT', 'SIGINT', 'SIGTERM'] as const)(
    'shows nothing after %s to an app whose works are in a synchronous loop',
    async (signal) => {
      const app = new Running('never');
      await app.isReady();

      app.kill(signal);

      expect(await app.left()).toEqual([]);
    },
    30_000,
  );

  it('shows nothing after two interrupts', async () => {
    const app = new Running('never');
    await app.isReady();

    app.kill('SIGINT');
    app.kill('SIGINT');

    expect(await app.left()).toEqual([]);
  }, 30_000);
});
