import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { LmdbStore } from '../../../src/ledger/store/lmdb-store.js';
import { MemoryStore } from '../../../src/ledger/store/memory-store.js';
import { RecordStore } from '../../../src/ledger/store/record-store.js';
import type { Store, StoreChange } from '../../../src/ledger/store/store.js';

const MB = 1024 * 1024;
let folder: string;
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workloop-records-'));
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Outlives the record stores over it. */
function lasting(store: MemoryStore): Store {
  return {
    get: (key) => store.get(key),
    scan: (range) => store.scan(range),
    commit: (changes) => store.commit(changes),
    sizeBytes: () => store.sizeBytes(),
    close: () => Promise.resolve(),
  };
}

function openOver(store: Store, { limitBytes = Number.POSITIVE_INFINITY, hasFiles = true } = {}) {
  return RecordStore.open({
    store,
    name: 'test',
    limitBytes,
    warn: (message) => warnings.push(message),
    ...(hasFiles && { filesFolder: join(folder, 'values') }),
  });
}

const bytes = (text: string) => Buffer.from(text);

/** The value that a text stands for, which would be long in messages. */
function bytesFor(text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  return text.startsWith('large') ? Buffer.alloc(MB + 1, text) : bytes(text);
}

const files = () => readdirSync(join(folder, 'values'));

describe('what is committed before a write', () => {
  it('is written together with what is about to be', async () => {
    const commits: number[] = [];
    const store = new MemoryStore();
    const counting = {
      ...lasting(store),
      commit: (changes: readonly StoreChange[]) => {
        commits.push(changes.length);
        return store.commit(changes);
      },
    };
    const records = await openOver(counting, { hasFiles: false });
    commits.length = 0;
    let isDone = false;
    records.onBeforeWrite = () => {
      if (!isDone) void records.commit([{ key: 'last', value: bytes('2') }]);
      isDone = true;
    };

    await records.commit([{ key: 'a', value: bytes('1') }]);

    expect(commits).toHaveLength(1);
    expect(await records.get('last')).toEqual(new Uint8Array(bytes('2')));
    await records.close();
  });

  it('where it throws, is told to all whose changes were about to be written, and the next ones are', async () => {
    const records = await openOver(new MemoryStore());
    const boom = new Error('boom');
    records.onBeforeWrite = () => {
      records.onBeforeWrite = () => undefined;
      throw boom;
    };

    const [first, second] = await Promise.allSettled([
      records.commit([{ key: 'a', value: bytes('1') }]),
      records.commit([{ key: 'b', value: bytes('2') }]),
    ]);
    await records.commit([{ key: 'c', value: bytes('3') }]);

    expect([first, second]).toEqual([
      { status: 'rejected', reason: boom },
      { status: 'rejected', reason: boom },
    ]);
    expect([records.has('a'), records.has('b'), records.has('c')]).toEqual([false, false, true]);
    expect(records.usedBytes).toBeGreaterThan(0);
    await records.close();
  });
});

describe('records', () => {
  it('come back after the store was opened again', async () => {
    const store = lasting(new MemoryStore());
    const before = await openOver(store);
    await before.commit([
      { key: 'a', value: bytes('1'), isEvictable: true },
      { key: 'b', value: bytes('2') },
      { key: 'c', value: bytes('3') },
    ]);
    await before.commit([{ key: 'c', value: undefined }]);
    await before.close();

    const after = await openOver(store);

    expect(String(await after.get('a'))).toBe('1');
    expect(String(await after.get('b'))).toBe('2');
    expect(await after.get('c')).toBeUndefined();
    expect((await after.scan('', 10)).entries.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(after.usedBytes).toBe(before.usedBytes);
  });

  it('are missing and warned of when a bit of them is flipped, and never wrong', async () => {
    const memory = new MemoryStore();
    const records = await openOver(lasting(memory));
    await records.commit([{ key: 'a', value: bytes('value') }]);
    const sealed = Buffer.from(memory.get('r:a') ?? []);
    sealed[10] = (sealed[10] ?? 0) ^ 4;
    await memory.commit([{ key: 'r:a', value: sealed }]);

    expect(await records.get('a')).toBeUndefined();
    expect((await records.scan('', 10)).entries).toEqual([]);
    expect(warnings[0]).toContain('unreadable');

    await records.commit([{ key: 'a', value: bytes('anew') }]);
    expect(String(await records.get('a'))).toBe('anew');
  });

  it('of a newer format are refused', async () => {
    const memory = new MemoryStore();
    const records = await openOver(lasting(memory));
    await records.commit([{ key: 'a', value: bytes('value') }]);
    const newer = Buffer.from(memory.get('r:a') ?? []);
    newer[6] = 2;
    newer.writeUInt32LE(crc32(newer.subarray(4), crc32('a')), 0);
    await memory.commit([{ key: 'r:a', value: newer }]);

    await expect((async () => records.get('a'))()).rejects.toMatchObject({
      code: 'WORKLOOP_STORE_FORMAT',
      format: 2,
    });
  });

  it('are not looked for in a store of another program', async () => {
    const memory = new MemoryStore();
    await memory.commit([{ key: 'theirs', value: bytes('x') }]);

    await expect(openOver(memory)).rejects.toMatchObject({ code: 'WORKLOOP_STORE', problem: 'foreign' });
    expect(memory.scan({ prefix: '', limit: 10 })).toHaveLength(1);
  });

  it('are counted anew when what was known of them is damaged', async () => {
    const memory = new MemoryStore();
    const records = await openOver(lasting(memory));
    await records.commit(
      Array.from({ length: 20 }, (_, i) => ({ key: `k${i}`, value: bytes('x'), isEvictable: true })),
    );
    await memory.commit([
      { key: 'p:facts', value: bytes('torn') },
      { key: 'm:format', value: bytes('torn') },
    ]);

    const again = await openOver(lasting(memory));

    expect(again.usedBytes).toBe(records.usedBytes);
    expect(String(await again.get('k7'))).toBe('x');
  });

  it('change all or none, whatever fails', async () => {
    const memory = new MemoryStore();
    let isFailing = false;
    const records = await openOver({
      ...lasting(memory),
      commit: (changes: readonly StoreChange[]) =>
        isFailing ? Promise.reject(new Error('no room')) : memory.commit(changes),
    });
    await records.commit([{ key: 'a', value: bytes('1') }]);
    const used = records.usedBytes;

    isFailing = true;
    const failing = records.commit([
      { key: 'a', value: bytes('2') },
      { key: 'large', value: randomBytes(2 * MB) },
    ]);
    await expect(failing).rejects.toThrow('no room');
    isFailing = false;

    expect(records.usedBytes).toBe(used);
    expect(String(await records.get('a'))).toBe('1');
    await records.commit([{ key: 'b', value: bytes('3') }]);
    expect(String(await records.get('b'))).toBe('3');
  });

  it('do what a Map does, with files and without', async () => {
    const value = fc.constantFrom('small', 'other', 'large 7', 'large 8');
    const changes = fc.array(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c'),
        value: fc.option(value, { nil: undefined }),
        isEvictable: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { maxLength: 6 }), fc.boolean(), async (commits, isAtOnce) => {
        const records = await openOver(lasting(new MemoryStore()));
        const model = new Map<string, string>();
        const under: Promise<void>[] = [];
        for (const each of commits) {
          under.push(records.commit(each.map(({ value, ...rest }) => ({ ...rest, value: bytesFor(value) }))));
          if (!isAtOnce) await under.at(-1);
          for (const { key, value } of each) {
            if (value === undefined) model.delete(key);
            else model.set(key, value);
          }
        }
        await Promise.all(under);
        await records.settled();

        for (const key of ['a', 'b', 'c']) {
          const [found, expected] = [await records.get(key), bytesFor(model.get(key))];
          expect(found?.length).toBe(expected?.length);
          expect(Buffer.compare(found ?? bytes(''), expected ?? bytes(''))).toBe(0);
        }
        const large = new Set([...model.values()].filter((text) => text.startsWith('large')));
        expect(files()).toHaveLength(large.size);
        await records.commit([...model.keys()].map((key) => ({ key, value: undefined })));
        await records.settled();
        expect(files()).toEqual([]);
        expect(records.usedBytes).toBe(0);
        await records.close();
      }),
      { numRuns: 30 },
    );
  });
});

describe('large values', () => {
  it('are in files for their owner only, one for equal ones', async () => {
    const records = await openOver(new MemoryStore());
    const value = randomBytes(MB + 1);

    await records.commit([
      { key: 'a', value },
      { key: 'b', value: Buffer.from(value) },
      { key: 'small', value: randomBytes(MB) },
    ]);

    expect(files()).toHaveLength(1);
    const [name = ''] = files();
    expect(statSync(join(folder, 'values', name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'values')).mode & 0o777).toBe(0o700);
    expect(value.equals((await records.get('b')) ?? bytes(''))).toBe(true);

    await records.commit([{ key: 'a', value: undefined }]);
    await records.settled();
    expect(files()).toHaveLength(1);
    await records.commit([{ key: 'b', value: bytes('small') }]);
    await records.settled();
    expect(files()).toEqual([]);
  });

  it('whose file is missing, cut or changed are missing, and can be written anew', async () => {
    const records = await openOver(new MemoryStore());
    const value = randomBytes(MB + 1);
    const changed = Buffer.from(value);
    changed[5000] = (changed[5000] ?? 0) ^ 1;
    for (const damage of [
      (file: string) => rmSync(file),
      (file: string) => writeFileSync(file, value.subarray(0, 1_000)),
      (file: string) => writeFileSync(file, changed),
    ]) {
      await records.commit([{ key: 'a', value: Buffer.from(value) }]);
      damage(join(folder, 'values', files()[0] ?? ''));

      expect(await records.get('a')).toBeUndefined();
    }
    expect(warnings).toHaveLength(3);

    await records.commit([{ key: 'a', value: Buffer.from(value) }]);
    expect(value.equals((await records.get('a')) ?? bytes(''))).toBe(true);
  });

  it('that no record needs are removed when the store is opened', async () => {
    const store = lasting(new MemoryStore());
    const before = await openOver(store);
    await before.commit([{ key: 'a', value: randomBytes(MB + 1) }]);
    await before.close();
    const [kept] = files();
    writeFileSync(join(folder, 'values', 'f'.repeat(64)), 'nobody needs it');
    writeFileSync(join(folder, 'values', `${'e'.repeat(64)}.00.part`), 'half');
    writeFileSync(join(folder, 'values', 'notes.txt'), 'of somebody else');

    const after = await openOver(store);
    await after.settled();

    expect(files().sort()).toEqual([kept, 'notes.txt'].sort());
  });
});

describe('a limit', () => {
  it('gives up what was used the longest time ago, and state never', async () => {
    const records = await openOver(new MemoryStore(), { limitBytes: 100_000 });
    await records.commit([{ key: 'state', value: randomBytes(1_000) }]);
    for (let i = 0; i < 50; i++)
      await records.commit([{ key: `k${i}`, value: randomBytes(1_000), isEvictable: true }]);
    await records.settled();
    const isThere = async (key: string) => (await records.get(key)) !== undefined;
    const first: boolean[] = [];
    for (let i = 0; i < 50; i++) first.push(await isThere(`k${i}`));
    expect(first.every(Boolean)).toBe(true);
    // Uses, from the last to the first: so k49 is the one that was used the longest time ago.
    for (let i = 49; i >= 0; i--) await records.get(`k${i}`);

    for (let i = 0; i < 30; i++)
      await records.commit([{ key: `n${i}`, value: randomBytes(1_000), isEvictable: true }]);
    await records.settled();

    expect(records.usedBytes).toBeLessThanOrEqual(100_000);
    const left: number[] = [];
    for (let i = 0; i < 50; i++) if (await isThere(`k${i}`)) left.push(i);
    expect(left.length).toBeGreaterThan(5);
    expect(left).toEqual(left.map((_, i) => i));
    expect(await isThere('state')).toBe(true);
    for (let i = 0; i < 30; i++) expect(await isThere(`n${i}`)).toBe(true);
  });

  it('that was lowered is kept when the store is opened again, by the uses of before', async () => {
    const store = lasting(new MemoryStore());
    const before = await openOver(store);
    await before.commit(
      Array.from({ length: 20 }, (_, i) => ({ key: `k${i}`, value: randomBytes(1_000), isEvictable: true })),
    );
    await before.get('k0');
    await before.close();

    const after = await openOver(store, { limitBytes: before.usedBytes / 2 });
    await after.settled();

    expect(after.usedBytes).toBeLessThanOrEqual(before.usedBytes / 2);
    expect(await after.get('k0')).toBeDefined();
    expect(await after.get('k1')).toBeUndefined();
    expect(await after.get('k19')).toBeDefined();
  });

  it('counts files, and removes them', async () => {
    const records = await openOver(new MemoryStore(), { limitBytes: 5 * MB });
    for (let i = 0; i < 10; i++)
      await records.commit([{ key: `k${i}`, value: randomBytes(1.5 * MB), isEvictable: true }]);
    await records.settled();

    expect(files()).toHaveLength(3);
    expect(await records.get('k9')).toBeDefined();
    expect(await records.get('k5')).toBeUndefined();
  });

  it('that state alone goes beyond is told of once', async () => {
    const records = await openOver(new MemoryStore(), { limitBytes: 1_000 });
    for (let i = 0; i < 3; i++) {
      await records.commit([{ key: `state${i}`, value: randomBytes(2_000) }]);
      await records.settled();
    }

    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('limit');
    expect(await records.get('state0')).toBeDefined();
  });

  it('holds for the file of the database too, however often records are written', async () => {
    const limitBytes = 4 * MB;
    const store = new LmdbStore(folder);
    const records = await openOver(store, { limitBytes });
    const sizes: number[] = [];
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 40; i++) {
        await records.commit(
          Array.from({ length: 100 }, (_, k) => ({
            key: `v1:${crc32(`${i}/${k}`)}`,
            value: randomBytes(300 + ((i * k) % 700)),
            isEvictable: true,
          })),
        );
      }
      await records.settled();
      sizes.push(store.sizeBytes());
    }

    await records.close();

    expect(sizes.at(-1)).toBeLessThan(2 * limitBytes);
    expect(sizes.at(-1)).toBeLessThan(1.3 * (sizes[2] ?? 0));
  }, 60_000);
});

describe('uses', () => {
  const put = (records: RecordStore, key: string, size = 100) =>
    records.commit([{ key, value: randomBytes(size), isEvictable: true }]);

  async function orderOf(records: RecordStore, prefix = ''): Promise<string[]> {
    const { entries } = await records.uses(prefix, 10_000);
    return [...entries].sort((a, b) => a.sequence - b.sequence).map(({ key }) => key);
  }

  it('are told in the order of the keys, those of now included, and not of state', async () => {
    const records = await openOver(new MemoryStore());
    for (const key of ['c/b', 'c/a', 'd/x', 'c/c']) await put(records, key);
    await records.commit([{ key: 'c/state', value: bytes('x') }]);
    await records.get('c/b');

    const { entries, last } = await records.uses('c/', 3);

    expect(entries.map(({ key }) => key)).toEqual(['c/a', 'c/b', 'c/c']);
    expect(await orderOf(records, 'c/')).toEqual(['c/state', 'c/a', 'c/c', 'c/b']);
    expect((await records.uses('c/', 3, last)).entries).toEqual([{ key: 'c/state', sequence: 0 }]);
  });

  it('decide alone who is given up, in any mixture of writing, reading and removing', async () => {
    const step = fc.record({
      kind: fc.constantFrom('put', 'put', 'get', 'remove', 'reopen', 'load'),
      key: fc.integer({ min: 0, max: 30 }).map((i) => `k${i}`),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const store = lasting(new MemoryStore());
        let records = await openOver(store);
        const order = new Set<string>();
        const use = (key: string) => {
          order.delete(key);
          order.add(key);
        };
        for (const { kind, key } of steps) {
          if (kind === 'put') await put(records, key);
          if (kind === 'remove') await records.commit([{ key, value: undefined }]);
          if (kind === 'put' || (kind === 'get' && (await records.get(key)) !== undefined)) use(key);
          if (kind === 'remove') order.delete(key);
          if (kind === 'load') {
            const keys = Array.from({ length: 20 }, (_, i) => `k${i * 2}`);
            await Promise.all(keys.map((each) => put(records, each)));
            for (const each of keys) use(each);
          }
          if (kind === 'reopen') {
            await records.close();
            records = await openOver(store);
          }
        }
        expect((await orderOf(records)).filter((key) => order.has(key))).toEqual([...order]);
        const { usedBytes } = records;
        await records.close();

        const limited = await openOver(store, { limitBytes: usedBytes / 2 });
        await limited.settled();

        const left = await orderOf(limited);
        expect(left).toEqual([...order].slice(order.size - left.length));
        if (order.size > 3) expect(left.length).toBeGreaterThanOrEqual(Math.floor(order.size / 2) - 1);
        expect(limited.hasEvicted).toBe(order.size > 0);
        await limited.close();
      }),
      { numRuns: 40 },
    );
  });

  it('that do not count any more are dropped before there are many', async () => {
    const memory = new MemoryStore();
    const records = await openOver(memory);
    for (let round = 0; round < 400; round++) {
      await Promise.all(Array.from({ length: 40 }, (_, i) => put(records, `k${i}`)));
    }
    await records.settled();

    const log = memory.scan({ prefix: 'o:', limit: 100_000 });
    expect(log.reduce((sum, { value }) => sum + value.byteLength, 0)).toBeLessThan(100_000);
    expect(await orderOf(records)).toEqual(Array.from({ length: 40 }, (_, i) => `k${i}`));
  });

  it('of which an entry is damaged leave their records where they are', async () => {
    const memory = new MemoryStore();
    const records = await openOver(lasting(memory));
    for (let i = 0; i < 10; i++) await put(records, `k${i}`, 1_000);
    const [damaged] = memory.scan({ prefix: 'o:', limit: 1 });
    await memory.commit([{ key: damaged?.key ?? '', value: bytes('torn') }]);

    const limited = await openOver(lasting(memory), { limitBytes: records.usedBytes / 2 });
    await limited.settled();

    expect(limited.usedBytes).toBeLessThanOrEqual(records.usedBytes / 2);
    expect(await limited.get('k0')).toBeDefined();
    expect(await limited.get('k1')).toBeUndefined();
  });
});

describe('records by prefix', () => {
  it('are removed with their files, and others are not', async () => {
    const records = await openOver(new MemoryStore());
    await records.commit([
      ...Array.from({ length: 700 }, (_, i) => ({
        key: `a/${i}`,
        value: bytes('x'),
        isEvictable: i % 2 === 0,
      })),
      { key: 'a/large', value: randomBytes(MB + 1) },
      { key: 'b/1', value: bytes('x') },
    ]);

    await records.removeAll('a/');
    await records.settled();

    expect((await records.scan('', 10)).entries.map(({ key }) => key)).toEqual(['b/1']);
    expect(files()).toEqual([]);
    await records.removeAll('b/');
    expect(records.usedBytes).toBe(0);
  });

  it('that are to be inline are in no file, and there at once', async () => {
    const records = await openOver(new MemoryStore());

    await records.commit([{ key: 'a', value: randomBytes(2 * MB), isInline: true }]);

    expect(files()).toEqual([]);
    expect(records.get('a')).toHaveProperty('length', 2 * MB);
  });
});

describe('a key that nothing was found under', () => {
  it('is written and written again as any other', async () => {
    const records = await openOver(new MemoryStore());
    for (const [before, size] of [
      [false, 10],
      [true, 2 * MB],
      [true, 10],
    ] as const) {
      expect((await records.get('a')) !== undefined).toBe(before);
      const committing = records.commit([{ key: 'a', value: randomBytes(size), isEvictable: true }]);
      await records.get('a');
      await committing;
      expect(await records.get('a')).toHaveProperty('length', size);
    }
    await records.settled();

    expect(files()).toEqual([]);
    await records.commit([{ key: 'a', value: undefined }]);
    expect(records.usedBytes).toBe(0);
  });
});
