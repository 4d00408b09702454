import { flow, handleOf, use, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

@work({ parallel: true })
class Train {
  readonly _gates: Deferred<unknown>[] = [];
  run(..._args: unknown[]): Promise<unknown> {
    const gate = new Deferred<unknown>();
    this._gates.push(gate);
    return gate.promise;
  }
}

describe('a parallel call', () => {
  it('never ends the pass, and starts the work once', async () => {
    const log: string[] = [];
    @flow()
    class Root {
      train = new Train();
      run(): void {
        log.push('above');
        void this.train.run('rows');
        log.push('below');
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    const report = await app.pass();
    expect(report.suspendedBy).toEqual([]);
    expect(log).toEqual(['above', 'below']);
    expect(handleOf(root.train).status.name).toBe('pending');
    await turns();
    await app.pass();
    expect(log).toEqual(['above', 'below', 'above', 'below']);
    expect(root.train._gates).toHaveLength(1);
    await app.close();
  });

  it('returns the same promise in every pass while under way, and one promise for all hits', async () => {
    const underWay: unknown[] = [];
    const hits: unknown[] = [];
    let isOver = false;
    @flow()
    class Root {
      train = new Train();
      run(): void {
        const list = isOver ? hits : underWay;
        list.push(this.train.run('rows'), this.train.run('rows'));
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    await turns();
    await app.pass();
    await app.pass();
    expect(underWay).toHaveLength(6);
    expect(new Set(underWay).size).toBe(1);
    expect(underWay[0]).toBeInstanceOf(Promise);
    isOver = true;
    root.train._gates[0]?.resolve({ weights: 1 });
    await turns();
    await app.pass();
    await app.pass();
    expect(new Set(hits).size).toBe(1);
    expect(hits[0]).toBeInstanceOf(Promise);
    const [first, hit] = await Promise.all([underWay[0], hits[0]]);
    expect(hit).toEqual({ weights: 1 });
    expect(first).toBe(hit);
    await app.close();
  });

  it('gives a promise that is fulfilled already on a hit', async () => {
    const order: string[] = [];
    @work({ parallel: true })
    class Quick {
      run(): Promise<number> {
        return Promise.resolve(1);
      }
    }
    @flow()
    class Root {
      quick = new Quick();
      run(): void {
        const promise = this.quick.run();
        if (!handleOf(this.quick).hasSucceeded) return;
        void promise.then(() => order.push('hit'));
        void Promise.resolve().then(() => order.push('next'));
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    expect(order).toEqual(['hit', 'next']);
    await app.close();
  });

  it('returns a promise for a work without result that is synchronous', async () => {
    const log: string[] = [];
    const returned: unknown[] = [];
    @work({ parallel: true })
    class Notify {
      run(text: string): void {
        log.push(text);
      }
    }
    @flow()
    class Root {
      notify = new Notify();
      run(): void {
        returned.push(this.notify.run('hello'));
      }
    }
    const app = new TestApp(new Root());
    await app.advance(300);
    expect(log).toEqual(['hello']);
    expect(returned.every((item) => item instanceof Promise)).toBe(true);
    expect(await Promise.all(returned as Promise<unknown>[])).toEqual(returned.map(() => undefined));
    await app.close();
  });

  it('executes anew with each call after the last one ended, where it is not cached', async () => {
    @flow()
    class Root {
      train = withOptions(new Train(), { cacheCalls: false });
      run(): void {
        void this.train.run();
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    await turns();
    await app.pass();
    expect(root.train._gates).toHaveLength(1);
    root.train._gates[0]?.resolve(1);
    await turns();
    await app.pass();
    await turns();
    expect(root.train._gates).toHaveLength(2);
    expect(app.counts).toMatchObject({ executions: 2, joins: 1, hits: 0 });
    await app.close();
  });

  it('may be ignored when it fails: nothing crashes and nothing is left unhandled', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    @flow()
    class Root {
      train = withOptions(new Train(), { raiseException: false });
      run(): void {
        void this.train.run();
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.pass();
    await turns();
    root.train._gates[0]?.reject(new Error('diverged'));
    await turns();
    await app.pass();
    await turns();
    expect(app.hasEnded).toBe(false);
    expect(handleOf(root.train).hasFailed).toBe(true);
    expect(app.counts.executions).toBe(1);
    await app.close();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('keeps going beside the flow while blocking works come and go', async () => {
    const log: string[] = [];
    @work()
    class Step {
      run(n: number): void {
        log.push(`step ${n}`);
      }
    }
    @flow()
    class Root {
      train = new Train();
      step = new Step();
      result: unknown;
      run(): void {
        const trained = this.train.run();
        for (const n of [1, 2, 3]) this.step.run(n);
        this.result = use(trained);
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    for (let i = 0; i < 6; i++) {
      await app.pass();
      await turns();
    }
    expect(log).toEqual(['step 1', 'step 2', 'step 3']);
    expect(root.train._gates).toHaveLength(1);
    expect(root.result).toBeUndefined();
    root.train._gates[0]?.resolve('weights');
    await app.idle();
    expect(root.result).toBe('weights');
    await app.close();
  });
});
