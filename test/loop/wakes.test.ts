import { flow, handleOf, now, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

/** A flow that gives its field another value, or the same, in each pass. */
class Changing {
  value: unknown = 0;
  _pass = 0;
  constructor(readonly _next: (pass: number, value: unknown) => unknown = () => 0) {}
  run(): void {
    this.value = this._next(++this._pass, this.value);
  }
}
flow()(Changing);

/** How many passes there are until nothing is left to do, time standing still. */
async function passesUntilIdle(root: object): Promise<{ passes: number; app: TestApp }> {
  const app = new TestApp(root);
  await app.idle();
  return { passes: app.counts.passes, app };
}

describe('the heartbeat', () => {
  it('begins a pass so long after the last one ended, for ever', async () => {
    const { passes, app } = await passesUntilIdle(new Changing());
    expect(passes).toBe(1);
    await app.advance(99);
    expect(app.counts.passes).toBe(1);
    await app.advance(1);
    expect(app.counts.passes).toBe(2);
    await app.advance(100_000);
    expect(app.counts.passes).toBe(1_002);
    await app.close();
  });

  it('is what heartbeatMs says', async () => {
    const app = new TestApp(new Changing(), { heartbeatMs: 1_000 });
    await app.advance(10_500);
    expect(app.counts.passes).toBe(11);
    await app.close();
  });

  it('counts from the end of the pass', async () => {
    const begins: number[] = [];
    @flow()
    class Root {
      async run(): Promise<void> {
        begins.push(now().getTime());
        app.clock.moveTo(now().getTime() + 70);
        await turns(1);
      }
    }
    const app: TestApp = new TestApp(new Root(), { at: 0 });
    await app.advance(400);
    expect(begins).toEqual([0, 170, 340]);
    await app.close();
  });

  it('is off with false: then only a change begins a pass', async () => {
    const app = new TestApp(new Changing(), { heartbeatMs: false });
    await app.advance(1_000_000);
    expect(app.counts.passes).toBe(1);
    await app.close();
  });

  it('runs a daily flow once a day, every day, with no other change', async () => {
    const days: string[] = [];
    @work()
    class Process {
      run(day: string): void {
        days.push(day);
      }
    }
    @flow()
    class Daily {
      process = new Process();
      run(): void {
        this.process.run(now().toISOString().slice(0, 10));
      }
    }
    const app = new TestApp(new Daily(), { at: '2024-02-27', heartbeatMs: 60_000 });
    await app.advance(3.5 * 24 * 3_600_000);
    expect(days).toEqual(['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01']);
    await app.close();
  });
});

describe('a pass begins at once', () => {
  it('when a call has ended, succeeded or failed', async () => {
    const gates: Deferred<number>[] = [];
    @work({ parallel: true, raiseException: false })
    class Slow {
      run(_n: number): Promise<number> {
        const gate = new Deferred<number>();
        gates.push(gate);
        return gate.promise;
      }
    }
    @flow()
    class Root {
      slow = new Slow();
      run(): void {
        for (const n of [1, 2]) void this.slow.run(n);
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    const idle = app.idle();
    await turns();
    const passes = [app.counts.passes];
    gates[0]?.resolve(1);
    await turns();
    passes.push(app.counts.passes);
    gates[1]?.reject(new Error('no'));
    await idle;
    passes.push(app.counts.passes);
    expect(passes).toEqual([1, 2, 3]);
    await app.close();
  });

  it.each<[string, (pass: number) => unknown, number]>([
    ['changed a field', () => 'new', 2],
    ['changed it three times', (pass) => Math.min(pass, 3), 4],
    ['gave it equal values', () => ({ rows: [1] }), 2],
    ['gave it NaN', () => Number.NaN, 2],
    ['gave it the value that it has', () => 0, 1],
    ['changed 0 to −0', () => -0, 2],
  ])('when the flow %s', async (_name, next, passes) => {
    const result = await passesUntilIdle(new Changing(next));
    expect(result.passes).toBe(passes);
    await result.app.close();
  });

  it('not when a field was changed and given its value again', async () => {
    @flow()
    class Root {
      value = 0;
      run(): void {
        this.value = 1;
        this.value = 0;
      }
    }
    const { passes, app } = await passesUntilIdle(new Root());
    expect(passes).toBe(1);
    await app.close();
  });

  it.each<[string, unknown, (value: never) => void]>([
    ['an array', [], (rows: number[]) => rows.push(1)],
    ['an object, deep down', { a: { b: 1 } }, (value: { a: { b: number } }) => value.a.b++],
    ['a Map', new Map(), (map: Map<number, number>) => map.set(1, 1)],
    ['a Set', new Set(), (set: Set<number>) => set.add(1)],
    ['a Date', new Date(0), (date: Date) => date.setTime(1)],
    ['a typed array', Uint8Array.of(1), (bytes: Uint8Array) => bytes.fill(2)],
    ['an object with a key less', { a: 1 }, (value: { a?: number }) => delete value.a],
  ])('when the flow changed in place %s', async (_name, value, change) => {
    const root = new Changing((pass, rows) => {
      if (pass === 1) change(rows as never);
      return rows;
    });
    root.value = value;
    const { passes, app } = await passesUntilIdle(root);
    expect(passes).toBe(2);
    await app.close();
  });

  it('when a field of a child flow changed, or one was added or removed', async () => {
    @flow()
    class Child {
      step = 0;
      added?: number;
      run(): void {
        this.step = Math.min(this.step + 1, 3);
        if (this.step === 2) this.added = 1;
        else delete this.added;
      }
    }
    @flow()
    class Root {
      child = new Child();
      run(): void {
        this.child.run();
      }
    }
    const { passes, app } = await passesUntilIdle(new Root());
    expect(passes).toBe(4);
    await app.close();
  });

  it('not when a field changed that is no state, or data that is frozen or a cycle stayed the same', async () => {
    const cycle: { self?: unknown; list: number[] } = { list: [1] };
    cycle.self = cycle;
    @flow()
    class Root {
      _count = 0;
      #hidden = 0;
      cycle = cycle;
      frozen: object = Object.freeze(Object.assign({}, { rows: Object.freeze([1]) }));
      frozenCycle: object = (() => {
        const node: { self?: unknown } = {};
        node.self = node;
        return Object.freeze(node);
      })();
      get hidden(): number {
        return this.#hidden;
      }
      run(): void {
        this._count++;
        this.#hidden++;
      }
    }
    const { passes, app } = await passesUntilIdle(new Root());
    expect(passes).toBe(1);
    await app.close();
  });

  it('not when a result that is used again is equal to the last', async () => {
    @work()
    class Rows {
      run(): { rows: number[]; at: Map<string, number> } {
        return { rows: [1, 2], at: new Map([['a', 1]]) };
      }
    }
    @flow()
    class Root {
      rows = new Rows();
      result: unknown;
      run(): void {
        this.result = this.rows.run();
      }
    }
    const { passes, app } = await passesUntilIdle(new Root());
    // One that misses, one that hits and sets the field, one that finds it unchanged.
    expect(passes).toBe(3);
    await app.close();
  });

  it('when something was forgotten', async () => {
    let executions = 0;
    @work()
    class Count {
      run(): number {
        return ++executions;
      }
    }
    @flow()
    class Root {
      count = new Count();
      run(): void {
        this.count.run();
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    handleOf(root.count).invalidateAll();
    await app.idle();
    expect(executions).toBe(2);
    expect(handleOf(root.count).invalidate()).toBe(true);
    await app.idle();
    expect(executions).toBe(3);
    await app.close();
  });
});

describe('a flow that changes itself in every pass', () => {
  it('falls back to the heartbeat after 25 such passes and is told once, by the name of the field', async () => {
    const root = new Changing((pass) => pass);
    const { passes, app } = await passesUntilIdle(root);
    // The first pass has a cause of its own.
    expect(passes).toBe(26);
    expect(app.warnings).toEqual([expect.stringMatching(/`root\.value`.*25 passes/)]);
    await app.advance(1_000);
    expect(app.counts.passes).toBe(36);
    expect(app.warnings).toHaveLength(1);
    await app.close();
  });

  it('is left alone where calls that end are among the causes', async () => {
    @work({ parallel: true, cacheCalls: false })
    class Poll {
      async run(): Promise<void> {}
    }
    @flow()
    class Root {
      poll = withOptions(new Poll(), {});
      polled = 0;
      run(): void {
        if (handleOf(this.poll).successes < 100) void this.poll.run();
        this.polled = handleOf(this.poll).successes;
      }
    }
    const root = new Root();
    const { app } = await passesUntilIdle(root);
    expect(root.polled).toBe(100);
    expect(app.warnings).toEqual([]);
    await app.close();
  });

  it('yields to the event loop between passes', async () => {
    const log: string[] = [];
    const root = new Changing((pass, value) => {
      log.push(`pass ${pass}`);
      if (pass > 3) return value;
      setImmediate(() => log.push(`turn ${pass}`));
      return pass;
    });
    const { app } = await passesUntilIdle(root);
    expect(log).toEqual(['pass 1', 'turn 1', 'pass 2', 'turn 2', 'pass 3', 'turn 3', 'pass 4']);
    await app.close();
  });
});
