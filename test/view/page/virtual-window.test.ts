import { rowOf } from '../../../src/view/page/list/virtual-window.js';

const rows = (...keys: string[]) => [keys.length, (row: number) => keys[row]!] as const;

describe('the place of a row', () => {
  it.each([
    ['where it was', 'b', 1, rows('a', 'b', 'c'), 1],
    ['farther down, where others came before it', 'b', 1, rows('x', 'y', 'a', 'b'), 3],
    ['farther up, where others went before it', 'c', 2, rows('c', 'd', 'e'), 0],
    ['in a list that is shorter than the place where it was', 'e', 9, rows('d', 'e'), 1],
    ['nowhere, where it is gone', 'a', 0, rows('b', 'c'), undefined],
    ['nowhere in an empty list', 'a', 4, rows(), undefined],
  ])('is %s', (_, key, row, [count, keyOf], expected) => {
    expect(rowOf(key, row, count, keyOf)).toBe(expected);
  });
});
