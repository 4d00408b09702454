import { types } from 'node:util';
import { flow, handleOf, work } from 'workloop';
import { canonicalize } from 'workloop/identity';
import { TestApp } from 'workloop/testing';

/** A work that gives what `make` makes, and counts. */
function giving<T>(make: () => T): { run(): T; executions: number } {
  @work()
  class Giver {
    executions = 0;
    run(): T {
      this.executions++;
      return make();
    }
  }
  return new Giver();
}

describe('the result of a cached call', () => {
  it('is one frozen copy of plain data, for the miss as for the hit', () => {
    const original = { rows: [{ n: 1 }], total: 1 };
    const giver = giving(() => original);
    const miss = giver.run();
    expect(miss).toEqual(original);
    expect(miss).not.toBe(original);
    expect(giver.run()).toBe(miss);
    expect([miss, miss.rows, miss.rows[0]].every(Object.isFrozen)).toBe(true);
    expect(Object.isFrozen(original)).toBe(false);
  });

  it('makes an error of an attempt to change it', () => {
    const giver = giving(() => ({ rows: [1, 2] }));
    expect(() => giver.run().rows.push(3)).toThrow(TypeError);
    expect(giver.run()).toEqual({ rows: [1, 2] });
  });

  it('is not touched by what the work does to the original later', () => {
    const original = { rows: [1] };
    const giver = giving(() => original);
    giver.run();
    original.rows.push(2);
    expect(giver.run()).toEqual({ rows: [1] });
  });

  it.each<[string, () => object, (value: never) => void]>([
    ['a Map', () => new Map([['a', 1]]), (map: Map<string, number>) => map.set('b', 2)],
    ['a Set', () => new Set(['a']), (set: Set<string>) => set.add('b')],
    ['a Date', () => new Date(0), (date: Date) => date.setFullYear(1999)],
    ['a typed array', () => Float64Array.of(1, 2), (array: Float64Array) => array.fill(0)],
    ['a Buffer', () => Buffer.from('abc'), (buffer: Buffer) => buffer.fill(0)],
    [
      'an ArrayBuffer',
      () => Uint8Array.of(1, 2).buffer,
      (bytes: ArrayBuffer) => new Uint8Array(bytes).fill(9),
    ],
    ['a DataView', () => new DataView(Uint8Array.of(1).buffer), (view: DataView) => view.setUint8(0, 9)],
    ['an Error', () => new RangeError('far'), (error: Error) => Object.assign(error, { message: 'near' })],
    ['a URL', () => new URL('http://a.b/'), (url: URL) => Object.assign(url, { href: 'http://c.d/' })],
    ['URLSearchParams', () => new URLSearchParams('a=1'), (query: URLSearchParams) => query.set('a', '2')],
  ])('is a copy of its own for each hit where it holds %s', (_name, make, change) => {
    const giver = giving(() => ({ deep: [make()] }));
    const [miss, second] = [giver.run(), giver.run()];
    expect(second.deep[0]).not.toBe(miss.deep[0]);
    change(miss.deep[0] as never);
    change(second.deep[0] as never);
    expect(canonicalize(giver.run())).toBe(canonicalize({ deep: [make()] }));
    expect(giver.executions).toBe(1);
  });

  it.each<[string, () => unknown]>([
    ['a Map in a Map', () => new Map([[{ key: 1 }, new Map([[1, [2]]])]])],
    ['a view of a part of a buffer', () => new Uint8Array(Uint8Array.of(1, 2, 3, 4).buffer, 1, 2)],
    ['an array with holes and own fields', () => Object.assign([1], { note: 'x', 3: 'after holes' })],
    ['a match of a regular expression', () => /a(?<b>b)/.exec('ab')],
    ['a null-prototype object', () => Object.assign(Object.create(null), { a: 1 })],
    ['symbol keys', () => ({ [Symbol.for('k')]: 1, [Symbol.iterator]: 2 })],
    ['an own __proto__', () => JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "prototype": 3}')],
    ['bigint, NaN and both zeros', () => [10n, Number.NaN, 0, -0]],
    ['an invalid Date', () => [new Date(Number.NaN)]],
    ['a RegExp', () => Object.assign(/a/gu, { lastIndex: 3 })],
    ['boxed primitives', () => [Object(1), Object('a'), Object(true)]],
    [
      'an Error with cause and code',
      () => Object.assign(new TypeError('a', { cause: new Error('b') }), { code: 'E' }),
    ],
    ['an AggregateError', () => new AggregateError([new Error('a'), 1], 'all')],
  ])('has the identity of what run returned: %s', (_name, make) => {
    const giver = giving(make);
    const text = canonicalize(make());
    expect(canonicalize(giver.run())).toBe(text);
    expect(canonicalize(giver.run())).toBe(text);
    expect(giver.executions).toBe(1);
  });

  it('keeps a returned error an error, with its class and stack', () => {
    class OwnError extends Error {}
    const original = new OwnError('lost', { cause: 1 });
    const giver = giving(() => original);
    for (const error of [giver.run(), giver.run()]) {
      expect(types.isNativeError(error)).toBe(true);
      expect(error).toBeInstanceOf(OwnError);
      expect([error.message, error.stack, error.cause]).toEqual(['lost', original.stack, 1]);
      expect(Object.keys(error)).toEqual([]);
    }
  });

  it('keeps sharing and cycles within the value', () => {
    const giver = giving(() => {
      const shared = { n: 1 };
      const cyclic: { self?: unknown; a: object; b: object } = { a: shared, b: shared };
      cyclic.self = cyclic;
      return cyclic;
    });
    const result = giver.run();
    expect(result.self).toBe(result);
    expect(result.a).toBe(result.b);
    expect(giver.run()).toBe(result);
  });

  it('keeps by reference what cannot be copied, for a work on its own', () => {
    class Connection {
      readonly #secret = 1;
      get secret(): number {
        return this.#secret;
      }
    }
    const [connection, callback, unique] = [new Connection(), () => 1, Symbol('unique')];
    const giver = giving(() => ({ connection, callback, unique, rows: [1] }));
    for (const result of [giver.run(), giver.run()]) {
      expect(result.connection).toBe(connection);
      expect(result.connection.secret).toBe(1);
      expect(result.callback).toBe(callback);
      expect(result.unique).toBe(unique);
      expect(Object.isFrozen(result.connection)).toBe(false);
    }
  });

  it('is an instance of the class that it was, where it is an instance of a class derived from a built-in', () => {
    class Matrix extends Array<number> {
      get first(): number | undefined {
        return this[0];
      }
    }
    class Day extends Date {
      get isFirst(): boolean {
        return this.getUTCDate() === 1;
      }
    }
    const giver = giving(() => ({ matrix: Matrix.of(4) as Matrix, day: new Day(0) }));
    for (const result of [giver.run(), giver.run()]) {
      expect(result.matrix.first).toBe(4);
      expect(result.day.isFirst).toBe(true);
    }
  });

  it('is copied as deep as an argument may be deep', () => {
    const giver = giving(() => {
      let nested: unknown = 'bottom';
      for (let level = 0; level < 1_000; level++) nested = { nested };
      return nested;
    });
    expect(canonicalize(giver.run())).toBe(canonicalize(giver.run()));
    expect(giver.executions).toBe(1);
  });

  it('reads each property of what run returned once', () => {
    let reads = 0;
    const giver = giving(() => ({
      get n(): number {
        return ++reads;
      },
    }));
    expect([giver.run().n, giver.run().n, reads]).toEqual([1, 1, 1]);
  });

  it('shares the parts that are results of other works already', () => {
    const rows = giving(() => [1, 2, 3]).run();
    const giver = giving(() => ({ rows }));
    expect(giver.run().rows).toBe(rows);
  });

  it('is not asked for an identity', () => {
    const giver = giving(() => new WeakMap());
    expect(giver.run()).toBe(giver.run());
  });

  it('is a promise of such a copy for an asynchronous work', async () => {
    const original = { rows: [1], at: new Map([['a', 1]]) };
    const giver = giving(async () => original);
    const [miss, hit] = [await giver.run(), await giver.run()];
    miss.at.set('b', 2);
    expect(miss.rows).toEqual([1]);
    expect(miss.rows).not.toBe(original.rows);
    expect([hit, await giver.run()]).toEqual([original, original]);
    expect(original.at.size).toBe(1);
  });
});

describe('a result that is larger than maxResultBytes', () => {
  it.each<[string, unknown, boolean]>([
    ['text', 'x'.repeat(990), true],
    ['too long a text', 'x'.repeat(1_100), false],
    ['text that takes more bytes than units', 'ü'.repeat(600), false],
    ['bytes', new Uint8Array(900), true],
    ['too many bytes', new Uint8Array(1_001), false],
    ['rows', Array.from({ length: 40 }, (_, n) => ({ n })), true],
    ['too many rows', Array.from({ length: 400 }, (_, n) => ({ n })), false],
    ['too large a bigint', 10n ** 1_001n, false],
  ])('fails the call as invalidResult: %s', async (_name, result, isTaken) => {
    @work({ maxResultBytes: 1_000, raiseException: false })
    class Give {
      run(): unknown {
        return result;
      }
    }
    const seen: unknown[] = [];
    @flow()
    class Root {
      give = new Give();
      run(): void {
        try {
          seen.push(this.give.run());
        } catch (thrown) {
          if (!(thrown instanceof Error)) throw thrown;
          seen.push(thrown);
        }
      }
    }
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    if (isTaken) expect(seen).toEqual([result]);
    else {
      expect(seen).toEqual([
        expect.objectContaining({ cause: expect.objectContaining({ code: 'WORKLOOP_INVALID_RESULT' }) }),
      ]);
      expect(handleOf(root.give).status).toMatchObject({
        reason: 'invalidResult',
        message: expect.stringMatching(/`result` is \d+ bytes large, and `maxResultBytes` is 1000/),
      });
    }
    await app.close();
  });
});
