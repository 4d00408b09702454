import { inspect, isDeepStrictEqual } from 'node:util';
import { callKeyOf } from '../../../src/identity/call-key.js';
import { canonicalize } from '../../../src/identity/canonical.js';
import { watched } from './two-sides.js';

class Fields {
  rows: { n: number; tags: string[] }[] = [
    { n: 1, tags: ['a'] },
    { n: 2, tags: [] },
  ];
  byName = new Map<unknown, unknown>([['a', { n: 1 }]]);
  names = new Set<unknown>(['x', 'y']);
  options: Record<string, unknown> = { deep: { er: [1] } };
  frozen: unknown = Object.freeze([Object.freeze({ n: 1 })]);
  when = new Date(0);
  bytes = new Uint8Array(2);
  problem = new RangeError('far');
  own = new (class Own {
    #secret = 1;
    get secret() {
      return this.#secret;
    }
  })();
}

describe('what a field of a watched work gives', () => {
  const { it: work } = watched(new Fields());
  const plain = new Fields();

  it('is the same object at every reading', () => {
    expect(work.rows).toBe(work.rows);
    expect(work.rows[0]).toBe(work.rows[0]);
    expect(work.byName.get('a')).toBe([...work.byName.values()][0]);
  });

  it('is an array, a Map, a Set or an object as any other', () => {
    expect(Array.isArray(work.rows)).toBe(true);
    expect(work.rows).toBeInstanceOf(Array);
    expect(work.byName).toBeInstanceOf(Map);
    expect(work.names).toBeInstanceOf(Set);
    expect(Object.prototype.toString.call(work.rows)).toBe('[object Array]');
    expect(Object.getPrototypeOf(work.options)).toBe(Object.prototype);
  });

  it('equals what it would be without being watched', () => {
    for (const name of [
      'rows',
      'byName',
      'names',
      'options',
      'frozen',
      'when',
      'bytes',
      'problem',
    ] as const) {
      expect(isDeepStrictEqual(work[name], plain[name])).toBe(true);
      expect(isDeepStrictEqual(plain[name], work[name])).toBe(true);
      expect(work[name]).toEqual(plain[name]);
      expect(work[name]).toStrictEqual(plain[name]);
      if (name !== 'problem') expect(inspect(work[name])).toBe(inspect(plain[name]));
      expect(JSON.stringify(work[name])).toBe(JSON.stringify(plain[name]));
    }
    expect(isDeepStrictEqual(work.byName, new Map([['a', { n: 2 }]]))).toBe(false);
  });

  it('can be spread, gone through, searched and put together', () => {
    expect([...work.rows, ...work.names].length).toBe(4);
    expect({ ...work.options }).toEqual(plain.options);
    expect(work.rows.concat(work.rows).map(({ n }) => n)).toEqual([1, 2, 1, 2]);
    expect(([] as unknown[]).concat(work.rows).length).toBe(2);
    expect(work.rows.filter(({ n }) => n > 1).map(({ n }) => n)).toEqual([2]);
    expect(Object.entries(work.options)).toEqual(Object.entries(plain.options));
    expect([...work.byName.keys(), ...work.byName.entries()]).toEqual(['a', ['a', { n: 1 }]]);
    expect([...work.names.entries(), ...work.names.keys()]).toEqual([['x', 'x'], ['y', 'y'], 'x', 'y']);
    const visited: unknown[] = [];
    work.byName.forEach((item, key, map) => void visited.push(item, key, map === work.byName));
    work.names.forEach((member) => void visited.push(member));
    expect(visited).toEqual([{ n: 1 }, 'a', true, 'x', 'y']);
    expect('deep' in work.options && work.rows.length === 2 && work.byName.size === 1).toBe(true);
  });

  it('is found by itself and by the original', () => {
    const row = { n: 3, tags: [] };
    const { it: other } = watched(new Fields());
    other.rows.push(row);
    expect(other.rows.indexOf(row)).toBe(2);
    expect(other.rows.includes(other.rows[2] as typeof row)).toBe(true);
    expect(other.rows.lastIndexOf(other.rows[2] as typeof row)).toBe(2);
    const key = { k: 1 };
    other.byName.set(key, 1);
    other.names.add(other.rows[2]);
    expect([other.byName.get(key), other.names.has(row), other.names.has(other.rows[2])]).toEqual([
      1,
      true,
      true,
    ]);
  });

  it('is no proxy where data is frozen, or of a class, or bytes or a date', () => {
    const original = new Fields();
    const kept = { ...original };
    const { it: other } = watched(original);
    for (const name of ['frozen', 'when', 'bytes', 'problem', 'own', 'byName', 'names'] as const) {
      expect(other[name]).toBe(kept[name]);
    }
    expect(other.own.secret).toBe(1);
    expect(other.when.getTime()).toBe(0);
  });

  it('has what can never change as it is, as the language demands', () => {
    const { it: other } = watched({
      data: Object.defineProperty({}, 'fixed', { value: [1], enumerable: true }) as { fixed: number[] },
    });
    expect(other.data.fixed).toEqual([1]);
    expect(Object.getOwnPropertyDescriptor(other.data, 'fixed')?.value).toEqual([1]);
  });

  it('can be cloned where it comes from fields(), and not as a proxy', () => {
    const { it: other, state } = watched(new Fields());
    expect(() => structuredClone(other.rows)).toThrow('could not be cloned');
    expect(structuredClone(state.fields().rows)).toEqual(plain.rows);
    expect(structuredClone(other.byName)).toEqual(plain.byName);
  });

  it('has the identity of the original, at any depth', () => {
    expect(canonicalize(work.rows)).toBe(canonicalize(plain.rows));
    expect(canonicalize([{ all: work.rows }, work.byName])).toBe(
      canonicalize([{ all: plain.rows }, plain.byName]),
    );
    expect(callKeyOf([work.options, work.names], undefined)).toBe(
      callKeyOf([plain.options, plain.names], undefined),
    );
  });

  it('is stored as the original where it is assigned, on whichever way', () => {
    const rows = [{ n: 1, tags: ['a'] }];
    const side = watched<Record<string, unknown>>({
      rows,
      copy: undefined,
      list: [],
      map: new Map(),
      set: new Set(),
    });
    const given = side.it.rows;
    side.it.copy = given;
    (side.it.list as unknown[]).push([given], Object.freeze({ given }));
    (side.it.map as Map<unknown, unknown>).set('k', { given });
    (side.it.set as Set<unknown>).add(given);
    const fields = side.state.fields();
    expect(fields.copy).toBe(rows);
    expect(((fields.list as unknown[])[0] as unknown[])[0]).toBe(rows);
    expect(() => structuredClone(fields)).not.toThrow();
  });
});
