import { App, flow, OutsidePassError, stop, use, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { turns } from './deferred.js';

@work()
class Echo {
  readonly _executed: unknown[] = [];
  run<T>(value: T): T {
    this._executed.push(value);
    return value;
  }
}

function thrownBy(code: () => unknown): unknown {
  try {
    code();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

describe('two apps in one process', () => {
  it('run side by side without mixing, one of them asynchronous', async () => {
    @flow()
    class Sync {
      echo = new Echo();
      result: unknown;
      run(): void {
        this.result = this.echo.run('sync');
      }
    }
    @flow()
    class Async {
      echo = new Echo();
      result: unknown;
      async run(): Promise<void> {
        await turns(1);
        this.result = this.echo.run('async');
        await turns(1);
      }
    }
    const roots = [new Sync(), new Async(), new Sync(), new Async()];
    const apps = roots.map((root) => new TestApp(root));
    await Promise.all(apps.map((app) => app.advance(1_000)));
    expect(roots.map(({ result }) => result)).toEqual(['sync', 'async', 'sync', 'async']);
    expect(roots.map(({ echo }) => echo._executed.length)).toEqual([1, 1, 1, 1]);
    await Promise.all(apps.map((app) => app.close()));
  });

  it('refuse the call of the other’s work in a pass', async () => {
    const thrown: unknown[] = [];
    @flow()
    class Owner {
      echo = new Echo();
      run(): void {}
    }
    const owner = new Owner();
    @flow()
    class Thief {
      async run(): Promise<void> {
        await turns(1);
        thrown.push(thrownBy(() => owner.echo.run('stolen')));
      }
    }
    const apps = [new TestApp(owner), new TestApp(new Thief())];
    await Promise.all(apps.map((app) => app.idle()));
    expect(thrown[0]).toBeInstanceOf(OutsidePassError);
    expect(owner.echo._executed).toEqual([]);
    await Promise.all(apps.map((app) => app.close()));
  });

  it('cannot share an instance while both run', async () => {
    const echo = new Echo();
    @flow()
    class Root {
      echo = echo;
      run(): void {}
    }
    const first = new TestApp(new Root());
    await first.idle();
    const second = new TestApp(new Root());
    await expect(second.ended).rejects.toMatchObject({
      code: 'WORKLOOP_COMPONENT_TREE',
      message: expect.stringContaining('root.echo'),
    });
    await first.idle();
    expect(first.hasEnded).toBe(false);
    await first.close();
    const third = new TestApp(new Root());
    await third.idle();
    await third.close();
  });

  it('end each by its own stop', async () => {
    const rootOf = (name: string) => {
      @flow()
      class Root {
        run(): void {
          stop(name);
        }
      }
      return new Root();
    };
    const [one, another] = [new TestApp(rootOf('one')), new TestApp(rootOf('another'))];
    await one.idle();
    expect([one.hasEnded, another.hasEnded]).toEqual([true, false]);
    await another.idle();
    expect([await one.ended, await another.ended].map(({ reason }) => reason)).toEqual(['one', 'another']);
  });

  it('may be one in the other: an app that a work runs', async () => {
    const log: string[] = [];
    @flow()
    class Inner {
      echo = new Echo();
      run(): void {
        log.push(this.echo.run('inner'));
        stop('inner is done');
      }
    }
    @work()
    class Nest {
      async run(): Promise<string> {
        const app = new TestApp(new Inner());
        await app.idle();
        return (await app.ended).reason;
      }
    }
    @flow()
    class Outer {
      nest = new Nest();
      reason = '';
      run(): void {
        this.reason = use(this.nest.run());
      }
    }
    const outer = new Outer();
    const app = new TestApp(outer);
    await app.idle();
    expect([outer.reason, log]).toEqual(['inner is done', ['inner']]);
    expect(app.hasEnded).toBe(false);
    await app.close();
  });
});

describe('a work that belongs to a running app', () => {
  it.each<[string, (call: () => unknown) => Promise<unknown> | unknown]>([
    ['from outside', (call) => call()],
    ['from a timer', (call) => new Promise((resolve) => setImmediate(() => resolve(call())))],
    ['from a microtask', (call) => Promise.resolve().then(call)],
  ])('throws with the remedy when it is called %s', async (_name, place) => {
    @flow()
    class Root {
      echo = new Echo();
      run(): void {}
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    const thrown = await place(() => thrownBy(() => root.echo.run(1)));
    expect(thrown).toMatchObject({
      code: 'WORKLOOP_OUTSIDE_PASS',
      message: expect.stringMatching(/`root\.echo`.*outside a pass.*instance of its own/s),
    });
    expect(root.echo._executed).toEqual([]);
    await app.close();
    expect(root.echo.run(1)).toBe(1);
  });

  it('throws when another work calls it', async () => {
    const thrown: unknown[] = [];
    const echo = new Echo();
    @work()
    class Caller {
      run(): void {
        thrown.push(thrownBy(() => echo.run(1)));
      }
    }
    @flow()
    class Root {
      echo = echo;
      caller = new Caller();
      run(): void {
        this.caller.run();
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    expect(thrown).toEqual([expect.any(OutsidePassError)]);
    await app.close();
  });

  it('may call one that stands alone', async () => {
    const alone = new Echo();
    @work()
    class Caller {
      run(n: number): number {
        return alone.run(1) + n;
      }
    }
    @flow()
    class Root {
      caller = new Caller();
      sum = 0;
      run(): void {
        this.sum = this.caller.run(1) + this.caller.run(2);
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    expect([root.sum, alone._executed]).toEqual([5, [1]]);
    await app.close();
  });
});

describe('an App', () => {
  it('runs once', async () => {
    for (const method of ['log', 'warn'] as const) jest.spyOn(console, method).mockImplementation();
    @flow()
    class Root {
      run(): void {
        stop('enough');
      }
    }
    const app = new App(new Root());
    await expect(app.run()).resolves.toEqual({ exitCode: 0, reason: 'enough' });
    await expect(app.run()).rejects.toMatchObject({ code: 'WORKLOOP_APP_STATE' });
    process.exitCode = undefined;
    jest.restoreAllMocks();
  });
});
