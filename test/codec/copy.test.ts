import { isDeepStrictEqual, types } from 'node:util';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { copyAndFreeze, copyChangeable } from '../../src/codec/copy.js';
import { isDeeplyFrozen } from '../../src/codec/deeply-frozen.js';
import { noteObserved } from '../../src/observed.js';
import { Point } from '../identity/declared-classes.js';

/** Every object in a value, itself first. */
function objectsIn(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found;
  found.add(value);
  if (types.isMap(value)) for (const entry of value) for (const item of entry) objectsIn(item, found);
  if (types.isSet(value)) for (const item of value) objectsIn(item, found);
  if (!ArrayBuffer.isView(value)) for (const item of Object.values(value)) objectsIn(item, found);
  return found;
}

/** Node does not take two invalid dates for equal; all else can be compared. */
const data = fc
  .anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
    withBoxedValues: true,
    maxDepth: 4,
  })
  .filter(
    (value) => ![...objectsIn(value)].some((each) => types.isDate(each) && Number.isNaN(each.getTime())),
  );

describe('a copy for the ledger', () => {
  it('is equal to the original and shares no object with it', () => {
    fc.assert(
      fc.property(data, (value) => {
        const { value: copy } = copyAndFreeze(value, 'refuse');
        expect(isDeepStrictEqual(copy, value)).toBe(true);
        const originals = objectsIn(value);
        for (const object of objectsIn(copy)) expect(originals.has(object)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is frozen at every depth exactly where it may be shared', () => {
    fc.assert(
      fc.property(data, (value) => {
        const { value: copy, isShareable } = copyAndFreeze(value, 'refuse');
        expect(isDeeplyFrozen(copy)).toBe(isShareable);
        if (isShareable) expect([...objectsIn(copy)].every(Object.isFrozen)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not made again of what is such a copy', () => {
    fc.assert(
      fc.property(data, (value) => {
        const { value: copy, isShareable } = copyAndFreeze(value, 'refuse');
        const again = copyAndFreeze(copy, 'refuse');
        expect(again.value === copy || Number.isNaN(copy)).toBe(isShareable || typeof copy !== 'object');
      }),
    );
  });

  it('is made of frozen data that somebody else froze only at the top', () => {
    const inner = { n: 1 };
    const { value } = copyAndFreeze(Object.freeze({ inner }), 'refuse');
    inner.n = 2;
    expect(value).toEqual({ inner: { n: 1 } });
  });

  it('takes values of other realms', () => {
    const foreign = runInNewContext(
      '({ map: new Map([[1, { a: 1 }]]), set: new Set([1]), date: new Date(5), list: [1, [2]], error: new TypeError("t"), bytes: Uint8Array.of(1, 2), re: /a/g })',
    );
    const { value } = copyAndFreeze(foreign, 'refuse');
    const copy = value as Record<string, unknown>;
    expect(types.isMap(copy.map) && types.isSet(copy.set) && types.isDate(copy.date)).toBe(true);
    expect(types.isNativeError(copy.error) && types.isRegExp(copy.re)).toBe(true);
    expect([(copy.list as number[])[0], [...(copy.bytes as Uint8Array)]]).toEqual([1, [1, 2]]);
  });

  it.each<[string, unknown, string]>([
    ['a function', { a: [() => 1] }, 'result.a[0]'],
    ['an instance', { 'a b': new (class Own {})() }, 'result["a b"]'],
    ['shared memory', new Uint8Array(new SharedArrayBuffer(1)).buffer, 'result'],
    ['a WeakRef', new Set([new WeakRef({})]), 'result.values()[0]'],
  ])('refuses %s and names its path', (_name, value, path) => {
    expect(() => copyAndFreeze(value, 'refuse')).toThrow(
      expect.objectContaining({ code: 'WORKLOOP_INVALID_RESULT', path }),
    );
    expect(() => copyAndFreeze(value, 'keep')).not.toThrow();
  });

  it('refuses what is nested too deeply to be followed', () => {
    let nested: unknown = {};
    for (let level = 0; level < 100_000; level++) nested = [nested];

    expect(() => copyAndFreeze(nested, 'refuse')).toThrow('`result` is nested too deeply');
  });
});

describe('a copy for a queued call', () => {
  it('is equal, shares nothing and may be changed', () => {
    fc.assert(
      fc.property(data, (value) => {
        const copy = copyChangeable(value);
        expect(isDeepStrictEqual(copy, value)).toBe(true);
        const originals = objectsIn(value);
        for (const object of objectsIn(copy)) {
          expect(originals.has(object)).toBe(false);
          expect(Object.isExtensible(object)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not made of what nobody can change, such as the result of another work', () => {
    const { value: rows } = copyAndFreeze([1, 2], 'refuse');
    const copy = copyChangeable({ rows }) as { rows: unknown };
    expect(copy.rows).toBe(rows);
  });
});

describe('a copy of what was observed', () => {
  it.each([
    ['for the ledger', (value: unknown) => copyAndFreeze(value, 'refuse').value],
    ['for a queued call', (value: unknown) => copyChangeable(value)],
  ])('is one of the original, at every level: %s', (_name, copyOf) => {
    const map = new Map([[1, 2]]);
    const observed = new Proxy(map, {});
    noteObserved(observed, map);
    const copy = copyOf({ list: [observed], map }) as { list: unknown[]; map: unknown };

    expect(copy).toEqual({ list: [map], map });
    expect(copy.list[0]).toBe(copy.map);
    expect(types.isProxy(copy.map)).toBe(false);
  });
});

it('takes instances that are no more than their fields, frozen for the ledger', () => {
  const { value, isShareable } = copyAndFreeze({ point: new Point(1, [2]) }, 'refuse');
  const { point } = value as { point: Point };

  expect(point).toBeInstanceOf(Point);
  expect([isShareable, Object.isFrozen(point), Object.isFrozen(point.y)]).toEqual([true, true, true]);
});

it('keeps instances where it may, unless they are such copies', () => {
  const kept = new Point(1, new Map());
  const { value: copy } = copyAndFreeze(kept, 'refuse');

  expect(copyAndFreeze(kept, 'keep').value).toBe(kept);
  expect((copyAndFreeze(copy, 'keep').value as Point).y).not.toBe((copy as Point).y);
});
