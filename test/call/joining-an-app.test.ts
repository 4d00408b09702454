import { flow, handleOf, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from '../loop/deferred.js';

describe('a work that was called on its own before it joined an app', () => {
  it('starts afresh: what was remembered or is under way is not the app’s', async () => {
    const gates: Deferred<string>[] = [];
    @work()
    class Load {
      run(_day: string): Promise<string> {
        const gate = new Deferred<string>();
        gates.push(gate);
        return gate.promise;
      }
    }
    const load = new Load();
    const early = load.run('monday');
    const seen: unknown[] = [];
    @flow()
    class Root {
      load = load;
      async run(): Promise<void> {
        seen.push(await this.load.run('monday'));
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.pass();
    await turns();
    expect(gates).toHaveLength(2);
    gates[0]?.resolve('early');
    expect(await early).toBe('early');
    await turns();
    expect(handleOf(load).result('monday')).toBeUndefined();
    gates[1]?.resolve('in the app');
    await app.idle();
    expect(seen).toEqual(['in the app']);
    await app.close();
  });

  it('is on its own again when the app has ended', async () => {
    let executions = 0;
    @work()
    class Count {
      run(): number {
        return ++executions;
      }
    }
    const count = new Count();
    @flow()
    class Root {
      count = count;
      run(): void {
        this.count.run();
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    await app.close();
    expect(executions).toBe(1);
    expect(count.run()).toBe(1);
    const again = new TestApp(new Root());
    await again.idle();
    expect(executions).toBe(2);
    await again.close();
  });
});
