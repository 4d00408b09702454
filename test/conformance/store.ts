import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { MAX_KEY_BYTES, type Store, type StoreEntry } from '../../src/ledger/store/store.js';

/** A place where stores are opened, one after the other. */
export interface StoreStage {
  /** Opens a store that nobody has written to. */
  fresh(): Promise<Store>;
}

const key = fc
  .oneof(
    fc.constantFrom('a', 'ab', 'b', 'a\0', 'ä', '\u{1F600}', '', 'v1:00', 'v1:01'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }),
  )
  .filter((text) => text.length > 0 && text.isWellFormed());
const value = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constant(new Uint8Array(5_000).fill(7)));
const changes = fc.array(fc.record({ key, value: fc.option(value, { nil: undefined }) }), { maxLength: 6 });
const command = fc.oneof(
  fc.record({ kind: fc.constant('commit' as const), changes }),
  fc.record({ kind: fc.constant('get' as const), key }),
  fc.record({
    kind: fc.constant('scan' as const),
    prefix: fc.oneof(fc.constant(''), key),
    after: fc.option(key, { nil: undefined }),
    limit: fc.integer({ min: 1, max: 5 }),
  }),
);

/** The checks that every store passes. */
export function describeStore(name: string, stage: StoreStage): void {
  describe(`the ${name} store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await stage.fresh();
    });
    afterEach(() => store.close());

    it('does what an ordered Map does', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(command, { maxLength: 15 }), async (commands) => {
          await clear(store);
          const model = new Map<string, Uint8Array>();
          for (const each of commands) {
            if (each.kind === 'commit') {
              await store.commit(each.changes);
              for (const { key, value } of each.changes) {
                if (value === undefined) model.delete(key);
                else model.set(key, value);
              }
            } else if (each.kind === 'get')
              expect(hex(await store.get(each.key))).toBe(hex(model.get(each.key)));
            else {
              const { prefix, after, limit } = each;
              const found = await store.scan({ prefix, limit, ...(after !== undefined && { after }) });
              expect(found.map(plain)).toEqual(scanOf(model, prefix, after, limit));
            }
          }
        }),
        { numRuns: 60 },
      );
    });

    it('gives a value back byte for byte, however long', async () => {
      const values = [0, 1, 2_000, 4_096, 70_000, 3_000_000].map((length) => randomBytes(length));

      await store.commit(values.map((value, i) => ({ key: `k${i}`, value })));

      for (const [i, value] of values.entries()) expect(hex(await store.get(`k${i}`))).toBe(hex(value));
    });

    it('keeps what it gave out as it was, whatever is written later', async () => {
      await store.commit([{ key: 'a', value: Buffer.from('first') }]);
      const [got, scanned] = [await store.get('a'), await store.scan({ prefix: 'a', limit: 1 })];

      for (let i = 0; i < 50; i++) await store.commit([{ key: 'a', value: randomBytes(500) }]);

      expect(String(got)).toBe('first');
      expect(String(scanned[0]?.value)).toBe('first');
    });

    it('answers by what is committed while a commit is under way', async () => {
      await store.commit([{ key: 'a', value: Buffer.from('1') }]);

      const commit = store.commit([
        { key: 'a', value: Buffer.from('2') },
        { key: 'b', value: Buffer.from('2') },
      ]);
      const during = [String(await store.get('a')), String(await store.get('b'))];
      await commit;

      expect([
        ['1', 'undefined'],
        ['2', '2'],
      ]).toContainEqual(during);
      expect([String(await store.get('a')), String(await store.get('b'))]).toEqual(['2', '2']);
    });

    it('makes commits that were asked for at once in their order', async () => {
      const commits = Array.from({ length: 500 }, (_, i) =>
        store.commit([
          { key: 'last', value: Buffer.from(String(i)) },
          { key: `k${i}`, value: Buffer.from(String(i)) },
        ]),
      );
      await Promise.all(commits);

      expect(String(await store.get('last'))).toBe('499');
      expect(await store.scan({ prefix: 'k', limit: 1_000 })).toHaveLength(500);
    });

    it('lets a later change of a commit win over an earlier one', async () => {
      await store.commit([
        { key: 'a', value: Buffer.from('1') },
        { key: 'a', value: undefined },
        { key: 'b', value: undefined },
        { key: 'b', value: Buffer.from('2') },
      ]);

      expect(await store.get('a')).toBeUndefined();
      expect(String(await store.get('b'))).toBe('2');
    });

    it('reads page by page what was there, in the order of bytes', async () => {
      const keys = ['p/\u{1F600}', 'p/', 'p/b', 'p/a', 'p/aa', 'q', 'o', 'p'];
      await store.commit(keys.map((key) => ({ key, value: Buffer.from(key) })));

      const seen: string[] = [];
      for (let page = await store.scan({ prefix: 'p/', limit: 2 }); page.length > 0; ) {
        seen.push(...page.map(({ key }) => key));
        page = await store.scan({ prefix: 'p/', after: seen.at(-1) ?? '', limit: 2 });
      }

      expect(seen).toEqual(['p/', 'p/a', 'p/aa', 'p/b', 'p/\u{1F600}']);
    });

    it('takes keys up to their longest, and changes nothing where one is no key', async () => {
      const longest = 'ä'.repeat(MAX_KEY_BYTES / 2);
      await store.commit([{ key: longest, value: Buffer.from('x') }]);

      for (const wrong of ['', `${longest}a`, 'lone \ud800']) {
        const commit = store.commit([
          { key: 'beside', value: Buffer.from('x') },
          { key: wrong, value: Buffer.from('x') },
        ]);
        await expect(commit).rejects.toMatchObject({ name: 'RangeError' });
      }

      expect(String(await store.get(longest))).toBe('x');
      expect(await store.get('beside')).toBeUndefined();
    });

    it('commits nothing without complaint', async () => {
      await store.commit([]);

      expect(await store.scan({ prefix: '', limit: 10 })).toEqual([]);
    });

    it('tells that it grows', async () => {
      const before = await store.sizeBytes();
      await store.commit([{ key: 'a', value: randomBytes(1_000_000) }]);

      expect(await store.sizeBytes()).toBeGreaterThanOrEqual(before + 900_000);
    });

    it('closes once the commits under way are done, twice if asked to, and says so afterwards', async () => {
      const commit = store.commit([{ key: 'a', value: Buffer.from('x') }]);
      const closed = store.close();

      await commit;
      await closed;
      await store.close();

      await expect(store.commit([])).rejects.toMatchObject({ code: 'WORKLOOP_STORE', problem: 'closed' });
      await expect((async () => store.get('a'))()).rejects.toMatchObject({ problem: 'closed' });
      await expect((async () => store.scan({ prefix: '', limit: 1 }))()).rejects.toMatchObject({
        problem: 'closed',
      });
    });
  });
}

async function clear(store: Store): Promise<void> {
  const all = await store.scan({ prefix: '', limit: 10_000 });
  await store.commit(all.map(({ key }) => ({ key, value: undefined })));
}

function scanOf(
  model: ReadonlyMap<string, Uint8Array>,
  prefix: string,
  after: string | undefined,
  limit: number,
) {
  const bytes = (text: string) => Buffer.from(text);
  return [...model]
    .filter(
      ([key]) =>
        key.startsWith(prefix) && (after === undefined || Buffer.compare(bytes(key), bytes(after)) > 0),
    )
    .sort(([a], [b]) => Buffer.compare(bytes(a), bytes(b)))
    .slice(0, limit)
    .map(([key, value]) => plain({ key, value }));
}

function plain({ key, value }: StoreEntry) {
  return { key, value: hex(value) };
}

function hex(value: Uint8Array | undefined): string | undefined {
  return value === undefined ? undefined : Buffer.from(value).toString('hex');
}
