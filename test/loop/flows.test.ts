import { flow, OutsidePassError, work } from 'workloop';
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

describe('a child flow', () => {
  it('is called by its parent as a plain method, with arguments and a return value, nothing cached', async () => {
    const log: unknown[] = [];
    @flow()
    class Child {
      echo = new Echo();
      run(n: number): number {
        log.push(n);
        return 2 * this.echo.run(n);
      }
    }
    @flow()
    class Root {
      left = new Child();
      right = new Child();
      sum = 0;
      run(): void {
        this.sum = this.left.run(1) + this.right.run(1);
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    expect(root.sum).toBe(4);
    expect(log.length).toBeGreaterThan(4);
    expect([root.left.echo._executed, root.right.echo._executed]).toEqual([[1], [1]]);
    await app.close();
  });

  it('ends the whole pass when it suspends', async () => {
    const log: string[] = [];
    @flow()
    class Child {
      echo = new Echo();
      run(): void {
        this.echo.run(1);
        log.push('child');
      }
    }
    @flow()
    class Root {
      child = new Child();
      run(): void {
        this.child.run();
        log.push('root');
      }
    }
    const app = new TestApp(new Root());
    expect((await app.pass()).suspendedBy).toEqual(['root.child.echo']);
    expect(log).toEqual([]);
    await app.idle();
    expect(log).toEqual(['child', 'root']);
    await app.close();
  });

  it('that is not called by its parent does not run', async () => {
    let runs = 0;
    @flow()
    class Child {
      run(): void {
        runs++;
      }
    }
    @flow()
    class Root {
      child = new Child();
      run(): void {}
    }
    const app = new TestApp(new Root());
    await app.advance(1_000);
    expect(runs).toBe(0);
    await app.close();
  });
});

describe('a synchronous flow', () => {
  it('has no part in what its microtasks and timers do', async () => {
    const seen: unknown[] = [];
    @flow()
    class Root {
      echo = new Echo();
      run(): void {
        void Promise.resolve().then(() => {
          try {
            this.echo.run(1);
          } catch (error) {
            seen.push(error);
          }
        });
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.pass();
    await turns();
    expect(seen).toEqual([expect.any(OutsidePassError)]);
    await app.close();
  });
});
