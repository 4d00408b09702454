import { flow, handleOf, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from '../loop/deferred.js';

@work({ parallel: true })
class Slow {
  readonly _gates: Deferred<string>[] = [];
  run(_name: string): Promise<string> {
    const gate = new Deferred<string>();
    this._gates.push(gate);
    return gate.promise;
  }
}

function rootOf(slow: Slow, names: string[]) {
  @flow()
  class Root {
    slow = slow;
    run(): void {
      for (const name of names) void this.slow.run(name);
    }
  }
  return new Root();
}

describe('the status of a work', () => {
  it('goes from notStarted over pending and running to succeeded, pending already within the call', async () => {
    const slow = new Slow();
    const handle = handleOf(slow);
    const seen: string[] = [handle.status.name];
    @flow()
    class Root {
      slow = slow;
      run(): void {
        void this.slow.run('a');
        seen.push(handle.status.name);
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    expect([handle.hasStarted, handle.isPending]).toEqual([false, false]);
    await app.pass();
    expect([handle.hasStarted, handle.isPending, handle.isRunning]).toEqual([true, true, false]);
    await turns();
    expect([handle.isPending, handle.isRunning]).toEqual([false, true]);
    slow._gates[0]?.resolve('A');
    await app.idle();
    expect([handle.isRunning, handle.hasSucceeded, handle.successes]).toEqual([false, true, 1]);
    expect(seen.slice(0, 2)).toEqual(['notStarted', 'pending']);
    expect(handle.statuses.map(({ name }) => name)).toEqual([
      'notStarted',
      'pending',
      'running',
      'succeeded',
    ]);
    await app.close();
  });

  it('tells of a failure with reason and message', async () => {
    const slow = withOptions(new Slow(), { raiseException: false });
    const app = new TestApp(rootOf(slow, ['a']), { at: 500, heartbeatMs: false });
    await app.pass();
    await turns();
    slow._gates[0]?.reject(new Error('no luck'));
    await app.idle();
    expect(handleOf(slow).status).toEqual({
      name: 'failed',
      reason: 'userException',
      message: 'no luck',
      atMs: 500,
    });
    expect([handleOf(slow).hasFailed, handleOf(slow).hasSucceeded]).toEqual([true, false]);
    await app.close();
  });

  it('tells that calls were stopped with the app', async () => {
    const slow = new Slow();
    const app = new TestApp(rootOf(slow, ['a', 'b']), { heartbeatMs: false, shutdownMs: 0 });
    await app.pass();
    await turns();
    await app.close();
    expect(handleOf(slow).hasStopped).toBe(true);
    expect(handleOf(slow).status).toMatchObject({ name: 'stopped', reason: 'stopped' });
  });

  it('is remembered a hundred times', async () => {
    @work()
    class Count {
      run(n: number): number {
        return n;
      }
    }
    @flow()
    class Root {
      count = new Count();
      run(): void {
        for (let n = 0; n < 60; n++) this.count.run(n);
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    const { statuses, successes } = handleOf(root.count);
    expect([statuses.length, successes]).toEqual([100, 60]);
    expect(statuses.at(-1)?.name).toBe('succeeded');
    await app.close();
  });
});

describe('a handle', () => {
  it('reads results and executes nothing', async () => {
    let executions = 0;
    @work()
    class Add {
      run(a: number, b: number): { sum: number } {
        executions++;
        return { sum: a + b };
      }
    }
    const add = new Add();
    expect(handleOf(add).result(1, 2)).toBeUndefined();
    const sum = add.run(1, 2);
    expect(handleOf(add).result(1, 2)).toBe(sum);
    expect(handleOf(add).result(2, 1)).toBeUndefined();
    expect(executions).toBe(1);
  });

  it('gives the value of an asynchronous work rather than its promise', async () => {
    const slow = new Slow();
    const promise = slow.run('a');
    expect(handleOf(slow).result('a')).toBeUndefined();
    slow._gates[0]?.resolve('A');
    await promise;
    expect(handleOf(slow).result('a')).toBe('A');
  });

  it('forgets one call or all of them, so that the next ones execute', () => {
    const executed: number[] = [];
    @work()
    class Log {
      run(n: number): void {
        executed.push(n);
      }
    }
    const log = new Log();
    for (const n of [1, 1, 2, 2]) log.run(n);
    expect([handleOf(log).invalidate(1), handleOf(log).invalidate(1), handleOf(log).invalidate(7)]).toEqual([
      true,
      false,
      false,
    ]);
    for (const n of [2, 1, 1]) log.run(n);
    expect(executed).toEqual([1, 2, 1]);
    handleOf(log).invalidateAll();
    for (const n of [1, 1, 2]) log.run(n);
    expect(executed).toEqual([1, 2, 1, 1, 2]);
  });
});
