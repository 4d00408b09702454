import {
  type CallEvent,
  flow,
  handleOf,
  use,
  WorkFailedError,
  type WorkOptions,
  withOptions,
  work,
} from 'workloop';
import { TestApp } from 'workloop/testing';

/** Fails as often as it is told to, then gives the number of the execution. */
@work({ raiseException: false })
class Flaky {
  _executions = 0;
  _failures = Number.POSITIVE_INFINITY;
  readonly _error = new RangeError('flaky');
  run(_name: string): number {
    if (++this._executions <= this._failures) throw this._error;
    return this._executions;
  }
}

/** A flow that calls a flaky work and notes what came of it. */
function calling(options: WorkOptions, failures = Number.POSITIVE_INFINITY) {
  @flow()
  class Root {
    flaky = withOptions(Object.assign(new Flaky(), { _failures: failures }), options);
    _seen: unknown[] = [];
    run(): void {
      try {
        const value: unknown = this.flaky.run('a');
        this._seen.push(value instanceof Promise ? use(value) : value);
      } catch (thrown) {
        if (!(thrown instanceof Error)) throw thrown;
        this._seen.push(thrown);
      }
    }
  }
  return new Root();
}

describe('a failed call of a work whose raiseException is false', () => {
  it.each([
    ['a blocking call throws', {}],
    ['a parallel call rejects', { parallel: true }],
  ])('reaches the flow as WorkFailedError in every pass, executed once: %s', async (_name, options) => {
    const root = calling(options);
    const app = new TestApp(root);
    await app.advance(300);
    expect(root.flaky._executions).toBe(1);
    expect(root._seen.length).toBeGreaterThanOrEqual(4);
    expect(new Set(root._seen).size).toBe(1);
    const [error] = root._seen as [WorkFailedError];
    expect(error).toBeInstanceOf(WorkFailedError);
    expect(error).toMatchObject({
      name: 'WorkFailedError',
      code: 'WORKLOOP_WORK_FAILED',
      path: 'root.flaky',
      message: '`root.flaky` failed: flaky',
    });
    expect(error.cause).toBe(root.flaky._error);
    expect(app.counts).toMatchObject({ executions: 1, failures: 1, hits: 0 });
    await app.close();
  });

  it('ends the app where the flow does not catch it', async () => {
    @flow()
    class Root {
      flaky = new Flaky();
      run(): void {
        this.flaky.run('a');
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    await expect(app.ended).rejects.toBeInstanceOf(WorkFailedError);
  });

  it('is never a hit, and executes again after retry()', async () => {
    const root = calling({}, 2);
    const app = new TestApp(root);
    await app.idle();
    expect(handleOf(root.flaky).result('a')).toBeUndefined();
    handleOf(root.flaky).retry();
    await app.idle();
    expect([root.flaky._executions, root._seen.at(-1)]).toEqual([2, expect.any(WorkFailedError)]);
    handleOf(root.flaky).retry();
    await app.advance(500);
    expect([root.flaky._executions, root._seen.at(-1)]).toEqual([3, 3]);
    expect(handleOf(root.flaky).result('a')).toBe(3);
    await app.close();
  });

  it('executes again after a restart of the app', async () => {
    const root = calling({}, 1);
    const first = new TestApp(root);
    await first.idle();
    await first.close();
    const second = new TestApp(root);
    await second.idle();
    expect([root.flaky._executions, root._seen.at(-1)]).toEqual([2, 2]);
    await second.close();
  });

  it('executes again at the next call where it is not cached, and the flow learns of each failure', async () => {
    const root = calling({ cacheCalls: false });
    const app = new TestApp(root, { heartbeatMs: false });
    const seen: number[] = [];
    app.on('call:settled', () => seen.push(root._seen.length));
    for (let i = 0; i < 6; i++) {
      await app.pass();
      await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
    expect(root.flaky._executions).toBe(3);
    expect(root._seen).toEqual([
      expect.any(WorkFailedError),
      expect.any(WorkFailedError),
      expect.any(WorkFailedError),
    ]);
    await app.close();
  });

  it('leaves calls with other arguments alone', async () => {
    @work({ raiseException: false })
    class Picky {
      run(n: number): number {
        if (n === 1) throw new Error('not 1');
        return n;
      }
    }
    const seen: unknown[] = [];
    @flow()
    class Root {
      picky = new Picky();
      run(): void {
        try {
          this.picky.run(1);
        } catch (thrown) {
          if (!(thrown instanceof Error)) throw thrown;
        }
        seen.push(this.picky.run(2));
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    expect(seen).toEqual([2]);
    await app.close();
  });

  it.each<[string, unknown, string]>([
    ['a string', 'text', "`'text'` (string)"],
    ['undefined', undefined, '`undefined`'],
    ['an object', { message: 'own message' }, 'own message'],
  ])('has whatever was thrown as its cause: %s', async (_name, thrown, message) => {
    const root = calling({});
    Object.assign(root.flaky, { _error: thrown });
    const app = new TestApp(root);
    await app.idle();
    expect((root._seen[0] as WorkFailedError).cause).toBe(thrown);
    expect((root._seen[0] as WorkFailedError).message).toContain(message);
    await app.close();
  });
});

describe('a result that cannot be recorded', () => {
  class Connection {
    readonly #secret = 1;
    get secret(): number {
      return this.#secret;
    }
  }

  it.each<[string, unknown, string]>([
    ['a function', { onDone: () => 1 }, 'result.onDone'],
    ['an instance of a class', [new Connection()], 'result[0]'],
    ['a promise in it', { later: Promise.resolve(1) }, 'result.later'],
    ['a unique symbol', new Map([['key', Symbol('unique')]]), 'result.values()[0]'],
    ['a WeakMap', { 'odd name': new WeakMap() }, 'result["odd name"]'],
  ])('fails the call and names the path: %s', async (_name, result, path) => {
    const events: (CallEvent & { error?: unknown })[] = [];
    @work()
    class Give {
      run(): unknown {
        return result;
      }
    }
    @flow()
    class Root {
      give = new Give();
      run(): void {
        this.give.run();
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    app.on('call:settled', (event) => events.push(event));
    await app.idle();
    await expect(app.ended).rejects.toMatchObject({ code: 'WORKLOOP_INVALID_RESULT', path });
    expect(handleOf(root.give).status).toMatchObject({ name: 'failed', reason: 'invalidResult' });
    expect(events).toEqual([expect.objectContaining({ outcome: 'failed', error: expect.anything() })]);
  });

  it('reaches the flow where the work may fail', async () => {
    const root = calling({});
    Object.assign(root.flaky, { _failures: 0 });
    @work({ raiseException: false })
    class Give {
      run(): unknown {
        return () => 1;
      }
    }
    const give = new Give();
    const app = new TestApp(Object.assign(root, { flaky: give }));
    await app.idle();
    expect(root._seen[0]).toMatchObject({
      code: 'WORKLOOP_WORK_FAILED',
      cause: expect.objectContaining({ code: 'WORKLOOP_INVALID_RESULT', path: 'result' }),
    });
    await app.close();
  });

  it('is a failure of the work where reading it throws', async () => {
    const error = new Error('unreadable');
    const results: unknown[] = [
      {
        get value() {
          throw error;
        },
      },
      {
        // biome-ignore lint/suspicious/noThenProperty: what is asked of every result.
        get then() {
          throw error;
        },
      },
    ];
    for (const result of results) {
      @work()
      class Give {
        run(): unknown {
          return result;
        }
      }
      const app = new TestApp(new Give());
      await app.idle();
      await expect(app.ended).rejects.toBe(error);
    }
  });
});
