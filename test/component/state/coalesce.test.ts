import { coalesce } from '../../../src/component/state/coalesce.js';
import type { FieldOp } from '../../../src/component/state/field-op.js';

const set = (value: unknown, ...path: [string, ...(string | number)[]]): FieldOp => ({
  kind: 'set',
  path,
  value,
});
const append = (start: number, items: unknown[], ...path: [string, ...string[]]): FieldOp => ({
  kind: 'splice',
  path,
  start,
  deleteCount: 0,
  items,
});

describe('operations that are sent together', () => {
  it('are the last assignment of a field, and nothing of what came before it', () => {
    expect(
      coalesce([append(0, [1], 'rows'), set(1, 'n'), set([2], 'rows'), set(2, 'n'), append(1, [3], 'rows')]),
    ).toEqual([set([2], 'rows'), set(2, 'n'), append(1, [3], 'rows')]);
  });

  it('are one append for many, and leave those that were given as they are', () => {
    const ops = Array.from({ length: 10_000 }, (_, index) => append(index, [index], 'rows'));
    expect(coalesce(ops)).toEqual([
      append(
        0,
        Array.from({ length: 10_000 }, (_, index) => index),
        'rows',
      ),
    ]);
    expect(ops[0]).toEqual(append(0, [0], 'rows'));
  });

  it('are the last assignment of a primitive to each place', () => {
    const entry = (key: unknown, value: unknown): FieldOp => ({ kind: 'mapSet', path: ['map'], key, value });
    expect(
      coalesce([
        set(1, 'a', 'x'),
        set(2, 'a', 'y'),
        entry('k', 1),
        set(3, 'a', 'x'),
        entry('k', 2),
        entry(1, 1),
      ]),
    ).toEqual([set(3, 'a', 'x'), set(2, 'a', 'y'), entry('k', 2), entry(1, 1)]);
  });

  it('stay as they are where one may depend on another', () => {
    const ops = [
      set(1, 'rows', 0),
      append(0, ['first'], 'rows'),
      set(2, 'rows', 0),
      append(5, [1], 'rows'),
      append(6, [1], 'rows', 'x'),
    ];
    expect(coalesce(ops)).toEqual(ops);
  });
});
