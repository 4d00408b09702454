import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FieldOp } from '../../../src/component/state/field-op.js';
import { WorkState } from '../../../src/component/state/work-state.js';
import { registerIdentity } from '../../../src/identity/index.js';
import { twoSides, watched } from './two-sides.js';

const isState = (name: string): boolean => !name.startsWith('_') && name !== 'hidden';

class Work {
  loss = 1;
  rows: unknown[] = [];
  _own = 1;
  hidden = 1;
  #secret = 1;
  get level(): number {
    return this.loss * 10;
  }
  set level(level: number) {
    this.loss = level / 10;
    this.#secret++;
  }
  get secret(): number {
    return this.#secret;
  }
}

describe('a watched work', () => {
  it('looks as before, and is as before when the watching ends', () => {
    const work = new Work();
    const before = [JSON.stringify(work), Object.keys(work)];
    const state = new WorkState(work, isState);
    state.listen({ onChange: () => undefined });
    expect([JSON.stringify(work), Object.keys(work)]).toEqual(before);
    const given = work.rows;
    state.listen(undefined);
    expect([JSON.stringify(work), Object.keys(work)]).toEqual(before);
    expect(Object.getOwnPropertyDescriptor(work, 'loss')).toEqual({
      value: 1,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    given.push(1);
    expect(work.rows).toEqual([1]);
  });

  it('tells of public fields, also where a setter of the class sets them, and of no others', () => {
    const work = new Work();
    const ops: FieldOp[] = [];
    new WorkState(work, isState).listen({ onChange: (op) => ops.push(op) });
    work.level = 50;
    work._own = 2;
    work.hidden = 2;
    expect([work.level, work.secret]).toEqual([50, 2]);
    expect(ops).toEqual([{ kind: 'set', path: ['loss'], value: 5 }]);
  });

  it.each([Object.freeze, Object.seal, Object.preventExtensions])('may have been given to %p', (close) => {
    const work = close(new Work()) as Work;
    const ops: FieldOp[] = [];
    const state = new WorkState(work, isState);
    state.listen({ onChange: (op) => ops.push(op) });
    work.rows.push(1);
    if (!Object.isFrozen(work)) work.loss = 2;
    state.findUnseen();
    const told = ops.map(({ path: [name] }) => name).sort();
    expect(told).toEqual(Object.isFrozen(work) ? ['rows'] : ['loss', 'rows']);
    expect(() => state.apply([{ kind: 'set', path: ['loss'], value: 3 }])).not.toThrow();
    state.listen(undefined);
    expect(work.loss).toBe(Object.isFrozen(work) ? 1 : 3);
  });

  it('keeps its values apart from those of another instance', () => {
    const [one, other] = [watched(new Work()), watched(new Work())];
    one.it.loss = 5;
    one.it.rows.push(1);
    expect([other.it.loss, other.it.rows, other.ops]).toEqual([1, [], []]);
  });

  it('tells a second listener in the place of the first', () => {
    const first: FieldOp[] = [];
    const second: FieldOp[] = [];
    const work = new Work();
    const state = new WorkState(work, isState);
    state.listen({ onChange: (op) => first.push(op) });
    const kept = work.rows;
    state.listen({ onChange: (op) => second.push(op) });
    kept.push(1);
    expect([first.length, second.length]).toEqual([0, 1]);
  });

  it('gives the value from before with an assignment, without proxies', () => {
    const told: unknown[] = [];
    const work = new Work();
    const { rows } = work;
    new WorkState(work, isState).listen({ onChange: (_, before) => told.push(before) });
    work.rows.push(1);
    work.rows = [];
    expect(told[0]).toBeUndefined();
    expect(told[1]).toBe(rows);
  });

  it('says when it is about to be read, and then has what arrived', () => {
    const work = { stop: false, rows: [] as number[], byName: new Map([['a', 1]]) };
    const state = new WorkState(work, isState);
    let reads = 0;
    state.listen({
      onChange: () => undefined,
      onRead: () => {
        if (++reads === 5) state.apply([{ kind: 'set', path: ['stop'], value: true }]);
      },
    });
    // What ends it comes from the other side.
    while (!work.stop) {}
    expect(reads).toBe(5);
    const { rows, byName } = work;
    for (const read of [
      () => rows.length,
      () => rows[0],
      () => [...rows],
      () => 'x' in rows,
      () => byName.get('a'),
      () => byName.size,
      () => [...byName],
      () => Object.keys(rows),
    ]) {
      const before = reads;
      read();
      expect(reads).toBeGreaterThan(before);
    }
  });

  it('keeps nothing alive that was in its fields', async () => {
    const { collectGarbage, isGone } = garbage();
    const side = watched<{ rows: unknown[]; byName: Map<string, unknown> }>({ rows: [], byName: new Map() });
    const refs: WeakRef<object>[] = [];
    for (let round = 0; round < 100; round++) {
      side.it.rows.push({ round, inner: [{}] });
      side.it.byName.set('a', { round });
      refs.push(new WeakRef(side.it.rows.shift() as object), new WeakRef(side.it.byName.get('a') as object));
      side.takeOps();
    }
    side.it.byName.clear();
    side.takeOps();
    await new Promise(setImmediate);
    collectGarbage();
    expect(refs.filter((ref) => !isGone(ref)).length).toBe(0);
  });
});

describe('what happened unseen', () => {
  it('is told as assignments of whole fields, once', () => {
    const rows: unknown[] = [1];
    const work: Record<string, unknown> = {
      rows,
      when: new Date(0),
      bytes: new Uint8Array(2),
      gone: 1,
      same: [1],
      map: new Map(),
    };
    const side = watched(work);
    rows.push(2);
    (work.when as Date).setTime(5);
    (work.bytes as Uint8Array)[0] = 7;
    delete work.gone;
    work.added = { n: 1 };
    Map.prototype.set.call(work.map, 'k', 1);
    expect(side.ops).toEqual([]);
    side.state.findUnseen();
    expect(side.takeOps()).toEqual([
      { kind: 'set', path: ['added'], value: { n: 1 } },
      { kind: 'set', path: ['rows'], value: [1, 2] },
      { kind: 'set', path: ['when'], value: new Date(5) },
      { kind: 'set', path: ['bytes'], value: new Uint8Array([7, 0]) },
      { kind: 'set', path: ['map'], value: new Map([['k', 1]]) },
      { kind: 'delete', path: ['gone'] },
    ]);
    side.state.findUnseen();
    expect(side.ops).toEqual([]);
    (work.added as { n: number }).n = 2;
    expect(side.takeOps()).toEqual([{ kind: 'set', path: ['added', 'n'], value: 2 }]);
  });

  it('may be in an instance of a registered class, at any depth', () => {
    class Point {
      constructor(public x: number) {}
    }
    registerIdentity(Point);
    const side = watched({ point: new Point(1), points: [new Point(2)] as Point[] });
    side.it.point.x = 5;
    side.it.points[0]!.x = 6;
    side.it.points.push(new Point(7));
    side.it.points[1]!.x = 8;
    side.takeOps();
    side.state.findUnseen();
    expect(side.takeOps()).toEqual([
      { kind: 'set', path: ['point'], value: new Point(5) },
      { kind: 'set', path: ['points'], value: [new Point(6), new Point(8)] },
    ]);
    side.state.findUnseen();
    expect(side.ops).toEqual([]);
    side.state.reset();
    expect(side.it).toEqual({ point: new Point(1), points: [new Point(2)] });
    expect(side.it.point).toBeInstanceOf(Point);
  });

  it('makes the next operation in that field an assignment of all of it', () => {
    const raw: unknown[] = [];
    const [here, there, sync] = twoSides(() => ({ rows: [] as unknown[] }));
    here.it.rows = raw;
    sync();
    raw.push(1, 2);
    here.it.rows.pop();
    expect(here.ops).toEqual([{ kind: 'set', path: ['rows'], value: [1] }]);
    sync();
    expect(there.it.rows).toEqual([1]);
  });

  it('is taken back where the listener does not let it pass', () => {
    const raw = [1];
    const work: Record<string, unknown> = { rows: raw };
    const side = watched(work);
    side.state.listen({
      onChange: () => {
        throw new Error('read only');
      },
    });
    raw.push(2);
    expect(() => side.state.findUnseen()).toThrow('read only');
    expect(work.rows).toEqual([1]);
    work.added = 1;
    expect(() => side.state.findUnseen()).toThrow('read only');
    expect(Object.keys(work)).toEqual(['rows']);
    delete work.rows;
    expect(() => side.state.findUnseen()).toThrow('read only');
    expect(work.rows).toEqual([1]);
  });

  it('is not looked for in data that came from the other side and was touched through its field only', () => {
    const { it: work, state, takeOps } = watched<{ rows: unknown[] }>({ rows: [] });
    let looked = 0;
    const rows = [1, Object.defineProperty({}, 'x', { enumerable: true, get: () => ++looked })];
    state.apply([{ kind: 'set', path: ['rows'], value: rows }]);
    looked = 0;
    work.rows.push(2);
    takeOps();
    state.findUnseen();
    expect(looked).toBe(0);
  });

  it('is found in data that came from the other side and was handed on to another work', () => {
    const [one, other] = [
      watched<{ rows: unknown[] }>({ rows: [] }),
      watched<{ rows: unknown[] }>({ rows: [] }),
    ];
    one.state.apply([{ kind: 'set', path: ['rows'], value: [1] }]);
    other.it.rows = one.it.rows;
    other.it.rows.push(2);
    expect(one.ops).toEqual([]);
    one.state.findUnseen();
    expect(one.ops).toEqual([{ kind: 'set', path: ['rows'], value: [1, 2] }]);
  });

  it('where the fields have no other side is only that fields came and went', () => {
    const ops: FieldOp[] = [];
    const rows = [1];
    const work: Record<string, unknown> = { rows, gone: 1 };
    const state = new WorkState(work, isState);
    state.listen({ onChange: (op) => ops.push(op), hasOtherSide: false });
    rows.push(2);
    work.added = 1;
    delete work.gone;
    state.findUnseen();
    (work.rows as number[]).push(3);
    expect(ops.map(({ kind, path }) => [kind, ...path])).toEqual([
      ['set', 'added'],
      ['delete', 'gone'],
      ['splice', 'rows'],
    ]);
  });
});

describe('operations of the other side', () => {
  it('are done without telling, also to fields that are not there yet or are gone', () => {
    const side = watched<Record<string, unknown>>({ rows: [1], gone: 1 });
    side.state.apply([
      { kind: 'splice', path: ['rows'], start: 1, deleteCount: 0, items: [2] },
      { kind: 'set', path: ['added'], value: [1] },
      { kind: 'delete', path: ['gone'] },
    ]);
    expect(side.it).toEqual({ rows: [1, 2], added: [1] });
    side.state.findUnseen();
    expect(side.ops).toEqual([]);
    (side.it.added as unknown[]).push(2);
    expect(side.ops.length).toBe(1);
  });

  it('are done to data that is frozen here, which arrived unfrozen there', () => {
    const frozen = Object.freeze({ list: Object.freeze([1]) });
    const [here, there, sync] = twoSides<{ data: { list: number[] } | undefined }>(() => ({
      data: undefined,
    }));
    here.it.data = frozen as unknown as { list: number[] };
    sync();
    there.it.data?.list.push(2);
    sync();
    expect(here.it.data).toEqual({ list: [1, 2] });
    expect(frozen.list).toEqual([1]);
  });

  it('are done in one place of two, where they stand apart on the other side', () => {
    const [here, there, sync] = twoSides<{ a: { n: number }; b: { n: number } }>(() => ({
      a: { n: 1 },
      b: { n: 2 },
    }));
    here.it.b = here.it.a;
    sync();
    there.it.b.n = 3;
    sync();
    expect(here.it).toEqual({ a: { n: 1 }, b: { n: 3 } });
  });

  it('are done when nobody watches yet', () => {
    const work = { rows: [1], n: 1 };
    new WorkState(work, isState).apply([
      { kind: 'set', path: ['rows', 0], value: 2 },
      { kind: 'set', path: ['n'], value: 2 },
    ]);
    expect(work).toEqual({ rows: [2], n: 2 });
  });
});

describe('a reset', () => {
  it('gives the fields their first values and tells', () => {
    const [here, there, sync] = twoSides<Record<string, unknown>>(() => ({
      rows: [{ n: 1 }],
      n: 1,
      same: 1,
      gone: 1,
    }));
    const first = structuredClone(here.state.fields());
    (here.it.rows as { n: number }[]).push({ n: 2 });
    here.it.n = 5;
    here.it.added = 1;
    delete here.it.gone;
    here.state.findUnseen();
    sync();
    here.state.reset();
    expect(here.ops.some(({ path: [name] }) => name === 'same')).toBe(false);
    sync();
    expect([here.it, there.it]).toEqual([first, first]);
    (here.it.rows as { n: number }[]).push({ n: 3 });
    here.state.reset();
    expect(here.it).toEqual(first);
  });
});

describe('data that stands in two places', () => {
  it('is right in both on the other side', () => {
    const [here, there, sync] = twoSides<{ a: unknown; b: unknown }>(() => ({ a: { x: [1] }, b: [] }));
    (here.it.b as unknown[]).push((here.it.a as { x: number[] }).x);
    sync();
    (here.it.a as { x: number[] }).x.push(2);
    sync();
    expect(there.it).toEqual({ a: { x: [1, 2] }, b: [[1, 2]] });
  });

  it('stays in both places when frozen data leaves it in which it was put unseen', () => {
    const [here, there, sync] = twoSides<{ both: { one: Set<unknown>; other: Set<unknown> } }>(() => {
      const shared = new Set<unknown>();
      return { both: { one: shared, other: shared } };
    });
    const inner: { set?: unknown } = {};
    here.it.both.one.add(Object.freeze([inner]));
    inner.set = here.it.both.one;
    here.it.both.one.clear();
    sync();
    expect([there.it.both.one.size, there.it.both.other.size]).toEqual([0, 0]);
  });

  it('is followed where it moves, and told of no more when it is gone', () => {
    const [here, there, sync] = twoSides<{ rows: { n: number }[]; best: { n: number } | undefined }>(() => ({
      rows: [{ n: 0 }, { n: 1 }, { n: 2 }],
      best: undefined,
    }));
    const [first, , last] = here.it.rows as [{ n: number }, { n: number }, { n: number }];
    here.it.rows.shift();
    last.n = 20;
    here.it.rows.reverse();
    last.n = 21;
    first.n = 30;
    expect(here.ops.length).toBe(4);
    here.it.best = first;
    first.n = 31;
    sync();
    expect(there.it).toEqual({ rows: [{ n: 21 }, { n: 1 }], best: { n: 31 } });
  });
});

function garbage(): { collectGarbage(): void; isGone(ref: WeakRef<object>): boolean } {
  setFlagsFromString('--expose-gc');
  return { collectGarbage: runInNewContext('gc') as () => void, isGone: (ref) => ref.deref() === undefined };
}
