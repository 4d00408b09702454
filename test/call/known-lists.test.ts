import { KnownLists } from '../../src/call/known-lists.js';
import { recordOf } from '../../src/ledger/call-record.js';
import type { Hasher } from '../../src/plan.js';
import { compileHasher } from '../transformer/hasher-lab.js';

const point = compileHasher('value: { x: number; y: number; at?: { name: string } | null }');

const recording = { isAsync: false, expiresAtMs: Number.POSITIVE_INFINITY, uncopyable: 'keep' } as const;
const recordFor = (value: unknown) => recordOf(value, recording);

/** Lists that know these points, in order, each with its index as the record's value. */
function knowing(points: readonly unknown[], hasher: Hasher | undefined = point): KnownLists {
  const lists = new KnownLists(hasher);
  for (const [index, value] of points.entries()) lists.add([value], recordFor(index + 1));
  return lists;
}

const answer = (lists: KnownLists, value: unknown) => lists.find([value])?.record.value;

test('a list is found again by an equal one', () => {
  const lists = knowing([
    { x: 1, y: 1 },
    { x: 2, y: 1, at: { name: 'here' } },
    { x: 3, y: 1, at: null },
  ]);

  expect(answer(lists, { y: 1, x: 1 })).toBe(1);
  expect(answer(lists, { x: 2, y: 1, at: { name: 'here' } })).toBe(2);
  expect(answer(lists, { x: 3, y: 1, at: null })).toBe(3);
});

test.each<[string, unknown]>([
  ['another leaf', { x: 1, y: 2 }],
  ['a field more', { x: 1, y: 1, z: 1 }],
  ['undefined instead of nothing', { x: 1, y: 1, at: undefined }],
  ['an object instead of nothing', { x: 1, y: 1, at: {} }],
  ['another prototype', Object.assign(Object.create({}), { x: 1, y: 1 })],
  ['no object at all', null],
  ['an accessor that throws', Object.defineProperty({ y: 1 }, 'x', { get: () => fail(), enumerable: true })],
])('a list is not taken for one with %s', (_, value) => {
  expect(answer(knowing([{ x: 1, y: 1 }]), value)).toBeUndefined();
});

test('the two zeros are told apart', () => {
  const lists = knowing([{ x: 0, y: 1 }]);

  expect(answer(lists, { x: -0, y: 1 })).toBeUndefined();
  expect(answer(lists, { x: 0, y: 1 })).toBe(1);
});

test('lists that agree in their first leaf are told apart by another', () => {
  const lists = knowing([
    { x: 1, y: 1 },
    { x: 1, y: 2 },
  ]);
  lists.add([{ x: 1, y: 1 }], recordFor(1));

  expect(answer(lists, { x: 1, y: 1 })).toBe(1);
  expect(answer(lists, { x: 1, y: 2 })).toBe(2);
});

test('where no leaf tells the lists apart, nothing is known and nothing is wrong', () => {
  const grid = Array.from({ length: 100 }, (_, index) => ({ x: index % 10, y: Math.floor(index / 10) }));
  const lists = knowing([...grid, ...grid]);

  for (const value of grid) expect(answer(lists, value)).toBeUndefined();
});

test('more lists than are kept make room for later ones, not at once', () => {
  const points = Array.from({ length: 20_001 }, (_, x) => ({ x, y: 0 }));
  const lists = knowing(points.slice(0, 15_000));

  expect([0, 9_999, 10_000].map((x) => answer(lists, points[x]))).toEqual([1, 10_000, undefined]);

  for (const value of points.slice(15_000)) lists.add([value], recordFor('late'));
  expect([0, 19_999].map((x) => answer(lists, points[x]))).toEqual([undefined, 'late']);
});

test('what is cleared while a list is compared is not answered', () => {
  const lists = knowing([{ x: 1, y: 1 }]);
  const value = Object.defineProperty({ x: 1 }, 'y', {
    get: () => {
      lists.clear();
      return 1;
    },
    enumerable: true,
  });

  expect(answer(lists, value)).toBeUndefined();
});

test('lists that nothing was generated for are not known', () => {
  const lists = new KnownLists(undefined);

  expect(lists.add([{ x: 1, y: 1 }], recordFor(1))).toBeUndefined();
  expect(answer(lists, { x: 1, y: 1 })).toBeUndefined();
});

function fail(): never {
  throw new Error('This must not reach the caller');
}
