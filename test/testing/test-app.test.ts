import { flow, now, stop, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from '../loop/deferred.js';

@flow()
class Counter {
  _passes: number[] = [];
  run(): void {
    this._passes.push(now().getTime());
  }
}

describe('a TestApp', () => {
  it('runs no pass until it is asked to', async () => {
    const root = new Counter();
    const app = new TestApp(root);
    await turns();
    expect(root._passes).toEqual([]);
    await app.close();
  });

  it('begins at a fixed date, or at the one that it is given in any form', async () => {
    for (const [at, expected] of [
      [undefined, '2026-01-01T00:00:00.000Z'],
      ['2024-02-29', '2024-02-29T00:00:00.000Z'],
      [new Date(5), '1970-01-01T00:00:00.005Z'],
      [7, '1970-01-01T00:00:00.007Z'],
    ] as const) {
      const root = new Counter();
      const app = new TestApp(root, at === undefined ? {} : { at });
      await app.pass();
      expect(new Date(root._passes[0] ?? 0).toISOString()).toBe(expected);
      await app.close();
    }
    expect(() => new TestApp(new Counter(), { at: 'one day' })).toThrow(RangeError);
  });

  it('steps exactly one pass, due or not, and tells what it came to; time stands still', async () => {
    const root = new Counter();
    const app = new TestApp(root, { at: 0 });
    const reports = [await app.pass(), await app.pass(), await app.pass()];
    expect(reports.map(({ pass }) => pass)).toEqual([1, 2, 3]);
    await turns();
    expect(root._passes).toEqual([0, 0, 0]);
    await app.close();
  });

  it('rings the heartbeats of a stretch of time at their moments', async () => {
    const root = new Counter();
    const app = new TestApp(root, { at: 0 });
    await app.advance(250);
    expect([root._passes, app.clock.now()]).toEqual([[0, 100, 200], 250]);
    await app.advance(50);
    expect(root._passes).toEqual([0, 100, 200, 300]);
    await app.advance(0);
    expect(root._passes).toHaveLength(4);
    await app.close();
  });

  it('goes idle with calls that call for further calls', async () => {
    @work()
    class Step {
      async run(n: number): Promise<number> {
        await turns(2);
        return n + 1;
      }
    }
    @flow()
    class Root {
      step = new Step();
      result = 0;
      async run(): Promise<void> {
        let n = 0;
        while (n < 5) n = await this.step.run(n);
        this.result = n;
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    expect(root.result).toBe(5);
    await app.close();
  });

  it('has no more passes when it has ended', async () => {
    @flow()
    class Root {
      run(): void {
        stop('over');
      }
    }
    const app = new TestApp(new Root());
    await app.pass();
    await expect(app.pass()).rejects.toThrow(/has ended/);
    expect(app.hasEnded).toBe(true);
    await app.idle();
    await app.advance(1_000);
    expect(app.counts.passes).toBe(1);
  });

  it('closes without waiting for what does not end, and may be closed twice', async () => {
    @work({ parallel: true })
    class Endless {
      run(): Promise<void> {
        return new Deferred().promise;
      }
    }
    @flow()
    class Root {
      endless = new Endless();
      run(): void {
        void this.endless.run();
      }
    }
    const app = new TestApp(new Root());
    await app.pass();
    await turns();
    await expect(app.close()).resolves.toMatchObject({ exitCode: 0 });
    await expect(app.close()).resolves.toMatchObject({ exitCode: 0 });
  });

  it('closes with the error that ended it', async () => {
    const error = new Error('bad');
    @flow()
    class Root {
      run(): void {
        throw error;
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    await expect(app.close()).rejects.toBe(error);
  });

  it('leaves the process alone: no lines, no exit code, no listeners, no timers', async () => {
    const log = jest.spyOn(console, 'log');
    const timer = jest.spyOn(globalThis, 'setTimeout');
    const listeners = process.listenerCount('SIGINT');
    const app = new TestApp(new Counter());
    await app.advance(1_000);
    expect(process.listenerCount('SIGINT')).toBe(listeners);
    stop('done');
    await app.ended;
    expect(process.exitCode).toBeUndefined();
    expect([log.mock.calls, timer.mock.calls]).toEqual([[], []]);
    jest.restoreAllMocks();
    await app.close();
  });
});
