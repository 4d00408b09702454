import vm from 'node:vm';
import fc from 'fast-check';
import { canonicalize } from '../../src/identity/index.js';
import { textKit } from '../../src/identity/kit.js';
import { argumentsOf } from './arguments-of.js';
import { cook } from './cook.js';
import { anyRecipe } from './recipe.js';

const { any, isDense, keysOf, map, set, sink } = textKit;

test('any gives the text of the generic encoder or gives up', () => {
  let given = 0;
  fc.assert(
    fc.property(anyRecipe, fc.boolean(), (recipe, isSharing) => {
      const value = cook(recipe, { isReversed: false, isForeign: false, isBare: false, isSharing });
      const text = any(value, 1);
      if (text === undefined) return;
      given += 1;
      expect(canonicalize([value])).toBe(`A1[${text}]`.length > 65_536 ? expect.anything() : `A1[${text}]`);
    }),
    { numRuns: 1_000, seed: 1 },
  );
  expect(given).toBeGreaterThan(500);
});

test('any gives up on a value that a cycle leads through, and not on one that only holds a cycle', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const outer: Record<string, unknown> = { inner: {} };
  Object.assign(outer.inner as object, { outer });
  expect(any(cycle)).toBeUndefined();
  expect(any(outer.inner)).toBeUndefined();
  expect(any({ cycle })).toBe('O1{s5:cycleO1{s4:selfr1;}}');
});

test('any gives up where the generic encoder throws, the depth counted from the argument list', () => {
  expect(any(() => 1)).toBeUndefined();
  expect(any({ a: Symbol('a') })).toBeUndefined();
  expect(any([], 1_000)).toBe('A0[]');
  expect(any([], 1_001)).toBeUndefined();
  expect(any(1, 1_001)).toBe('n1;');
});

test('map and set write as the generic encoder does, or give up', () => {
  const number = (value: unknown) => (typeof value === 'number' ? textKit.number(value) : undefined);
  const string = (value: unknown) => (typeof value === 'string' ? textKit.string(value) : undefined);
  const ages = new Map([
    ['b', 1],
    ['a', 2],
  ]);
  expect(map(ages, string, number)).toBe(canonicalize(ages));
  expect(map(new Map([[1, 1]]), string, number)).toBeUndefined();
  expect(map(new Map([['a', 'b']]), string, number)).toBeUndefined();
  expect(map(Object.assign(new Map(), { a: 1 }), string, number)).toBeUndefined();
  expect(map(new (class extends Map<string, number> {})(), string, number)).toBeUndefined();
  expect(map(new Proxy(ages, {}), string, number)).toBeUndefined();
  expect(set(new Set([2, 1]), number)).toBe(canonicalize(new Set([2, 1])));
  expect(set(new Set(['a']), number)).toBeUndefined();
  expect(set(ages, number)).toBeUndefined();
  const many = new Set(Array.from({ length: 20_000 }, (_, i) => i));
  expect(set(many, number)).toBe(canonicalize(many));
});

test('keysOf lists the fields of plain objects that nothing hides in', () => {
  expect(keysOf({ b: 1, a: 2 })).toEqual(['b', 'a']);
  expect(keysOf(Object.create(null))).toEqual([]);
  const disguised = Object.setPrototypeOf(new Map(), Object.prototype);
  const others = [
    null,
    1,
    [],
    new Proxy({}, {}),
    { [Symbol.for('a')]: 1 },
    new Date(),
    argumentsOf(),
    disguised,
  ];
  for (const value of others) expect(keysOf(value)).toBeUndefined();
});

test('a sink folds as fold does, whatever the parts', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40_000), { maxLength: 6 }), (lengths) => {
      const parts = lengths.map((length, i) => 'aé😀'[i % 2]!.repeat(length));
      const collected = sink();
      for (const part of parts) collected.add(part);
      expect(collected.finish()).toBe(textKit.fold(parts.join('')));
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('isDense trusts only arrays of this realm with all elements and nothing else', () => {
  expect(isDense([])).toBe(true);
  expect(isDense([1, undefined])).toBe(true);
  // biome-ignore lint/suspicious/noSparseArray: holes are what is told
  const others = [{}, [, 1], [1, ,], new Array(3), Object.assign([1], { a: 1 }), Object.assign([], { 5: 1 })];
  const strange = [
    new Proxy([1], {}),
    vm.runInNewContext('[1]'),
    Object.setPrototypeOf([1], null),
    new Uint8Array(1),
  ];
  const hidden = Object.defineProperty([1, 2], 0, { value: 1, enumerable: false });
  for (const value of [...others, ...strange, hidden]) expect(isDense(value)).toBe(false);
  expect(isDense(Object.assign([1], { [Symbol.for('a')]: 1 }))).toBe(false);
});
