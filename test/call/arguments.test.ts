import * as fc from 'fast-check';
import { flow, handleOf, work } from 'workloop';
import { canonicalize, registerIdentity } from 'workloop/identity';
import { TestApp } from 'workloop/testing';

/** The code and path of what a call throws. */
function refusalOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    const { code, path } = error as { code?: unknown; path?: unknown };
    return { code, path };
  }
  return 'nothing was thrown';
}

@work()
class Count {
  executions = 0;
  run(..._args: unknown[]): number {
    return ++this.executions;
  }
}

describe('arguments of a cached call', () => {
  it('decide by their identity: each distinct list executes exactly once, in any sequence', () => {
    const primitive = fc.oneof(
      fc.constantFrom<unknown>(
        0,
        -0,
        Number.NaN,
        1,
        '1',
        1n,
        '',
        'A',
        '#',
        'A1[n1;]',
        'A0[]',
        null,
        undefined,
      ),
      fc.constantFrom<unknown>(true, false, 'true', 'null', 2 ** 31, -(2 ** 31), 0.5, 'h'),
    );
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 2 },
        primitive,
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { maxKeys: 2 }),
        fc.constantFrom<unknown>(new Date(0), new Map([[1, 2]]), new Set([1]), Uint8Array.of(1)),
      ),
    })).value;
    const lists = fc.array(fc.array(value, { maxLength: 3 }), { maxLength: 40 });
    fc.assert(
      fc.property(lists, (calls) => {
        const count = new Count();
        const model = new Map<string, number>();
        for (const args of calls) {
          const text = canonicalize(args);
          const known = model.get(text);
          expect(count.run(...args)).toBe(known ?? model.size + 1);
          if (known === undefined) model.set(text, model.size + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('may be equal without being the same', () => {
    const count = new Count();
    expect([count.run({ a: 1, b: [2] }), count.run({ b: [2], a: 1 })]).toEqual([1, 1]);
    expect([count.run({ a: undefined }), count.run({})]).toEqual([2, 3]);
  });

  it('may be instances of a class that was registered', () => {
    class Point {
      constructor(readonly x: number) {}
    }
    registerIdentity(Point);
    const count = new Count();
    expect([count.run(new Point(1)), count.run(new Point(1)), count.run(new Point(2))]).toEqual([1, 1, 2]);
  });

  it.each<[string, unknown[], string]>([
    ['a function', [() => 1], 'args[0]'],
    ['a unique symbol', [1, Symbol('s')], 'args[1]'],
    ['a promise, deep inside', [{ client: { socket: Promise.resolve() } }], 'args[0].client.socket'],
    ['an instance of a class that hides its state', [[new (class Own {})()]], 'args[0][0]'],
    ['a WeakMap in a Map', [new Map([['a', new WeakMap()]])], expect.stringMatching(/^args\[0\]/) as never],
  ])('are refused at the call, naming the path: %s', (_name, args, path) => {
    const count = new Count();
    expect(refusalOf(() => count.run(...args))).toEqual({ code: 'WORKLOOP_UNHASHABLE_ARGUMENT', path });
    expect(count.executions).toBe(0);
    expect(count.run(1)).toBe(1);
  });

  it('are refused by an asynchronous work in the call itself, not by a rejection', () => {
    @work()
    class Async {
      async run(_callback: () => void): Promise<void> {}
    }
    expect(refusalOf(() => new Async().run(() => undefined))).toEqual({
      code: 'WORKLOOP_UNHASHABLE_ARGUMENT',
      path: 'args[0]',
    });
  });

  it('are refused in an app at the call, and nothing is queued', async () => {
    const refused: unknown[] = [];
    @work({ parallel: true })
    class Async {
      async run(_value: unknown): Promise<void> {}
    }
    @flow()
    class Root {
      task = new Async();
      run(): void {
        refused.push(refusalOf(() => void this.task.run({ log: () => undefined })));
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    expect(refused).toEqual([{ code: 'WORKLOOP_UNHASHABLE_ARGUMENT', path: 'args[0].log' }]);
    expect(app.counts).toMatchObject({ executions: 0 });
    expect(handleOf(root.task).hasStarted).toBe(false);
    await app.close();
  });
});

describe('an argument that is changed after the call', () => {
  it('changes neither the identity of a call that was answered', () => {
    const count = new Count();
    const rows = [1];
    expect(count.run(rows)).toBe(1);
    rows.push(2);
    expect([count.run(rows), count.run([1]), count.run([1, 2])]).toEqual([2, 1, 2]);
  });

  it.each<[string, () => { value: object; change: () => void }]>([
    [
      'plain data',
      () => {
        const value = { deep: { n: 1 } };
        return {
          value,
          change: () => {
            value.deep.n = 2;
          },
        };
      },
    ],
    [
      'a Map, a Set and bytes',
      () => {
        const value = { map: new Map([['a', 1]]), set: new Set([1]), bytes: Uint8Array.of(1) };
        return {
          value,
          change: () => {
            value.map.set('b', 2);
            value.set.add(2);
            value.bytes[0] = 2;
          },
        };
      },
    ],
  ])('changes neither a queued call nor what it is recorded for: %s', async (_name, make) => {
    const { value, change } = make();
    const before = canonicalize(value);
    const seen: string[] = [];
    @work({ parallel: true })
    class Read {
      async run(data: object): Promise<void> {
        seen.push(canonicalize(data));
      }
    }
    @flow()
    class Root {
      read = new Read();
      _hasCalled = false;
      run(): void {
        if (this._hasCalled) return;
        this._hasCalled = true;
        void this.read.run(value);
        change();
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    expect(seen).toEqual([before]);
    expect(handleOf(root.read).successes).toBe(1);
    await app.close();
  });

  it('is the body’s own to change: the caller sees nothing of it', async () => {
    @work()
    class Sort {
      run(numbers: number[]): number[] {
        return numbers.sort();
      }
    }
    const numbers = [3, 1, 2];
    @flow()
    class Root {
      sort = new Sort();
      sorted: readonly number[] = [];
      run(): void {
        this.sorted = this.sort.run(numbers);
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    expect([root.sorted, numbers]).toEqual([
      [1, 2, 3],
      [3, 1, 2],
    ]);
    expect(app.counts.executions).toBe(1);
    await app.close();
  });
});
