import { flow, now, OutsidePassError, stop, use, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

@work()
class Echo {
  readonly _executed: unknown[] = [];
  run<T>(value: T): T {
    this._executed.push(value);
    return value;
  }
}

@work()
class AsyncEcho {
  readonly _executed: unknown[] = [];
  async run<T>(value: T): Promise<T> {
    this._executed.push(value);
    return value;
  }
}

describe('an asynchronous flow', () => {
  it('lasts until its promise settles; passes never overlap', async () => {
    const gate = new Deferred();
    let active = 0;
    let most = 0;
    @flow()
    class Root {
      async run(): Promise<void> {
        most = Math.max(most, ++active);
        await gate.promise;
        active--;
      }
    }
    const app = new TestApp(new Root());
    const ended: number[] = [];
    app.on('pass:ended', ({ pass }) => ended.push(pass));
    const first = app.pass();
    await turns();
    app.clock.moveTo(app.clock.now() + 5_000);
    await turns();
    expect([active, ended, app.counts.passes]).toEqual([1, [], 1]);
    gate.resolve();
    await first;
    await app.advance(500);
    expect(most).toBe(1);
    expect(ended.length).toBeGreaterThan(3);
    await app.close();
  });

  it('makes calls and uses their values on either side of an await, in children too', async () => {
    @flow()
    class Child {
      echo = new AsyncEcho();
      async run(n: number): Promise<number> {
        await turns(1);
        const value = use(this.echo.run(n));
        await turns(1);
        return value + (await this.echo.run(n + 1));
      }
    }
    @flow()
    class Root {
      child = new Child();
      echo = new Echo();
      result = 0;
      async run(): Promise<void> {
        const sum = await this.child.run(this.echo.run(1));
        await Promise.resolve();
        this.result = this.echo.run(sum);
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    expect(root.result).toBe(3);
    expect(root.echo._executed).toEqual([1, 3]);
    expect(root.child.echo._executed).toEqual([1, 2]);
    await app.close();
  });

  it('may have a synchronous child that suspends', async () => {
    const log: string[] = [];
    @flow()
    class Child {
      echo = new Echo();
      run(): number {
        return this.echo.run(3);
      }
    }
    @flow()
    class Root {
      child = new Child();
      async run(): Promise<void> {
        await turns(1);
        log.push(`got ${this.child.run()}`);
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.idle();
    expect(log).toEqual(['got 3']);
    await app.close();
  });

  it('does not count as its own what runs when its pass is over', async () => {
    const later = new Deferred();
    const seen: unknown[] = [];
    @flow()
    class Root {
      echo = new Echo();
      _hasBegun = false;
      async run(): Promise<void> {
        if (this._hasBegun) return;
        this._hasBegun = true;
        void later.promise.then(() => {
          try {
            seen.push(this.echo.run('late'));
          } catch (error) {
            seen.push(error);
          }
        });
        await turns(1);
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.idle();
    later.resolve();
    await turns();
    expect(seen).toEqual([expect.any(OutsidePassError)]);
    expect(app.counts.executions).toBe(0);
    await app.close();
  });

  it('leaves verbs in a callback of its own, after the pass, to act as outside a pass', async () => {
    const later = new Deferred();
    const seen: unknown[] = [];
    @flow()
    class Root {
      echo = withOptions(new AsyncEcho(), { parallel: true });
      _hasBegun = false;
      async run(): Promise<void> {
        if (this._hasBegun) return;
        this._hasBegun = true;
        const call = this.echo.run(1);
        void later.promise.then(() => {
          for (const verb of [() => use(call), () => stop('from a callback')]) {
            try {
              seen.push(verb());
            } catch (thrown) {
              seen.push(thrown);
            }
          }
        });
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.idle();
    later.resolve();
    await turns();
    expect(seen).toEqual([expect.any(OutsidePassError), undefined]);
    await expect(app.ended).resolves.toEqual({ exitCode: 0, reason: 'from a callback' });
  });

  it('goes on after the app has failed without starting anything', async () => {
    const gate = new Deferred();
    const log: unknown[] = [];
    @work({ parallel: true })
    class Bad {
      async run(): Promise<void> {
        throw new Error('bad');
      }
    }
    @flow()
    class Root {
      bad = new Bad();
      echo = new Echo();
      async run(): Promise<void> {
        void this.bad.run();
        await gate.promise;
        try {
          log.push(this.echo.run('after the end'));
        } catch (thrown) {
          log.push(thrown);
          throw thrown;
        }
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    await expect(app.ended).rejects.toThrow('bad');
    gate.resolve();
    await turns();
    expect(root.echo._executed).toEqual([]);
    expect(log).toHaveLength(1);
    const next = new TestApp(new Root());
    await expect(next.close()).resolves.toMatchObject({ exitCode: 0 });
  });

  it('sets nothing off any more once the end was asked for', async () => {
    const gate = new Deferred();
    const log: string[] = [];
    @flow()
    class Root {
      echo = new Echo();
      async run(): Promise<void> {
        await gate.promise;
        log.push('above');
        this.echo.run('after the end');
        log.push('below');
      }
    }
    const root = new Root();
    const app = new TestApp(root, { shutdownMs: 1_000 });
    void app.pass().catch(() => undefined);
    await turns();
    stop('asked for');
    gate.resolve();
    await expect(app.ended).resolves.toEqual({ exitCode: 0, reason: 'asked for' });
    await turns();
    expect(log).toEqual(['above']);
    expect(root.echo._executed).toEqual([]);
    await app.close();
  });

  it('is told of once when a pass takes more than a second', async () => {
    let durationMs = 1_000;
    @flow()
    class Root {
      async run(): Promise<void> {
        await turns(1);
        app.clock.moveTo(now().getTime() + durationMs);
      }
    }
    const app: TestApp = new TestApp(new Root());
    await app.pass();
    expect(app.warnings).toEqual([]);
    durationMs = 1_500;
    await app.pass();
    await app.pass();
    expect(app.warnings).toEqual([expect.stringMatching(/pass took 1\.5 s/)]);
    await app.close();
  });
});
