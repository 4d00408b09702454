import { flow, handleOf, withOptions, work } from 'workloop';
import type { Delta } from 'workloop/view';
import { deferred } from './deferred-work.js';
import { RecordedApp } from './recorded-app.js';

@work()
class Double {
  runs = 0;
  run(n: number): number {
    this.runs++;
    return n * 2;
  }
}

const apps: RecordedApp[] = [];
function record(...given: ConstructorParameters<typeof RecordedApp>): RecordedApp {
  const app = new RecordedApp(...given);
  apps.push(app);
  return app;
}

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

it('begins with the components of the app, in the order of the tree', async () => {
  @flow()
  class Inner {
    double = new Double();
    run(): void {}
  }
  @flow()
  class Outer {
    inner = new Inner();
    list = Array.from({ length: 11 }, () => new Double());
    run(): void {}
  }
  const app = record(new Outer());

  expect(app.snapshot.app).toMatchObject({ name: 'Outer', passes: 0, store: null, run: 1, pid: process.pid });
  expect(app.snapshot.components.map(({ path }) => path)).toEqual([
    'root',
    'root.inner',
    'root.inner.double',
    ...Array.from({ length: 11 }, (_, index) => `root.list.${index}`),
  ]);
  expect(app.snapshot.components[2]).toMatchObject({
    kind: 'work',
    className: 'Double',
    hasPanel: false,
    status: { name: 'notStarted' },
    executions: 0,
  });
});

it('tells of an execution what it came to, and why it ran', async () => {
  @flow()
  class Root {
    double = new Double();
    _n = 1;
    run(): void {
      this.double.run(this._n);
    }
  }
  const root = new Root();
  const app = record(root);

  const first = await app.settle();
  root._n = 2;
  const second = await app.advance(100);

  expect(first.calls).toMatchObject([
    {
      id: 1,
      path: 'root.double',
      call: 1,
      state: 'succeeded',
      attempt: 1,
      args: '(1)',
      why: { text: 'first', kind: 'first' },
    },
  ]);
  expect(second.calls).toMatchObject([
    {
      id: 2,
      call: 2,
      args: '(2)',
      why: {
        text: 'args[0] 1 → 2',
        kind: 'arguments',
        changes: [{ path: 'args[0]', before: '1', after: '2' }],
      },
    },
  ]);
  expect(second.components?.find(({ path }) => path === 'root.double')).toMatchObject({
    executions: 2,
    failures: 0,
    status: { name: 'succeeded' },
    queue: 0,
  });
  expect(app.ask('call', { id: 2 })).toMatchObject({ result: '4', isRepeatable: true, run: 1 });
});

it('does not hold up its end for texts that take long to make', async () => {
  const { Waiting, gate } = deferred();
  @flow()
  class Root {
    slow = withOptions(new Waiting(), { parallel: true });
    run(): void {
      for (let n = 0; n < 900; n++) void this.slow.run(`${n}`);
    }
  }
  let asked = 0;
  const redact = (value: unknown): unknown => {
    asked++;
    const untilMs = performance.now() + 10;
    while (performance.now() < untilMs);
    return value;
  };
  const app = record(new Root(), { shutdownMs: 1, redact });
  await gate.begun;
  await app.close();

  const told = new Map(app.deltas.flatMap(({ calls = [] }) => calls.map(({ id, state }) => [id, state])));
  expect(told.size).toBe(900);
  expect(new Set(told.values())).toEqual(new Set(['stopped']));
  expect(asked).toBeLessThan(900);
});

it('has the arguments of a call in full, of which lists show the beginning', async () => {
  @work()
  class Sum {
    run(_day: string, rows: readonly number[], _by: { readonly names: readonly string[] }): number {
      return rows.length;
    }
  }
  @flow()
  class Root {
    sum = new Sum();
    run(): void {
      this.sum.run('2012-01-01', [1, 2, 3, 4, 5, 6], {
        names: ['a somewhat long name', 'and another long name'],
      });
    }
  }
  const app = record(new Root());
  const { calls } = await app.settle();

  expect(calls?.[0]?.args).toMatch(/^\('2012-01-01', \[1, 2, … 4 more\], /);
  expect(app.ask('call', { id: 1 }).arguments).toBe(
    `(
  '2012-01-01',
  [1, 2, 3, 4, 5, 6],
  { names: ['a somewhat long name', 'and another long name'] }
)`,
  );
});

it('tells of each attempt when it began, and how long it took without the wait for the next', async () => {
  @work({
    parallel: true,
    executor: 'inline',
    raiseException: false,
    retry: { attempts: 3, backoffMs: 1_000, jitter: 0 },
  })
  class Flaky {
    async run(): Promise<void> {
      throw new RangeError('too\n far');
    }
  }
  @flow()
  class Root {
    flaky = new Flaky();
    run(): void {
      void this.flaky.run();
    }
  }
  const app = record(new Root());

  const [first] = (await app.settle()).calls!;
  await app.advance(400);
  const [second] = (await app.advance(600)).calls!;
  const third = await app.advance(2_000);

  const { startedAtMs } = first!;
  expect(first).toMatchObject({ state: 'retrying', attempt: 1, attemptEndedAtMs: startedAtMs });
  expect(first).not.toHaveProperty('firstStartedAtMs');
  expect(second).toMatchObject({
    attempt: 2,
    firstStartedAtMs: startedAtMs,
    startedAtMs: startedAtMs! + 1_000,
  });
  expect(third.calls).toMatchObject([
    { state: 'failed', attempt: 3, firstStartedAtMs: startedAtMs, error: 'RangeError: too far' },
  ]);
  expect(third.calls![0]).not.toHaveProperty('attemptEndedAtMs');
});

it('takes no wait for the next attempt for a part of the one that failed', async () => {
  @work({
    parallel: true,
    executor: 'inline',
    raiseException: false,
    retry: { attempts: 2, backoffMs: 5_000 },
  })
  class Flaky {
    async run(): Promise<void> {
      throw new Error('not now');
    }
  }
  @flow()
  class Root {
    flaky = new Flaky();
    run(): void {
      void this.flaky.run();
    }
  }
  const root = new Root();
  const app = record(root);
  await app.settle();
  await app.advance(1_000);

  handleOf(root.flaky).stop();
  const { calls, components } = await app.settle();

  expect(calls![0]).toMatchObject({ state: 'stopped', attempt: 1 });
  expect(calls![0]!.attemptEndedAtMs).toBe(calls![0]!.startedAtMs);
  expect(calls![0]!.endedAtMs).toBe(calls![0]!.startedAtMs! + 1_000);
  expect(components?.find(({ path }) => path === 'root.flaky')).toMatchObject({ lastDurationMs: 0 });
});

it('tells of a call while it waits and while it runs', async () => {
  const { Waiting, gate } = deferred();
  @flow()
  class Root {
    slow = withOptions(new Waiting(), { parallel: true });
    run(): void {
      void this.slow.run('a');
      void this.slow.run('b');
    }
  }
  const app = record(new Root());
  await gate.begun;

  const running = app.flush();
  gate.open();
  const ended = await app.settle();

  expect(running.app?.state).toBe('running');
  expect(running.calls).toMatchObject([
    { args: "('a')", state: 'running' },
    { args: "('b')", state: 'queued' },
  ]);
  expect(running.components?.find(({ path }) => path === 'root.slow')).toMatchObject({ queue: 1 });
  expect(ended.calls?.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  expect(ended.app?.state).toBe('idle');
});

it('leaves no call under way when it ends, however many are stopped with the app', async () => {
  const { Waiting, gate } = deferred();
  @flow()
  class Root {
    slow = Array.from({ length: 5 }, () => withOptions(new Waiting(), { parallel: true }));
    run(): void {
      for (const work of this.slow) for (let n = 0; n < 900; n++) void work.run(`${n}`);
    }
  }
  const app = record(new Root(), { shutdownMs: 1 });
  const told = new Map<number, string>();
  const hear = (calls: Delta['calls']): void => {
    for (const { id, state } of calls ?? []) told.set(id, state);
  };
  await gate.begun;
  hear(app.flush().calls);

  await app.close();
  for (const { calls } of app.deltas) hear(calls);

  expect(told.size).toBe(4_500);
  expect(new Set(told.values())).toEqual(new Set(['stopped']));
});

it('counts hits as ticks of works, and what they saved', async () => {
  const clock = { advance: (_ms: number): void => undefined };
  @work()
  class Costly {
    run(_n: number): void {
      clock.advance(40);
    }
  }
  @flow()
  class Root {
    costly = new Costly();
    run(): void {
      this.costly.run(1);
      this.costly.run(1);
    }
  }
  const app = record(new Root());
  clock.advance = (ms) => app.clock.moveTo(app.clock.now() + ms);

  await app.settle();
  const delta = await app.advance(1_000);

  const count = delta.hits!.reduce((sum, tick) => sum + tick.count, 0);
  expect(count).toBeGreaterThan(10);
  expect(new Set(delta.hits!.map(({ path }) => path))).toEqual(new Set(['root.costly']));
  expect(delta.app!.savedMs).toBe(delta.app!.hits * 40);
  expect(delta.components).toMatchObject([{ path: 'root.costly', hits: delta.app!.hits }]);
});

it('tells what a pass did to fields, before and after, one change for each pass', async () => {
  @flow()
  class Root {
    count = 0;
    list: number[] = [1];
    _hidden = 0;
    run(): void {
      this._hidden++;
      if (this.count < 2) this.count++;
      if (this.count === 2 && this.list.length === 1) this.list.push(2);
    }
  }
  const app = record(new Root());

  const { changes } = await app.settle();

  expect(changes).toMatchObject([
    { id: 1, path: 'root', field: 'count', before: '0', after: '1', pass: 1 },
    { id: 2, path: 'root', field: 'count', before: '1', after: '2', pass: 2 },
    { id: 3, path: 'root', field: 'list', before: '[1]', after: '[1, 2]', pass: 2 },
  ]);
  expect(app.ask('state', { path: 'root' })).toMatchObject({
    fields: [
      { name: 'count', value: '2' },
      { name: 'list', value: '[1, 2]' },
    ],
    changes: [{ id: 3 }, { id: 2 }, { id: 1 }],
  });
});

it('tells of the fields of works, and of components that come and go', async () => {
  @flow()
  class Root {
    jobs: Double[] = [];
    _wanted = 0;
    run(): void {
      while (this.jobs.length < this._wanted) this.jobs.push(new Double());
      this.jobs.length = this._wanted;
      for (const [index, job] of this.jobs.entries()) job.run(index);
    }
  }
  const root = new Root();
  const app = record(root);
  await app.settle();

  root._wanted = 2;
  const come = await app.advance(100);
  root._wanted = 1;
  const gone = await app.advance(100);

  expect(come.order).toEqual(['root', 'root.jobs.0', 'root.jobs.1']);
  expect(come.changes).toMatchObject([
    { path: 'root', field: 'jobs', before: '[]', after: '[→ root.jobs.0, → root.jobs.1]' },
    { path: 'root.jobs.0', field: 'runs', before: '0', after: '1' },
    { path: 'root.jobs.1', field: 'runs', before: '0', after: '1' },
  ]);
  expect(gone.order).toEqual(['root', 'root.jobs.0']);
});

it('tells of a failure with its causes', async () => {
  @work({ raiseException: false })
  class Fails {
    run(): void {
      throw new TypeError('no such day', { cause: Object.assign(new Error('disk'), { code: 'EIO' }) });
    }
  }
  @flow()
  class Root {
    fails = new Fails();
    run(): void {
      try {
        this.fails.run();
      } catch (error) {
        if (!(error instanceof Error)) throw error;
      }
    }
  }
  const app = record(new Root());

  const { calls, app: info, components } = await app.settle();

  expect(info).toMatchObject({ failures: 1, executions: 1 });
  expect(calls).toMatchObject([{ state: 'failed' }]);
  expect(components?.find(({ path }) => path === 'root.fails')).toMatchObject({
    failures: 1,
    status: { name: 'failed', reason: 'userException', message: 'no such day' },
  });
  expect(app.ask('call', { id: 1 }).errors).toMatchObject([
    { name: 'TypeError', message: 'no such day' },
    { name: 'Error', message: 'disk', code: 'EIO' },
  ]);
});

it('shows nothing that the app redacts', async () => {
  @work({ raiseException: false })
  class Login {
    token = '';
    run({ password, name }: { password: string; name: string }): { secret: string; name: string } {
      this.token = `secret of ${name}`;
      if (name === 'bob') throw new Error(`wrong: ${password}`);
      return { secret: password, name };
    }
  }
  @flow()
  class Root {
    login = new Login();
    key = 'secret key';
    run(): void {
      this.login.run({ password: 'hunter2', name: 'ann' });
      this.key = 'secret key 2';
      try {
        this.login.run({ password: 'hunter2', name: 'bob' });
      } catch (error) {
        if (!(error instanceof Error)) throw error;
      }
    }
  }
  const seen: string[] = [];
  const app = record(new Root(), {
    redact: (value, { work, path }) => {
      seen.push(`${work} ${path}`);
      return typeof value === 'string' && /hunter2|secret/.test(value) ? '***' : value;
    },
  });

  const delta = await app.settle();
  app.engine.context.warn('hunter2 was used');
  const answers = [
    app.snapshot,
    delta,
    app.flush(),
    app.ask('call', { id: 1 }),
    app.ask('call', { id: 2 }),
    app.ask('state', { path: 'root' }),
    app.ask('state', { path: 'root.login' }),
    app.ask('ledger', { path: 'root.login' }),
    app.ask('component', { path: 'root.login' }),
    app.ask('explain', { path: 'root.login', args: [{ password: 'hunter2', name: 'eve' }] }),
  ];

  expect(JSON.stringify(answers)).not.toMatch(/hunter2|secret (of|key)/);
  expect(JSON.stringify(answers)).toContain('ann');
  expect(seen).toEqual(
    expect.arrayContaining([
      'root.login args[0].password',
      'root.login result.secret',
      'root.login token',
      'root key',
      'root.login error.message',
      'app log',
    ]),
  );
});

it('tells of passes and of what they wait for', async () => {
  const { Waiting, gate } = deferred();
  @flow()
  class Root {
    slow = new Waiting();
    run(): void {
      this.slow.run('a');
    }
  }
  const app = record(new Root());
  await gate.begun;

  const { passes } = app.flush();
  gate.open();
  await app.settle();

  expect(passes).toMatchObject([{ pass: 1, suspendedBy: ['root.slow'], endedAtMs: app.clock.now() }]);
});

it('tells the lines of works and of the app itself', async () => {
  @flow()
  class Root {
    run(): void {}
  }
  const app = record(new Root());

  app.engine.context.output('root.a', { level: 'warn', stream: 'stderr', text: 'too hot' });
  app.engine.context.warn('mind this');
  app.engine.context.info('and that');

  expect(app.flush().logs).toMatchObject([
    { id: 1, level: 'warn', path: 'root.a', text: 'too hot' },
    { id: 2, level: 'warn', text: 'mind this' },
    { id: 3, level: 'info', text: 'and that' },
  ]);
});

it('says how the app ended, with all its components', async () => {
  @flow()
  class Root {
    double = new Double();
    run(): void {
      this.double.run(1);
    }
  }
  const app = new RecordedApp(new Root());
  await app.settle();

  const info = await app.close();

  expect(info).toMatchObject({ state: 'stopped', end: { exitCode: 0, reason: 'the test is over' } });
  expect(app.deltas.some(({ order }) => order !== undefined)).toBe(false);
  expect(app.engine.context.onlooker).toBeUndefined();
});
