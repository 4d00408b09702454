import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { isSameData } from '../../../src/component/state/same-data.js';
import { canonicalize } from '../../../src/identity/canonical.js';

const symbol = Symbol('a key');

describe('data that is the same', () => {
  it.each([
    ['lists', [1, 'a', null], [1, 'a', null]],
    ['plain objects, in whichever order', { a: 1, b: undefined }, { b: undefined, a: 1 }],
    ['lists within lists', [[1], { a: [2] }], [[1], { a: [2] }]],
    ['NaN', { at: Number.NaN }, { at: Number.NaN }],
    ['nothing', {}, {}],
    ['fields without a prototype', { a: 1 }, Object.assign(Object.create(null), { a: 1 })],
    ['dates that are none', [new Date(Number.NaN)], [new Date(Number.NaN)]],
  ])('%s', (_, before, after) => {
    expect(isSameData(before, after)).toBe(true);
  });
});

describe('data that differs', () => {
  it.each([
    ['in a value', { a: 1 }, { a: 2 }],
    ['in a name', { a: undefined }, { b: undefined }],
    ['in the number of fields', { a: 1 }, { a: 1, b: undefined }],
    ['in the sign of a zero', [0], [-0]],
    ['in a type', ['1'], [1]],
    // biome-ignore lint/suspicious/noSparseArray: it is about a hole.
    ['in a hole', [1, , 2], [1, undefined, 2]],
    ['in the holes at its end', [1], Object.assign([1], { length: 2 })],
    ['in a field of a list', [1], Object.assign([1], { name: 'one' })],
    ['in what a symbol names', { a: 1, [symbol]: 1 }, { a: 1, [symbol]: 2 }],
    ['in a symbol', { a: 1 }, { a: 1, [symbol]: 1 }],
    ['in being a list', { 0: 'a' }, ['a']],
    ['deep in', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
  ])('%s', (_, before, after) => {
    expect([isSameData(before, after), isSameData(after, before)]).toEqual([false, false]);
  });
});

it('is the same for Node, or has the same text, whatever the data', () => {
  const leaf = fc.constantFrom<unknown>(0, -0, 1, '1', '', null, undefined, true, Number.NaN, 1n);
  const fields = fc.dictionary(fc.constantFrom('a', 'b', '0', '1', 'length'), leaf, { maxKeys: 4 });
  const data = fc.oneof(fc.array(leaf, { maxLength: 3 }), fields, fc.sparseArray(leaf, { maxLength: 3 }));
  fc.assert(
    fc.property(data, data, (before, after) => {
      expect(isSameData(before, after)).toBe(
        isDeepStrictEqual(before, after) || canonicalize(before) === canonicalize(after),
      );
      expect(isSameData(before, structuredClone(before))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
