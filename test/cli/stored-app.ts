import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import ts from 'typescript';
import { TestProject } from './project.js';

/** An app with a store, as the commands find it. Its works have versions: it is not compiled with the transformer. */
export const source = `
import { App, flow, stop, use, work } from 'workloop';
@work({ version: '1', parallel: true, executor: 'inline', raiseException: false, maxQueue: 5000 })
class Square {
  calls = 0;
  when = new Date(0);
  run(n) {
    this.calls++;
    if (n < 0) throw new Error('no number for a square');
    return { n, square: n * n, at: new Date(n), sizes: new Map([[n, n]]) };
  }
}
@work({ version: '2', key: 'greeter', parallel: true, executor: 'inline' })
class Greet { run(options) { return 'Hello, ' + options.name; } }
@work()
class Unkept { run() { return 1; } }
@flow()
class Root {
  square = new Square();
  greet = new Greet();
  unkept = new Unkept();
  passes = 0;
  run() {
    const count = Number(process.env.COUNT ?? 3);
    const calls = Array.from({ length: count }, (_, i) => this.square.run(i));
    const failing = this.square.run(-1);
    use(calls);
    use(this.greet.run({ name: 'you' }));
    this.unkept.run();
    let isOver = false;
    try { use(failing); } catch (error) {
      if (error.name !== 'WorkFailedError') throw error;
      isOver = true;
    }
    if (!isOver) return;
    if (process.env.STAY) console.log('ready');
    else stop('done');
  }
}
await new App(new Root(), { store: '.workloop' }).run();
`;

/** A project with the app in it. */
export function appProject(): TestProject {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return new TestProject({ 'package.json': '{ "type": "module" }', 'app.js': outputText }).link({
    workloop: '.',
  });
}

/** Starts the app, which goes on until it is ended. Resolves when all its calls are made. */
export async function startApp(
  { folder }: TestProject,
  env: NodeJS.ProcessEnv = {},
): Promise<{ pid: number; end(signal?: NodeJS.Signals): Promise<void> }> {
  const app: ChildProcess = spawn(process.execPath, [join(folder, 'app.js')], {
    cwd: folder,
    env: { ...process.env, ...env, STAY: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(app, 'close');
  await new Promise<void>((resolve, reject) => {
    app.stdout?.setEncoding('utf8').on('data', (text: string) => text.includes('ready') && resolve());
    void ended.then(() => reject(new Error('The app ended before it was ready.')));
  });
  return {
    pid: app.pid as number,
    async end(signal = 'SIGTERM') {
      app.kill(signal);
      await ended;
    },
  };
}
