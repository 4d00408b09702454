import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flow, work } from 'workloop';
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

it('sends nothing more to a thread that takes nothing, and what there was when it goes on', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance', 'Date'] });
  try {
    app = new ViewedApp(new Quiet());
    app.thread.listens();
    await turns();
    const updates = () =>
      app.thread.sent.flatMap((message) => (message.kind === 'update' ? message.delta : []));
    app.thread.isStuck = true;
    app.engine.context.info('first');
    jest.advanceTimersByTime(200);
    const before = updates().length;

    for (let line = 1; line <= 5_000; line++) app.engine.context.info(`line ${line}`);
    jest.advanceTimersByTime(700_000);
    const meanwhile = updates().length;
    app.thread.isStuck = false;
    app.thread.says({ kind: 'taken' });
    jest.advanceTimersByTime(200);

    const { logs = [], series = [] } = updates()[before] ?? {};
    expect([before, meanwhile, updates().length]).toEqual([1, 1, 2]);
    expect(logs.map(({ text }) => text)).toEqual([
      '4000 lines are left out here.',
      ...Array.from({ length: 1_000 }, (_, index) => `line ${index + 4_001}`),
    ]);
    expect(series).toHaveLength(600);
  } finally {
    jest.useRealTimers();
  }
});

it('tells seldom of an app that does nothing while nobody looks, and at once when somebody does', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance', 'Date'] });
  try {
    app = new ViewedApp(new Quiet());
    app.thread.listens();
    await turns();
    jest.advanceTimersByTime(1_500);
    const updates = () =>
      app.thread.sent.flatMap((message) => (message.kind === 'update' ? message.delta : []));
    const during = (ms: number): number => {
      const before = updates().length;
      jest.advanceTimersByTime(ms);
      return updates().length - before;
    };

    expect(during(20_000)).toBe(20);
    app.thread.says({ kind: 'watched', isWatched: false });
    expect(during(60_000)).toBe(6);
    app.engine.context.info('something happened');
    expect(during(200)).toBe(1);

    jest.advanceTimersByTime(5_000);
    const before = updates().length;
    app.thread.says({ kind: 'watched', isWatched: true });
    expect(updates().length).toBe(before + 1);
    expect(updates().at(-1)?.series?.length).toBeGreaterThanOrEqual(4);
    expect(during(20_000)).toBe(20);
  } finally {
    jest.useRealTimers();
  }
});

it('says what a request met that nobody expected, once for each', async () => {
  app = new ViewedApp(new Quiet());
  app.thread.listens();
  for (const error of [
    'TypeError at a (a.js:1:1)',
    'TypeError at a (a.js:1:1)',
    'RangeError at b (b.js:2:2)',
  ])
    app.thread.says({ kind: 'trouble', error });

  expect(app.warnings).toEqual([
    expect.stringMatching(/could not answer a request: TypeError at a \(a\.js:1:1\)\. .*report it/),
    expect.stringContaining('RangeError at b'),
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

it('starts no worker ahead before somebody says Run', async () => {
  const begun: string[] = [];
  @work({ startWithFlow: true })
  class Early {
    onStart(): void {
      begun.push('onStart');
    }
    run(): void {}
  }
  @flow()
  class Root {
    early = new Early();
    run(): void {}
  }
  app = new ViewedApp(new Root(), { start: 'manual' });
  app.thread.listens();
  await turns();
  const before = [...begun];

  app.thread.says({ kind: 'ask', id: 1, name: 'act', asked: { action: 'run' } });
  await turns();

  expect([before, begun]).toEqual([[], ['onStart']]);
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
