import { App, flow, now, stop, work } from 'workloop';
import { TestApp, VirtualClock } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

const AT = Date.parse('2024-02-29T12:00:00Z');

describe('the virtual clock', () => {
  it('drives now() and Date in passes and in inline works, on either side of an await', async () => {
    const seen: Record<string, number> = {};
    @work()
    class Look {
      async run(): Promise<void> {
        seen.workNow = now().getTime();
        seen.workDate = Date.parse(new Date().toISOString());
        await turns(1);
        seen.workAfterAwait = Date.now();
        seen.workNowAfterAwait = now().getTime();
      }
    }
    @flow()
    class Root {
      look = new Look();
      async run(): Promise<void> {
        seen.passNow = now().getTime();
        seen.passDate = Date.parse(new Date().toISOString());
        seen.passText = Date.parse(`${Date()}`);
        await turns(1);
        seen.passAfterAwait = Date.now();
        await this.look.run();
      }
    }
    const app = new TestApp(new Root(), { at: AT, heartbeatMs: false });
    await app.idle();
    expect(Object.keys(seen)).toHaveLength(8);
    expect(new Set(Object.values(seen))).toEqual(new Set([AT]));
    await app.close();
  });

  it('drives Date in synchronous flows and works', async () => {
    const seen: unknown[] = [];
    @work()
    class Look {
      run(): string {
        return new Date().toISOString();
      }
    }
    @flow()
    class Root {
      look = new Look();
      run(): void {
        seen.push(new Date().toISOString(), this.look.run());
      }
    }
    const app = new TestApp(new Root(), { at: AT, heartbeatMs: false });
    await app.idle();
    expect(new Set(seen)).toEqual(new Set(['2024-02-29T12:00:00.000Z']));
    await app.close();
  });

  it('drives Date in a work that is the root', async () => {
    const seen: number[] = [];
    @work()
    class Look {
      async run(): Promise<void> {
        seen.push(Date.now());
        await turns(1);
        seen.push(Date.now());
      }
    }
    const app = new TestApp(new Look(), { at: AT });
    await app.ended;
    expect(seen).toEqual([AT, AT]);
    await app.close();
  });

  it('leaves Date outside alone, also while an app runs, and gives it back at the end', async () => {
    const real = Date;
    @flow()
    class Root {
      run(): void {}
    }
    const app = new TestApp(new Root(), { at: 0 });
    await app.idle();
    expect(new Date().getFullYear()).toBeGreaterThan(2000);
    expect(Date.now()).toBeGreaterThan(AT);
    await app.advance(10_000);
    expect(Date.now()).toBeGreaterThan(AT);
    await app.close();
    expect(Date).toBe(real);
  });

  it('makes dates that are dates in every respect', async () => {
    const seen: Record<string, unknown> = {};
    @flow()
    class Root {
      run(): void {
        seen.isInstance = new Date() instanceof Date;
        seen.constructorIs = new Date().constructor === Date.prototype.constructor;
        seen.given = new Date(2020, 0, 1).getFullYear();
        seen.copied = new Date(new Date(5)).getTime();
        seen.utc = Date.UTC(2020, 0);
        class Day extends Date {}
        seen.derived = new Day() instanceof Day && new Day().getTime() === AT;
        const [one, another] = [now(), now()];
        seen.fresh = one !== another;
      }
    }
    const app = new TestApp(new Root(), { at: AT });
    await app.pass();
    expect(seen).toEqual({
      isInstance: true,
      constructorIs: true,
      given: 2020,
      copied: 5,
      utc: Date.UTC(2020, 0),
      derived: true,
      fresh: true,
    });
    await app.close();
  });

  it('tells each of two apps its own time', async () => {
    const seen: number[][] = [[], []];
    const rootOf = (list: number[]) => {
      @flow()
      class Root {
        async run(): Promise<void> {
          list.push(Date.now());
          await turns(1);
          list.push(now().getTime());
        }
      }
      return new Root();
    };
    const [early, late] = seen.map(
      (list, i) => new TestApp(rootOf(list), { at: i * 1_000, heartbeatMs: false }),
    );
    await Promise.all([early?.idle(), late?.idle()]);
    expect(seen).toEqual([
      [0, 0],
      [1_000, 1_000],
    ]);
    await early?.close();
    await late?.close();
  });

  it('moves only when it is told to, from alarm to alarm', () => {
    const clock = new VirtualClock(0);
    const rung: string[] = [];
    clock.setAlarm(20, () => rung.push(`b at ${clock.now()}`));
    clock.setAlarm(10, () => rung.push(`a at ${clock.now()}`));
    clock.setAlarm(20, () => rung.push('c')).cancel();
    expect(clock.nextAlarmMs).toBe(10);
    clock.moveTo(10);
    clock.moveTo(5);
    expect([clock.now(), rung]).toEqual([10, ['a at 10']]);
    clock.moveTo(20);
    expect(rung).toEqual(['a at 10', 'b at 20']);
    expect(clock.nextAlarmMs).toBeUndefined();
    clock.close();
    expect(() => new VirtualClock('no date')).toThrow(RangeError);
  });
});

describe('the time of a call', () => {
  it('is in the events and statuses, by the clock of the app', async () => {
    const gate = new Deferred();
    @work()
    class Slow {
      run(): Promise<void> {
        return gate.promise;
      }
    }
    @flow()
    class Root {
      slow = new Slow();
      async run(): Promise<void> {
        await this.slow.run();
      }
    }
    const app = new TestApp(new Root(), { at: 1_000, heartbeatMs: false });
    const told: [string, number][] = [];
    for (const name of ['call:queued', 'call:started', 'call:settled'] as const) {
      app.on(name, ({ atMs }) => told.push([name, atMs]));
    }
    await app.pass();
    await turns();
    app.clock.moveTo(5_000);
    gate.resolve();
    await app.idle();
    expect(told).toEqual([
      ['call:queued', 1_000],
      ['call:started', 1_000],
      ['call:settled', 5_000],
    ]);
    await app.close();
  });
});

describe('now()', () => {
  it('is the time of the machine outside any app, and in the passes of an App', async () => {
    jest.spyOn(console, 'log').mockImplementation();
    const before = Date.now();
    let inPass = 0;
    @flow()
    class Root {
      run(): void {
        inPass = now().getTime();
        stop();
      }
    }
    await new App(new Root()).run();
    const after = now().getTime();
    process.exitCode = undefined;
    jest.restoreAllMocks();
    expect([before, inPass, after]).toEqual([before, inPass, after].sort((a, b) => a - b));
  });
});
