import { flow, schedule, use, withOptions } from 'workloop';
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

  it('the branch of a tick is gone on with, call after call, and nothing below it is reached before', async () => {
    const log: string[] = [];
    const root = rootOf(({ first, second }) => {
      if (schedule('1 * * * *')) {
        const value = use(first.run('a'));
        log.push(`got ${String(value)}`);
        second.run('b');
        log.push('done');
      }
      if (log.length > 0 || first._executed.length > 0) log.push('below');
    });
    const { app, advance, open } = start(root);
    await advance(1);
    expect(log).toEqual([]);
    await open(root.first, 'a');
    expect(new Set(log)).toEqual(new Set(['got a']));
    await open(root.second, 'b');
    expect(log.slice(log.indexOf('done'), log.indexOf('done') + 3)).toEqual(
      heartbeatMs === false ? ['done', 'below'] : ['done', 'below', 'below'],
    );
    expect(log.filter((line) => line === 'done')).toHaveLength(1);
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
});
