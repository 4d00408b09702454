import { type CallContext, callContext, flow, handleOf, use, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from '../loop/deferred.js';

/** Fails as often as it is told to. */
@work({ retry: { attempts: 3, backoffMs: 1_000, factor: 2, jitter: 0 } })
class Flaky {
  readonly _atMs: number[] = [];
  _failures = 2;
  run(_name: string): number {
    this._atMs.push(Date.now());
    if (this._atMs.length <= this._failures) throw new Error('no luck');
    return this._atMs.length;
  }
}

describe('a work that is tried again, in an app', () => {
  it('has its next attempt when the clock says so, while the flow waits', async () => {
    const seen: unknown[] = [];
    @flow()
    class Root {
      flaky = new Flaky();
      run(): void {
        seen.push(this.flaky.run('a'));
      }
    }
    const root = new Root();
    const app = new TestApp(root, { at: 0, heartbeatMs: false });
    await app.idle();
    expect([root.flaky._atMs, handleOf(root.flaky).status.name]).toEqual([[0], 'pending']);
    await app.advance(10_000);
    expect([root.flaky._atMs, seen]).toEqual([[0, 1_000, 3_000], [3]]);
    expect(handleOf(root.flaky).statuses.map(({ name }) => name)).toEqual([
      'notStarted',
      ...['pending', 'running', 'pending', 'running', 'pending', 'running'],
      'succeeded',
    ]);
    expect(app.counts).toMatchObject({ executions: 3, failures: 0 });
    await app.close();
  });

  it('ends the app with its last error once its attempts are used up', async () => {
    @flow()
    class Root {
      flaky = withOptions(Object.assign(new Flaky(), { _failures: 9 }), { retry: { attempts: 2 } });
      run(): void {
        this.flaky.run('a');
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.advance(10_000);
    await expect(app.ended).rejects.toThrow('no luck');
  });
});

describe('a stopped work, in an app', () => {
  @work({ parallel: true })
  class Slow {
    readonly _contexts: CallContext[] = [];
    readonly _gates: Deferred<string>[] = [];
    run(_name: string): Promise<string> {
      this._contexts.push(callContext());
      const gate = new Deferred<string>();
      this._gates.push(gate);
      return gate.promise;
    }
  }

  it('lets the flow wait until it is started again', async () => {
    const slow = new Slow();
    const seen: string[] = [];
    @flow()
    class Root {
      slow = slow;
      run(): void {
        seen.push(use(this.slow.run('a')));
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.pass();
    await turns();
    handleOf(slow).stop();
    expect(slow._contexts[0]?.signal.aborted).toBe(true);
    await app.idle();
    expect([seen, handleOf(slow).status.name, handleOf(slow).queueLength]).toEqual([[], 'pending', 1]);
    slow._gates[0]?.resolve('late');
    handleOf(slow).start();
    await turns();
    expect(slow._gates).toHaveLength(2);
    slow._gates[1]?.resolve('A');
    await app.idle();
    expect(seen).toEqual(['A']);
    await app.close();
  });

  it('goes on with its first fields after delete() and start()', async () => {
    @work()
    class Count {
      count = 0;
      run(_name: string): number {
        return ++this.count;
      }
    }
    const seen: number[] = [];
    @flow()
    class Root {
      count = new Count();
      run(): void {
        seen.push(this.count.run('a'));
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    root.count.count = 41;
    handleOf(root.count).delete();
    expect(root.count.count).toBe(0);
    await app.idle();
    expect(handleOf(root.count).isPending).toBe(true);
    handleOf(root.count).start();
    await app.idle();
    expect([seen.at(-1), root.count.count]).toEqual([1, 1]);
    await app.close();
  });

  it('may be stopped and started by its flow', async () => {
    const slow = new Slow();
    @flow()
    class Root {
      slow = slow;
      _passes = 0;
      run(): void {
        if (++this._passes === 1) handleOf(this.slow).stop();
        void this.slow.run('a');
        if (this._passes === 2) handleOf(this.slow).start();
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.pass();
    await turns();
    expect(slow._gates).toHaveLength(0);
    await app.pass();
    await turns();
    expect(slow._gates).toHaveLength(1);
    await app.close();
  });
});
