import { flow, schedule, use, WorkFailedError, withOptions } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Gated, passBy } from './gated.js';

const AT = '2026-03-02T10:00:05.000Z';
const MINUTE_MS = 60_000;

/** A root with two gated works that does what is given. */
function rootOf(run: (root: { first: Gated; second: Gated; count: number }) => void) {
  @flow()
  class Root {
    first = new Gated();
    second = new Gated();
    count = 0;
    run(): void {
      run(this);
    }
  }
  return new Root();
}

describe.each([5000, false] as const)('with heartbeatMs %p', (heartbeatMs) => {
  /** An app whose gates open in a turn of their own, after which the app is let go idle. */
  function start(root: ReturnType<typeof rootOf>) {
    const app = new TestApp(root, { at: AT, heartbeatMs });
    const advance = (minutes: number): Promise<void> => passBy(app, minutes * MINUTE_MS);
    const open = async (gated: Gated, name: unknown): Promise<void> => {
      gated._gate(name).resolve();
      await passBy(app, 10_000);
    };
    return { app, advance, open };
  }

  it('a tick while a pass is suspended above the schedule is given later, once', async () => {
    const ticks: number[] = [];
    let name = 'a';
    const root = rootOf(({ first }) => {
      first.run(name);
      if (schedule('* * * * *')) ticks.push(Date.now());
    });
    const { app, advance, open } = start(root);
    await advance(0);
    await open(root.first, 'a');
    name = 'b';
    await app.pass();
    await advance(5);
    expect(ticks).toEqual([]);
    await open(root.first, 'b');
    expect(ticks).toHaveLength(1);
    await advance(1);
    expect(ticks).toHaveLength(2);
    await app.close();
  });

  it('a tick while a pass is suspended below the schedule is given later, once, to a pass that runs through', async () => {
    const above: boolean[] = [];
    const below: boolean[] = [];
    const root = rootOf(({ first }) => {
      const isDue = schedule('* * * * *');
      if (isDue) above.push(isDue);
      first.run('a');
      if (isDue) below.push(isDue);
    });
    const { app, advance, open } = start(root);
    await advance(5);
    expect([above, below]).toEqual([[], []]);
    await open(root.first, 'a');
    expect([above, below]).toEqual([[true], [true]]);
    await advance(1);
    expect([above, below]).toEqual([
      [true, true],
      [true, true],
    ]);
    await app.close();
  });

  it('drops such a tick where it is to be skipped', async () => {
    let ticks = 0;
    const root = rootOf(({ first }) => {
      if (schedule('* * * * *', { catchUp: 'skip' })) ticks++;
      first.run('a');
    });
    const { app, advance, open } = start(root);
    await advance(5);
    await open(root.first, 'a');
    expect(ticks).toBe(0);
    await advance(1);
    expect(ticks).toBe(1);
    await app.close();
  });

  it('the branch of a tick is gone on with, call after call, and the rest of the flow beside it', async () => {
    const log: string[] = [];
    let below = 0;
    const root = rootOf(({ first, second }) => {
      if (schedule('1 * * * *')) {
        log.push('tick');
        const value = use(first.run('a'));
        log.push(`got ${String(value)}`);
        second.run('b');
        log.push('done');
      }
      below++;
    });
    const { app, advance, open } = start(root);
    await advance(1);
    expect(log).toEqual(['tick']);
    await advance(0.5);
    expect(log).toEqual(['tick']);
    expect(below).toBeGreaterThan(1);
    await open(root.first, 'a');
    expect(log).toEqual(['tick', 'tick', 'got a']);
    await open(root.second, 'b');
    await advance(10);
    expect(log).toEqual(['tick', 'tick', 'got a', 'tick', 'got a', 'done']);
    expect([root.first._executed, root.second._executed]).toEqual([['a'], ['b']]);
    await app.close();
  });

  it('a tick that falls while the branch of the one before waits is given after it, once', async () => {
    const done: number[] = [];
    const root = rootOf(({ first }) => {
      if (!schedule('* * * * *')) return;
      first.run(done.length);
      done.push(Date.now());
    });
    const { app, advance, open } = start(root);
    await advance(4);
    await open(root.first, 0);
    expect(done).toHaveLength(1);
    // The branch of the tick that fell meanwhile waits by now.
    expect(root.first._executed).toEqual([0, 1]);
    await open(root.first, 1);
    expect(done).toHaveLength(2);
    expect(root.first._executed).toEqual([0, 1]);
    await app.close();
  });

  it('a call that is not cached is executed once per tick', async () => {
    const root = rootOf(({ first }) => {
      if (schedule('* * * * *')) first.run('a');
    });
    withOptions(root.first, { cacheCalls: false });
    const { app, advance, open } = start(root);
    await advance(1);
    await open(root.first, 'a');
    expect(root.first._executed).toHaveLength(1);
    await advance(2);
    expect(root.first._executed).toHaveLength(3);
    await app.close();
  });

  it('a call with another argument each time is executed once per tick, and that is said', async () => {
    const root = rootOf(({ first }) => {
      if (schedule('* * * * *')) first.run(new Date().toISOString());
    });
    const { app, advance, open } = start(root);
    await advance(1);
    const [name] = root.first._executed;
    await passBy(app, 6_000);
    await open(root.first, name);
    expect(root.first._executed).toEqual([name]);
    expect(app.warnings).toEqual([expect.stringContaining('stays the same')]);
    await advance(1);
    expect(root.first._executed).toHaveLength(2);
    await app.close();
  });

  it('what follows from a field that a tick changed is executed once per tick', async () => {
    const seen: unknown[] = [];
    const root = rootOf((self) => {
      if (schedule('* * * * *')) self.count++;
      seen.push(use(self.first.run(self.count)));
    });
    const { app, advance, open } = start(root);
    await advance(0);
    await open(root.first, 0);
    await advance(1);
    await open(root.first, 1);
    await advance(1);
    await open(root.first, 2);
    expect(root.first._executed).toEqual([0, 1, 2]);
    expect(root.count).toBe(2);
    expect(new Set(seen)).toEqual(new Set([0, 1, 2]));
    await app.close();
  });

  it('a branch that changes a field before it waits is gone on with', async () => {
    const done: string[] = [];
    const root = rootOf((self) => {
      if (!schedule('1 * * * *')) return;
      self.count++;
      self.first.run('a');
      self.second.run('b');
      done.push('done');
    });
    const { app, advance, open } = start(root);
    await advance(1);
    await open(root.first, 'a');
    await open(root.second, 'b');
    expect(done).toEqual(['done']);
    expect([root.first._executed, root.second._executed]).toEqual([['a'], ['b']]);
    await app.close();
  });

  it('a branch that calls with a field that it counts up executes once per tick', async () => {
    const root = rootOf((self) => {
      if (schedule('* * * * *')) self.first.run(++self.count);
    });
    const { app, advance, open } = start(root);
    await advance(1);
    await open(root.first, 1);
    expect(root.first._executed).toEqual([1]);
    const before = root.first._executed.length;
    await advance(1);
    expect(root.first._executed).toHaveLength(before + 1);
    await app.close();
  });

  it('parallel calls of one branch are waited for together', async () => {
    const done: unknown[] = [];
    const root = rootOf(({ first, second }) => {
      if (!schedule('1 * * * *')) return;
      const calls = [first.run('a'), second.run('b'), first.run('c')];
      done.push(use(calls));
    });
    for (const gated of [root.first, root.second]) withOptions(gated, { parallel: true });
    const { app, advance, open } = start(root);
    await advance(1);
    await open(root.first, 'a');
    await open(root.second, 'b');
    await open(root.first, 'c');
    expect(done).toEqual([['a', 'b', 'c']]);
    expect([root.first._executed, root.second._executed]).toEqual([['a', 'c'], ['b']]);
    await app.close();
  });

  it('a branch that waits for nothing is executed once per tick, however long the flow waits below it', async () => {
    const log: string[] = [];
    let closureCount = 0;
    const root = rootOf((self) => {
      if (schedule('* * * * *')) {
        log.push('tick');
        self.count++;
        closureCount++;
        void self.second.run('ping');
      }
      use(self.first.run(self.count + closureCount));
    });
    withOptions(root.second, { cacheCalls: false, parallel: true });
    const { app, advance, open } = start(root);
    await advance(0);
    await open(root.first, 0);
    await advance(1);
    expect(log).toEqual(['tick']);
    await open(root.second, 'ping');
    await advance(7);
    expect(log).toEqual(['tick']);
    await open(root.first, 2);
    // Those that fell meanwhile, as one.
    expect(log).toEqual(['tick', 'tick']);
    await open(root.first, 4);
    expect([log.length, root.count, closureCount]).toEqual([2, 2, 2]);
    expect(root.second._executed).toEqual(['ping', 'ping']);
    expect(root.first._executed).toEqual([0, 2, 4]);
    await app.close();
  });

  it('of two ticks at one time only that is given again whose branch waits', async () => {
    const log: string[] = [];
    const root = rootOf(({ first, second }) => {
      if (schedule('1 * * * *', { key: 'above' })) log.push('above');
      if (schedule('1 * * * *', { key: 'waits' })) {
        first.run('a');
        log.push('done');
      }
      if (schedule('1 * * * *', { key: 'below' })) log.push('below');
      second.run('b');
    });
    const { app, advance, open } = start(root);
    await advance(0);
    await open(root.second, 'b');
    await advance(2);
    expect(log).toEqual(['above', 'below']);
    await open(root.first, 'a');
    await advance(2);
    expect(log).toEqual(['above', 'below', 'done']);
    await app.close();
  });

  it('a branch in the branch of another tick is gone on with, and both are done', async () => {
    const log: string[] = [];
    const root = rootOf(({ first }) => {
      if (!schedule('* * * * *', { key: 'outer' })) return;
      if (schedule('2 * * * *', { key: 'inner' })) {
        first.run('a');
        log.push('inner');
      }
      log.push('outer');
    });
    const { app, advance, open } = start(root);
    await advance(1);
    expect(log).toEqual(['outer']);
    await advance(1);
    expect(log).toEqual(['outer']);
    await open(root.first, 'a');
    expect(log).toEqual(['outer', 'inner', 'outer']);
    await app.close();
  });

  it('a tick that is asked for before that of the branch is not given again', async () => {
    const log: string[] = [];
    const root = rootOf(({ first }) => {
      const isOther = schedule('1 * * * *', { key: 'other' });
      if (!schedule('1 * * * *')) return;
      if (isOther) log.push('other');
      first.run('a');
      log.push('done');
    });
    const { app, advance, open } = start(root);
    await advance(2);
    await open(root.first, 'a');
    await advance(2);
    expect(log).toEqual(['other', 'done']);
    await app.close();
  });

  it('a wait in the branch for a call that was made outside it is in the branch', async () => {
    const log: unknown[] = [];
    const root = rootOf(({ first }) => {
      const call = first.run('a');
      if (schedule('1 * * * *')) log.push(use(call));
    });
    withOptions(root.first, { parallel: true });
    const { app, advance, open } = start(root);
    await advance(2);
    expect(log).toEqual([]);
    await open(root.first, 'a');
    await advance(2);
    expect(log).toEqual(['a']);
    await app.close();
  });

  it('a branch that waits for another call of a work that the flow waits for, too, is gone on with', async () => {
    const log: string[] = [];
    const root = rootOf(({ first }) => {
      if (schedule('1 * * * *')) {
        use(first.run('in the branch'));
        log.push('done');
      }
      use(first.run(new Date().getUTCMinutes() < 1 ? 'early' : 'late'));
    });
    const { app, advance, open } = start(root);
    await advance(0);
    await open(root.first, 'early');
    await advance(1);
    await open(root.first, 'in the branch');
    await open(root.first, 'late');
    await advance(2);
    expect(log).toEqual(['done']);
    await app.close();
  });

  it('a failure that the branch handles completes it', async () => {
    const log: string[] = [];
    const root = rootOf(({ first }) => {
      if (!schedule('1 * * * *')) return;
      log.push('begun');
      try {
        first.run('a');
      } catch (error) {
        if (!(error instanceof WorkFailedError)) throw error;
        log.push('failed');
      }
    });
    withOptions(root.first, { raiseException: false });
    const { app, advance } = start(root);
    await advance(1);
    root.first._gate('a').reject(new Error('no'));
    await advance(3);
    expect(log).toEqual(['begun', 'begun', 'failed']);
    await app.close();
  });

  it('begins no further passes than it needs', async () => {
    const root = rootOf(({ first }) => {
      if (schedule('1 * * * *')) first.run('a');
    });
    const { app, advance, open } = start(root);
    await advance(0.5);
    const before = app.counts.passes;
    await advance(0.5);
    await open(root.first, 'a');
    // The tick, the trial, and the one that runs through; a heartbeat goes on as ever.
    if (heartbeatMs === false) expect(app.counts.passes - before).toBe(3);
    else expect(app.counts.passes - before).toBeLessThanOrEqual(3 + 40_000 / heartbeatMs);
    await app.close();
  });
});
