import { flow, withOptions, work } from 'workloop';
import { deferred } from '../recorder/deferred-work.js';
import { RecordedApp } from '../recorder/recorded-app.js';

@work()
class Double {
  run(n: number): number {
    return n * 2;
  }
}

@flow()
class Doubling {
  double = new Double();
  _n = 1;
  run(): void {
    this.double.run(this._n);
  }
  view() {
    return { kind: 'text', text: 'all is well' };
  }
}

let app: RecordedApp;

afterEach(() => app.close());

describe('what it answers', () => {
  beforeEach(async () => {
    app = new RecordedApp(new Doubling());
    await app.settle();
  });

  it('a work: its options, its statuses, its class', () => {
    const detail = app.ask('component', { path: 'root.double' });

    expect(detail).toMatchObject({
      path: 'root.double',
      className: 'Double',
      classId: 'Double',
      notKept: [],
    });
    expect(detail.options.slice(0, 2)).toEqual([
      { name: 'cacheCalls', value: 'true', isDefault: true },
      { name: 'parallel', value: 'false', isDefault: true },
    ]);
    expect(detail.options.find(({ name }) => name === 'executor')).toEqual({
      name: 'executor',
      value: 'inline',
      isDefault: true,
    });
    expect(detail.statuses.map(({ name }) => name)).toEqual([
      'notStarted',
      'pending',
      'running',
      'succeeded',
    ]);
  });

  it('a flow: no options', () => {
    expect(app.ask('component', { path: 'root' })).toMatchObject({
      kind: 'flow',
      options: [],
      hasPanel: true,
    });
  });

  it('a ledger: what is remembered, the newest first', async () => {
    (app.engine.root as Doubling)._n = 7;
    await app.advance(100);

    expect(app.ask('ledger', { path: 'root.double' })).toEqual({
      path: 'root.double',
      inMemory: 2,
      entries: [
        { args: '(7)', value: '14', recordedAtMs: app.clock.now(), run: 1 },
        { args: '(1)', value: '2', recordedAtMs: expect.any(Number), run: 1 },
      ],
    });
  });

  it('why a call is a hit or would execute', () => {
    expect(app.ask('explain', { path: 'root.double', args: [1] })).toMatchObject({
      decision: 'hit',
      why: { kind: 'first' },
    });
    expect(app.ask('explain', { path: 'root.double', args: [3] })).toMatchObject({
      decision: 'miss',
      why: { text: 'args[0] 1 → 3' },
    });
  });

  it('code: that nobody knows what it reaches without the transformer', () => {
    expect(app.ask('code', { path: 'root.double' })).toEqual({
      path: 'root.double',
      unknown: [expect.stringContaining('compiled without the transformer')],
      reaches: [],
      changes: [],
    });
  });

  it('panels', () => {
    expect(app.ask('panel', { path: 'root' })).toEqual({
      path: 'root',
      panels: [{ kind: 'text', text: 'all is well' }],
    });
    expect(app.ask('panel', { path: 'root.double' }).panels).toEqual([]);
  });

  it.each([
    ['component', { path: 'root.nobody' }, 'notFound'],
    ['state', { path: '__proto__' }, 'notFound'],
    ['ledger', { path: 'root' }, 'badRequest'],
    ['call', { id: 99 }, 'notFound'],
    ['call', { id: Number.NaN }, 'notFound'],
    ['explain', { path: 'root.double', args: [() => 1] }, 'badRequest'],
    ['explain', { path: 'root.double', args: 'x' as never }, 'badRequest'],
    ['constructor' as never, {}, 'badRequest'],
    ['act', { action: 'explode' } as never, 'badRequest'],
    ['act', { action: 'force', id: 99 }, 'notFound'],
    ['act', { action: 'stopWork', path: 'root' }, 'badRequest'],
  ] as const)('refuses %s %j', (name, asked, code) => {
    expect(app.tell(name, asked as never)).toMatchObject({ kind: 'refusal', refusal: { code } });
  });
});

describe('what it does', () => {
  beforeEach(async () => {
    app = new RecordedApp(new Doubling());
    await app.settle();
  });

  it('runs a call again, by its id or its arguments', async () => {
    expect(app.ask('act', { action: 'force', id: 1 })).toEqual({
      isDone: true,
      message: '`root.double(1)` executes again.',
    });
    await app.settle();
    app.ask('act', { action: 'force', path: 'root.double', args: [5] });
    const { app: info, calls } = await app.settle();

    expect(info?.executions).toBe(3);
    expect(calls).toMatchObject([{ id: 3, args: '(5)', state: 'succeeded', why: { kind: 'forced' } }]);
  });

  it('says that a call is under way already', () => {
    app.ask('act', { action: 'force', id: 1 });

    expect(app.ask('act', { action: 'force', id: 1 })).toEqual({
      isDone: false,
      message: '`root.double(1)` is under way already.',
    });
  });

  it('forgets a call, a work, all', async () => {
    const forget = [
      app.ask('act', { action: 'invalidate', id: 1 }),
      app.ask('act', { action: 'invalidate', id: 1 }),
      app.ask('act', { action: 'invalidate', path: 'root.double', args: [77] }),
    ];
    const one = await app.settle();
    app.ask('act', { action: 'invalidateWork', path: 'root.double' });
    await app.settle();
    expect(app.ask('act', { action: 'invalidateAll' }).message).toContain('the one work');
    const all = await app.settle();

    expect(forget.map(({ isDone }) => isDone)).toEqual([true, false, false]);
    expect(one.app?.executions).toBe(2);
    expect(all.app?.executions).toBe(4);
    expect(all.calls).toMatchObject([{ why: { kind: 'invalidated' } }]);
  });

  it('says that what is under way when something is forgotten will be remembered', async () => {
    app.ask('act', { action: 'force', id: 1 });
    const [one, work, all] = [
      app.ask('act', { action: 'invalidate', id: 1 }),
      app.ask('act', { action: 'invalidateWork', path: 'root.double' }),
      app.ask('act', { action: 'invalidateAll' }),
    ];
    const { app: info } = await app.settle();

    expect(one).toEqual({
      isDone: false,
      message: '`root.double(1)` is under way, and what it comes to will be remembered. Invalidate it then.',
    });
    expect(work.message).toBe(
      'All calls of `root.double` are forgotten; the next ones execute. Not so the one under way: what it comes to will be remembered.',
    );
    expect(all.message).toContain('Not so the one under way');
    expect(info?.executions).toBe(2);
  });

  it('stops and starts a work', async () => {
    const stopped = app.ask('act', { action: 'stopWork', path: 'root.double' });
    expect(app.ask('act', { action: 'stopWork', path: 'root.double' }).isDone).toBe(false);
    expect(app.ask('act', { action: 'force', id: 1 })).toEqual({
      isDone: false,
      message: '`root.double` is stopped. Start it first.',
    });
    const started = app.ask('act', { action: 'startWork', path: 'root.double' });
    expect(app.ask('act', { action: 'startWork', path: 'root.double' }).isDone).toBe(false);

    expect([stopped.isDone, started.isDone]).toEqual([true, true]);
  });

  it('pauses, goes on and ends', async () => {
    expect(app.ask('act', { action: 'run' })).toEqual({
      isDone: false,
      message: 'The app has begun already.',
    });
    expect(app.ask('act', { action: 'resume' }).isDone).toBe(false);
    expect(app.ask('act', { action: 'pause' }).isDone).toBe(true);
    expect(app.ask('act', { action: 'pause' }).isDone).toBe(false);
    const { passes } = app.engine.context.counts;
    const paused = await app.advance(1_000);
    expect(paused.app).toMatchObject({ state: 'paused', passes });
    expect(app.ask('act', { action: 'resume' }).isDone).toBe(true);
    const resumed = await app.settle();
    expect(resumed.app).toMatchObject({ state: 'idle', passes: passes + 1 });

    expect(app.ask('act', { action: 'stop' }).isDone).toBe(true);
    expect(app.ask('act', { action: 'stop' })).toEqual({
      isDone: false,
      message: 'The app is coming to its end.',
    });
    await expect(app.ended).resolves.toMatchObject({
      kind: 'requested',
      request: { exitCode: 0, reason: 'stopped from the view' },
    });
  });
});

it('lets what runs come to its end while the app is paused, and its result count', async () => {
  const { Waiting, gate } = deferred();
  @flow()
  class Root {
    slow = new Waiting();
    seen = '';
    async run(): Promise<void> {
      this.seen = await this.slow.run('a');
    }
  }
  app = new RecordedApp(new Root());
  await gate.begun;
  app.ask('act', { action: 'pause' });

  gate.open();
  const paused = await app.settle();
  app.ask('act', { action: 'resume' });
  const resumed = await app.settle();

  expect(paused.calls).toMatchObject([{ state: 'succeeded' }]);
  expect(paused.app).toMatchObject({ state: 'paused', executions: 1, passes: 1 });
  expect(resumed.app).toMatchObject({ executions: 1 });
  expect((app.engine.root as Root).seen).toBe('a');
});

it('begins when it is told to, where the app waits for that', async () => {
  const root = new Doubling();
  app = new RecordedApp(root, {}, 'waiting');
  const before = await app.advance(1_000);
  expect(app.ask('act', { action: 'force', path: 'root.double', args: [1] }).isDone).toBe(false);
  expect(app.ask('act', { action: 'pause' })).toEqual({
    isDone: false,
    message: 'The app has not begun yet.',
  });

  expect(app.ask('act', { action: 'run' })).toEqual({ isDone: true, message: 'The app begins.' });
  const after = await app.settle();

  expect(before.app).toMatchObject({ state: 'waiting', passes: 0, executions: 0 });
  expect(after.app).toMatchObject({ state: 'idle', executions: 1 });
});

it('calls a work as root when it is told to, and ends the app with it', async () => {
  @work()
  class Alone {
    _runs = 0;
    run(): void {
      this._runs++;
    }
  }
  const root = new Alone();
  app = new RecordedApp(root, {}, 'waiting');
  await app.advance(1_000);
  expect(root._runs).toBe(0);

  app.ask('act', { action: 'run' });
  await app.ended;

  expect(root._runs).toBe(1);
});

it('tries again what failed', async () => {
  let isBroken = true;
  @work({ raiseException: false })
  class Fails {
    run(): string {
      if (isBroken) throw new Error('broken');
      return 'well';
    }
  }
  @flow()
  class Root {
    fails = withOptions(new Fails(), { parallel: true });
    run(): void {
      void this.fails.run();
    }
  }
  app = new RecordedApp(new Root());
  await app.settle();
  isBroken = false;

  const done = app.ask('act', { action: 'retry', path: 'root.fails' });
  const { calls } = await app.settle();

  expect(done).toEqual({
    isDone: true,
    message: 'One failure of `root.fails` forgotten; the next calls execute.',
  });
  // The call before may be told once more, where there was no time for its texts.
  expect(calls).toContainEqual(
    expect.objectContaining({
      id: 2,
      state: 'succeeded',
      why: expect.objectContaining({ text: 'previous attempt failed' }),
    }),
  );
  expect(app.ask('act', { action: 'retry', path: 'root.fails' })).toEqual({
    isDone: false,
    message: '`root.fails` has no failed call to try again.',
  });
});
