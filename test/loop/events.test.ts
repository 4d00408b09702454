import { type AppEvents, flow, handleOf, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

const NAMES = [
  'app:started',
  'app:stopped',
  'pass:started',
  'pass:ended',
  'call:queued',
  'call:started',
  'call:joined',
  'call:settled',
  'call:hit',
  'state:changed',
] as const satisfies readonly (keyof AppEvents)[];

/** Listens to everything and notes it in one list. */
function listenTo(app: TestApp): [string, Record<string, unknown>][] {
  const told: [string, Record<string, unknown>][] = [];
  for (const name of NAMES) app.on(name, (event) => told.push([name, event as Record<string, unknown>]));
  return told;
}

@work({ parallel: true })
class Slow {
  readonly _gate = new Deferred<string>();
  run(_name: string): Promise<string> {
    return this._gate.promise;
  }
}

describe('the events of an app', () => {
  it('tell the life of a call and of the passes around it, in order', async () => {
    @flow()
    class Root {
      slow = new Slow();
      seen = 0;
      run(): void {
        void this.slow.run('a');
        this.seen = 1;
      }
    }
    const root = new Root();
    const app = new TestApp(root, { at: 7, heartbeatMs: false });
    const told = listenTo(app);
    await app.pass();
    await turns();
    await app.pass();
    root.slow._gate.resolve('A');
    await app.idle();
    await app.close();
    const call = { path: 'root.slow', call: 1, args: ['a'], atMs: 7 };
    expect(told).toEqual([
      ['app:started', { paths: ['root', 'root.slow'], atMs: 7 }],
      ['pass:started', { pass: 1, atMs: 7 }],
      ['call:queued', { ...call, reason: { kind: 'first' } }],
      ['state:changed', { path: 'root', field: 'seen', before: 0, after: 1 }],
      ['pass:ended', { pass: 1, atMs: 7, suspendedBy: [], changed: ['root.seen'] }],
      ['call:started', call],
      ['pass:started', { pass: 2, atMs: 7 }],
      ['call:joined', call],
      ['pass:ended', { pass: 2, atMs: 7, suspendedBy: [], changed: [] }],
      ['call:settled', { ...call, outcome: 'succeeded' }],
      ['pass:started', { pass: 3, atMs: 7 }],
      ['call:hit', { path: 'root.slow', atMs: 7 }],
      ['pass:ended', { pass: 3, atMs: 7, suspendedBy: [], changed: [] }],
      ['app:stopped', { exitCode: 0, reason: expect.any(String), atMs: 7 }],
    ]);
  });

  it('tell what a failed call threw, and count the executions of each work', async () => {
    const error = new Error('no');
    @work({ raiseException: false, parallel: true })
    class Bad {
      async run(_n: number): Promise<void> {
        throw error;
      }
    }
    @flow()
    class Root {
      bad = new Bad();
      run(): void {
        for (const n of [1, 2]) void this.bad.run(n);
      }
    }
    const app = new TestApp(new Root());
    const settled: unknown[] = [];
    app.on('call:settled', ({ call, args, outcome, error: thrown }) =>
      settled.push([call, ...args, outcome, thrown]),
    );
    await app.idle();
    expect(settled).toEqual([
      [1, 1, 'failed', error],
      [2, 2, 'failed', error],
    ]);
    await app.close();
  });

  it('tell of a settled call when the ledger knows its outcome', async () => {
    let atSettled: unknown;
    @flow()
    class Root {
      slow = new Slow();
      run(): void {
        void this.slow.run('a');
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    app.on('call:settled', () => {
      atSettled = [handleOf(root.slow).result('a'), handleOf(root.slow).status.name];
    });
    await app.pass();
    await turns();
    root.slow._gate.resolve('A');
    await app.idle();
    expect(atSettled).toEqual(['A', 'succeeded']);
    await app.close();
  });

  it('go to every listener until it is taken off', async () => {
    @flow()
    class Root {
      run(): void {}
    }
    const app = new TestApp(new Root());
    const heard: string[] = [];
    const off = app.on('pass:ended', ({ pass }) => heard.push(`one ${pass}`));
    app.on('pass:ended', ({ pass }) => heard.push(`two ${pass}`));
    await app.pass();
    off();
    off();
    await app.pass();
    expect(heard).toEqual(['one 1', 'two 1', 'two 2']);
    await app.close();
  });

  it('end the app where a listener throws, with what it threw', async () => {
    const error = new Error('in a listener');
    @flow()
    class Root {
      run(): void {}
    }
    const app = new TestApp(new Root());
    app.on('pass:ended', () => {
      throw error;
    });
    await app.idle();
    await expect(app.ended).rejects.toBe(error);
  });

  it('agree with the counts', async () => {
    @work()
    class Echo {
      run(n: number): number {
        return n;
      }
    }
    @flow()
    class Root {
      echo = new Echo();
      poll = withOptions(new Slow(), { cacheCalls: false });
      run(): void {
        void this.poll.run('a');
        this.echo.run(1);
        this.echo.run(2);
      }
    }
    const app = new TestApp(new Root());
    const told = listenTo(app);
    const ended = app.pass();
    await ended;
    for (let i = 0; i < 5; i++) {
      await turns();
      await app.pass();
    }
    const count = (name: string) => told.filter(([told]) => told === name).length;
    expect(app.counts).toEqual({
      passes: count('pass:started'),
      executions: count('call:started'),
      hits: count('call:hit'),
      joins: count('call:joined'),
      failures: 0,
    });
    expect(app.counts.hits).toBeGreaterThan(3);
    await app.close();
  });
});
