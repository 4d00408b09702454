import { isDeepStrictEqual } from 'node:util';
import { twoSides } from './two-sides.js';

class Fields {
  loss = 1;
  rows: number[] = [];
  items: { n: number; tags?: string[] }[] = [{ n: 1 }];
  byName = new Map<string, { n: number }>([['a', { n: 1 }]]);
  names = new Set<unknown>(['x']);
  options: Record<string, unknown> = { deep: { er: [1] } };
  when = new Date(0);
  extra: unknown;
}

const fields = (side: { state: { fields(): unknown } }): unknown => structuredClone(side.state.fields());

describe('changes of the fields of a work', () => {
  it.each<[string, (it: Fields) => void, unknown[]]>([
    [
      'an assignment',
      (it) => {
        it.loss = 2;
      },
      [{ kind: 'set', path: ['loss'], value: 2 }],
    ],
    [
      'an assignment of the same',
      (it) => {
        it.loss = 1;
      },
      [],
    ],
    [
      'push',
      (it) => {
        it.rows.push(1, 2);
      },
      [{ kind: 'splice', path: ['rows'], start: 0, deleteCount: 0, items: [1, 2] }],
    ],
    [
      'a nested field',
      (it) => {
        (it.items[0] as { n: number }).n = 5;
      },
      [{ kind: 'set', path: ['items', 0, 'n'], value: 5 }],
    ],
    [
      'an append by index',
      (it) => {
        it.rows[0] = 7;
      },
      [{ kind: 'splice', path: ['rows'], start: 0, deleteCount: 0, items: [7] }],
    ],
    [
      'pop of nothing',
      (it) => {
        it.rows.pop();
      },
      [],
    ],
    [
      'delete',
      (it) => {
        delete it.options.deep;
      },
      [{ kind: 'delete', path: ['options', 'deep'] }],
    ],
    [
      'sort',
      (it) => {
        it.items.sort();
      },
      [{ kind: 'set', path: ['items'], value: [{ n: 1 }] }],
    ],
    [
      'an entry of a Map',
      (it) => {
        it.byName.set('b', { n: 2 });
      },
      [{ kind: 'mapSet', path: ['byName'], key: 'b', value: { n: 2 } }],
    ],
    [
      'data in a Map',
      (it) => {
        it.byName.get('a')!.n = 3;
      },
      [{ kind: 'set', path: ['byName', { key: 'a' }, 'n'], value: 3 }],
    ],
    [
      'a member of a Set',
      (it) => {
        it.names.add('y').delete('x');
      },
      [
        { kind: 'setAdd', path: ['names'], value: 'y' },
        { kind: 'setDelete', path: ['names'], value: 'x' },
      ],
    ],
    [
      'clear',
      (it) => {
        it.byName.clear();
        it.names.clear();
      },
      [
        { kind: 'clear', path: ['byName'] },
        { kind: 'clear', path: ['names'] },
      ],
    ],
    [
      'Object.assign',
      (it) => {
        Object.assign(it.options, { a: 1, b: [2] });
      },
      [
        { kind: 'set', path: ['options', 'a'], value: 1 },
        { kind: 'set', path: ['options', 'b'], value: [2] },
      ],
    ],
    [
      'defineProperty',
      (it) => {
        Object.defineProperty(it.options, 'a', {
          value: 1,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
      [{ kind: 'set', path: ['options', 'a'], value: 1 }],
    ],
  ])('are told: %s', (_, change, expected) => {
    const [here, there, sync] = twoSides(() => new Fields());
    change(here.it);
    expect(here.ops).toEqual(expected);
    sync();
    expect(isDeepStrictEqual(fields(here), fields(there))).toBe(true);
    here.state.findUnseen();
    there.state.findUnseen();
    expect([...here.ops, ...there.ops]).toEqual([]);
  });
});
