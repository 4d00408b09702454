import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flow } from 'workloop';
import { turns, ViewedApp } from './viewed-app.js';

@flow()
class Quiet {
  run(): void {}
}

let app: ViewedApp;

afterEach(() => app.end());

it('lets the first pass begin when the view listens', async () => {
  app = new ViewedApp(new Quiet(), { port: 7600, token: 'known' });
  await turns();
  const before = app.passes;

  app.thread.listens();
  await turns();

  expect(before).toBe(0);
  expect(app.url).toBe('http://127.0.0.1:7501/view');
  expect(app.passes).toBe(1);
  expect(app.thread.data).toMatchObject({
    host: '127.0.0.1',
    port: 7600,
    mayMove: true,
    token: 'known',
    snapshot: { app: { name: 'Quiet', passes: 0 }, components: [{ path: 'root', kind: 'flow' }] },
  });
});

it('goes on without a view that cannot listen, and says why and what to do', async () => {
  app = new ViewedApp(new Quiet(), { start: 'manual' });
  app.thread.says({ kind: 'failed', message: 'all ports are taken.' });
  await turns();

  expect(app.passes).toBe(1);
  expect(app.url).toBeUndefined();
  expect(app.thread.isTerminated).toBe(true);
  expect(app.warnings).toEqual([
    expect.stringMatching(
      /without its view: all ports are taken\. Nobody can say Run .*WORKLOOP_PORT.*view: false/,
    ),
  ]);
});

it('goes on without a view that takes too long to listen', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance', 'Date'] });
  try {
    app = new ViewedApp(new Quiet());
    await turns();
    jest.advanceTimersByTime(5_000);
    await turns();
  } finally {
    jest.useRealTimers();
  }

  expect(app.passes).toBe(1);
  expect(app.warnings).toEqual([expect.stringContaining('did not listen within 5 seconds')]);
});

it('lives on when the view crashes', async () => {
  app = new ViewedApp(new Quiet());
  app.thread.listens();
  await turns();

  app.thread.exits('nobody caught an error: boom');
  app.clock.moveTo(app.clock.now() + 100);
  await turns();

  expect(app.warnings).toEqual([expect.stringContaining('nobody caught an error: boom.')]);
  expect(app.engine.context.onlooker).toBeUndefined();
  expect(app.passes).toBe(2);
  expect(app.engine.context.ending.current).toBeUndefined();
});

it('answers what the thread asks, and does what it is told', async () => {
  app = new ViewedApp(new Quiet(), { start: 'manual' });
  app.thread.listens();
  await turns();
  const before = app.passes;

  app.thread.says({ kind: 'ask', id: 1, name: 'state', asked: { path: 'root' } });
  app.thread.says({ kind: 'ask', id: 2, name: 'state', asked: { path: 'nowhere' } });
  app.thread.says({ kind: 'ask', id: 3, name: 'act', asked: { action: 'run' } });
  await turns();

  expect(before).toBe(0);
  expect(app.passes).toBe(1);
  expect(app.thread.sent.filter(({ kind }) => kind !== 'update')).toEqual([
    { kind: 'answer', id: 1, answer: { path: 'root', fields: [], changes: [] } },
    {
      kind: 'refusal',
      id: 2,
      refusal: { code: 'notFound', message: 'There is no component `nowhere` now.' },
    },
    { kind: 'answer', id: 3, answer: { isDone: true, message: 'The app begins.' } },
  ]);
});

it('tells of the end last, with how it ended', async () => {
  app = new ViewedApp(new Quiet());
  app.thread.listens();
  await turns();

  await app.end();

  expect(app.thread.sent.at(-1)).toMatchObject({
    kind: 'end',
    app: { state: 'stopped', end: { exitCode: 0, reason: 'the test is over' }, passes: 1 },
  });
});

it('does not wait for a thread that does not end', async () => {
  app = new ViewedApp(new Quiet());
  app.thread.listens();
  await turns();
  app.engine.context.requestEnd({ exitCode: 0, reason: 'enough' });
  await app.ended;

  await app.view?.end();

  expect(app.thread.isTerminated).toBe(true);
});

it('ends while the view is still starting', async () => {
  app = new ViewedApp(new Quiet(), { start: 'manual' });
  await turns();

  await app.end();

  expect(app.passes).toBe(0);
  expect(app.thread.sent.at(-1)).toMatchObject({ kind: 'end' });
});

it('leaves where it is reached in the folder of the store, for its owner alone, and takes it away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'workloop-view-'));
  try {
    app = new ViewedApp(new Quiet(), {}, { store: folder });
    while (app.thread.data === undefined) await turns(1);
    app.thread.listens();
    await turns();

    const file = join(folder, 'view.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      url: 'http://127.0.0.1:7501/view',
      token: 'the token',
      pid: process.pid,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(app.thread.data.snapshot.app).toMatchObject({ store: folder, run: 1 });

    await app.end();
    expect(readdirSync(folder).filter((name) => name.startsWith('view.json'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
