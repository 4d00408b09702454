import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerIdentity } from '../../../src/identity/index.js';
import { readStoredCall } from '../../../src/ledger/durable/call-format.js';
import { readCallKey } from '../../../src/ledger/durable/call-keys.js';
import { MemoryStore } from '../../../src/ledger/store/memory-store.js';
import { openRecordStore } from '../../../src/ledger/store/open-record-store.js';
import type { RecordStore } from '../../../src/ledger/store/record-store.js';
import { describeReason } from '../../../src/ledger/why/reason.js';
import { lasting, late, openRecords } from './lasting.js';
import { type Became, fingerprint, RunOfWork, type RunOptions, uid, version } from './run-of-work.js';

let memory: MemoryStore;
let nowMs: number;
const clock = { now: () => nowMs };
beforeEach(() => {
  memory = new MemoryStore();
  nowMs = 1_000_000;
});

const open = async (options: Partial<RunOptions> = {}) =>
  RunOfWork.open(await openRecords(lasting(memory)), { code: version('1'), clock, ...options });

async function inRun<T>(options: Partial<RunOptions>, deed: (run: RunOfWork) => Promise<T>): Promise<T> {
  const run = await open(options);
  const result = await deed(run);
  await run.end();
  return result;
}

const why = (became: Became) => (became.kind === 'hit' ? 'hit' : describeReason(became.reason, nowMs));

async function keysIn(records: RecordStore): Promise<string[]> {
  return (await records.uses('c/', 1_000)).entries.map(({ key }) => key);
}

describe('a call', () => {
  it.each([
    ['plain data', { rows: [1, 'x', null], at: { deep: true } }],
    ['nothing', undefined],
    ['a lone surrogate', ['\ud800', { '\udfff': 1 }]],
    ['text beyond ASCII', 'žluťoučký 🐎'],
    ['what JSON does not keep', new Map<unknown, unknown>([[new Date(5), new Set([1n, Number.NaN, -0])]])],
    [
      'bytes beside the text',
      { large: new Uint8Array(100_000).fill(7), other: new Float64Array(9_000).fill(0.5) },
    ],
  ])('is a hit in the next run with %s', async (_, value) => {
    await inRun({}, (run) => run.call(['a'], () => value, true));

    const became = await inRun({ run: 2 }, (run) => run.call(['a'], fail));

    expect(became).toMatchObject({ kind: 'hit', isAsync: true });
    expect((became as { value: unknown }).value).toEqual(value);
  });

  it('tells which run produced its value, when and why', async () => {
    await inRun({ run: 3 }, (run) => run.call(['a'], () => 1));

    const became = await inRun({ run: 4 }, (run) => run.call(['a'], fail));

    expect(became).toMatchObject({
      provenance: {
        run: 3,
        call: 1,
        attempt: 1,
        recordedAtMs: 1_000_000,
        startedAtMs: 1_000_000,
        reason: { kind: 'first' },
      },
    });
  });

  it('that failed is none, and says so also in the next run', async () => {
    await inRun({}, async (run) => {
      expect((await run.call([1], fail)).kind).toBe('failed');
      expect(why(await run.call([1], fail))).toBe('previous attempt failed');
    });

    const became = await inRun({}, (run) => run.call([1], () => 1));

    expect(became).toMatchObject({ reason: { kind: 'failed', message: 'it fails' } });
    expect(why(await inRun({}, (run) => run.call([1], fail)))).toBe('hit');
    expect((await keysIn(await openRecords(lasting(memory)))).map(readCallKey)).toMatchObject([
      { isTrace: false },
    ]);
  });

  it('that fails when its record is too old does not take the place of it', async () => {
    await inRun({}, (run) => run.call([1], () => 'old'));
    nowMs += 100;
    await inRun({ ttlMs: 100 }, (run) => run.call([1], fail));

    expect(why(await inRun({ ttlMs: 100 }, (run) => run.call([1], fail)))).toBe('previous attempt failed');
    expect(await inRun({ ttlMs: 1_000 }, (run) => run.call([1], fail))).toMatchObject({ value: 'old' });
  });

  it('whose value cannot be stored changes nothing', async () => {
    const run = await open();
    const key = run.keyOf([1]);
    const about = { key, args: [1], call: 1, attempt: 1, startedAtMs: 0, endedAtMs: 0, cause: undefined };
    const outcome = { kind: 'succeeded', value: () => 1, isAsync: false } as const;

    expect(() => run.calls.changesFor({ ...about, outcome })).toThrow(
      expect.objectContaining({ code: 'WORKLOOP_UNCROSSABLE_VALUE' }),
    );
    expect(run.calls.takeUnsavedLast()).toEqual([]);
    await run.end();
  });

  it('is told apart from others by anything in a string', async () => {
    await inRun({}, (run) => run.call(['\ud800'], () => 1));

    expect(why(await inRun({}, (run) => run.call(['\ufffd'], () => 1)))).toMatch(/^args\[0\]/);
    expect(why(await inRun({}, (run) => run.call(['\udbff'], () => 1)))).toMatch(/^args\[0\]/);
  });

  it('is found in a store that never answers at once', async () => {
    const openLate = async () =>
      RunOfWork.open(await openRecords(late(memory)), { code: version('1'), clock });
    const run = await openLate();
    await run.call([1], () => 'one');
    await run.end();

    const next = await openLate();

    expect(await next.call([1], fail)).toMatchObject({ value: 'one' });
    expect(why(await next.call([2], () => 2))).toBe('args[0] 1 → 2');
    expect(why(await next.call([3], fail))).toBe('args[0] 2 → 3');
    await next.end();
  });
});

describe('the reason of a miss', () => {
  it('compares with the last call, of the run before as well', async () => {
    await inRun({}, async (run) => {
      expect(why(await run.call([{ day: '2012-01-01' }], () => 1))).toBe('first');
    });

    expect(why(await inRun({}, (run) => run.call([{ day: '2012-01-02' }], () => 1)))).toBe(
      "args[0].day '2012-01-01' → '2012-01-02'",
    );
  });

  it('names the code that changed', async () => {
    const before = fingerprint({ 'src/clean.ts#parse': 'a', 'src/app.ts#Work': 'a' });
    const after = fingerprint({ 'src/clean.ts#parse': 'b', 'src/app.ts#Work': 'a' });
    await inRun({ code: before }, (run) => run.call([1], () => 1));

    await inRun({ code: after }, async (run) => {
      expect(run.isSameCode).toBe(false);
      expect(why(await run.call([1], () => 2))).toBe('code: src/clean.ts#parse changed');
      expect(why(await run.call([2], () => 2))).toBe('args[0] 1 → 2');
    });
  });

  it('names it also when the app was started in between and called nothing', async () => {
    const codes = ['a', 'b', 'c'].map((digest) => fingerprint({ 'src/clean.ts#parse': digest }));
    await inRun({ code: codes[0]! }, (run) => run.call([1], () => 1));
    await inRun({ code: codes[1]! }, async () => undefined);

    expect(why(await inRun({ code: codes[2]! }, (run) => run.call([1], () => 2)))).toBe(
      'code: src/clean.ts#parse changed',
    );
  });

  it('is the code when that is what it was before the last change', async () => {
    const [a, b] = ['a', 'b'].map((digest) => fingerprint({ 'src/clean.ts#parse': digest }));
    await inRun({ code: a! }, (run) => run.call([1], () => 1));
    await inRun({ code: b! }, (run) => run.call([1], () => 1));

    expect(why(await inRun({ code: a! }, (run) => run.call([1], () => 2)))).toBe(
      'code: src/clean.ts#parse changed',
    );
  });

  it('names the version, and its coming and going', async () => {
    await inRun({ code: version('1') }, (run) => run.call([1], () => 1));

    expect(why(await inRun({ code: version('2') }, (run) => run.call([1], () => 1)))).toBe(
      "version '1' → '2'",
    );
    expect(why(await inRun({ code: fingerprint({}) }, (run) => run.call([1], () => 1)))).toBe(
      "version '2' → none",
    );
    expect(why(await inRun({ code: version('3') }, (run) => run.call([1], () => 1)))).toBe(
      "version none → '3'",
    );
  });

  it('names `ignore`, where another argument is ignored than before', async () => {
    await inRun({}, (run) => run.call([1, 'x'], () => 1));

    await inRun({ ignored: [1] }, async (run) => {
      expect(run.isSameCode).toBe(true);
      expect(why(await run.call([1, 'y'], () => 1))).toBe("args[1] 'x' → 'y'");
      expect(why(await run.call([1, 'x'], fail))).toBe('hit');
    });
    expect(why(await inRun({ ignored: [0] }, (run) => run.call([1, 'y'], () => 1)))).toBe(
      'code: ignore changed',
    );
  });

  it('is what somebody asked for', async () => {
    await inRun({}, async (run) => {
      await run.call([1], () => 1);
      await run.call([2], () => 2);
      await run.call([3], () => 3);
      expect(await run.forget([1], 'invalidated')).toBe(true);
      expect(await run.forget([2], 'forced')).toBe(true);
      expect(why(await run.call([2], () => 2))).toBe('forced');
    });

    await inRun({}, async (run) => {
      expect(why(await run.call([2], fail))).toBe('hit');
      expect(why(await run.call([1], () => 1))).toBe('invalidated');
      await run.forgetAll('deleted');
      expect(why(await run.call([3], () => 3))).toBe('deleted');
    });
    expect(why(await inRun({}, (run) => run.call([1], () => 1)))).toBe('deleted');
  });

  it('knows nothing to forget of a call that was never made', async () => {
    const run = await open();

    expect(run.calls.forget(run.keyOf([1]), 'invalidated', 0)).toEqual([]);
    expect(run.calls.forget(run.keyOf([1]), 'forced', 0)).toEqual([]);
    await run.end();
  });

  it('is the age of the record', async () => {
    await inRun({}, (run) => run.call([1], () => 1));
    nowMs += 4 * 60_000;

    expect(why(await inRun({ ttlMs: 60_000 }, (run) => run.call([1], () => 1)))).toBe('expired 3 m ago');
  });

  it('is no age when the clock was set back', async () => {
    await inRun({ ttlMs: 1_000 }, (run) => run.call([1], () => 1));
    nowMs -= 24 * 3_600_000;

    expect(why(await inRun({ ttlMs: 1_000 }, (run) => run.call([1], fail)))).toBe('hit');
  });

  it('is that the record is unreadable, said once for each', async () => {
    await inRun({}, async (run) => {
      await run.call([1], () => 1);
      await run.call([2], () => 2);
    });
    const keys = await keysIn(await openRecords(lasting(memory)));
    for (const key of keys) {
      const sealed = Buffer.from(memory.get(`r:${key}`) as Uint8Array);
      sealed[30] = (sealed[30] ?? 0) ^ 1;
      await memory.commit([{ key: `r:${key}`, value: sealed }]);
    }

    await inRun({}, async (run) => {
      expect(why(await run.call([1], () => 1))).toBe('record unreadable');
      expect(why(await run.call([1], fail))).toBe('hit');
    });
  });

  it('is that the class of a value is unknown, with one warning', async () => {
    const point = class Point {
      constructor(readonly x: number) {}
    };
    registerIdentity(point, 'test/durable-calls#Point');
    await inRun({}, async (run) => {
      await run.call([1], () => new point(1));
      await run.call([2], () => new point(2));
    });
    // As if nobody had registered it.
    for (const key of await keysIn(await openRecords(lasting(memory)))) {
      const records = await openRecords(lasting(memory));
      const bytes = Buffer.from((await records.get(key)) as Uint8Array);
      const at = bytes.indexOf('#Point');
      await records.commit([
        {
          key,
          value: Buffer.concat([bytes.subarray(0, at), Buffer.from('#Other'), bytes.subarray(at + 6)]),
          isEvictable: true,
        },
      ]);
    }
    const warnings: string[] = [];

    await inRun({ warn: (message) => warnings.push(message) }, async (run) => {
      expect(why(await run.call([1], () => 1))).toBe('record unreadable');
      expect(why(await run.call([2], () => 1))).toBe('record unreadable');
    });

    expect(warnings).toEqual([expect.stringContaining('test/durable-calls#Other')]);
  });

  it('admits that the record may have been given up', async () => {
    await inRun({ maxEntries: 1 }, async (run) => {
      await run.call([1], () => 1);
      await run.call([2], () => 2);
      expect(await run.call([1], () => 1)).toMatchObject({
        reason: { kind: 'arguments', mayBeEvicted: true },
      });
    });
  });

  it('shows nothing that may not be shown, and stores nothing of it', async () => {
    const redact: RunOptions['redact'] = (value, { path }) => (path === 'args[0].password' ? '***' : value);
    await inRun({ redact }, async (run) => {
      await run.call([{ password: 'hunter2', user: 'ann' }], () => 1);
      expect(why(await run.call([{ password: 'hunter3', user: 'bob' }], () => 1))).toBe(
        "args[0].user 'ann' → 'bob'",
      );
    });

    const all = memory
      .scan({ prefix: '', limit: 1_000 })
      .map(({ value }) => Buffer.from(value).toString('latin1'));
    expect(all.join()).not.toContain('hunter');
    expect(all.join()).toContain('***');
  });

  it('stores of an error nothing but its message, as it may be shown, where somebody has a say in that', async () => {
    const redact: RunOptions['redact'] = (value, { path }) =>
      path === 'error.message' ? String(value).replace(/hunter\d/, '***') : value;
    await inRun({ redact }, async (run) => {
      const refuse = () => {
        throw Object.assign(new Error('no hunter2', { cause: new Error('hunter3') }), { field: 'hunter4' });
      };
      await run.call([1], refuse);
      // The reason of the next execution says what it was.
      await run.call([1], refuse);
    });

    const all = memory
      .scan({ prefix: '', limit: 1_000 })
      .map(({ value }) => Buffer.from(value).toString('latin1'));
    expect(all.join()).not.toContain('hunter');
    expect(all.join()).toContain('no ***');
  });
});

describe('what counts no more', () => {
  it('is purged, but for the generation before', async () => {
    for (const code of ['1', '2', '3', '4']) {
      await inRun({ code: version(code) }, (run) => run.call([1], () => code));
    }

    await inRun({ code: version('4') }, (run) => run.call([1], fail));

    expect(await keysIn(await openRecords(lasting(memory)))).toHaveLength(2);
  });

  it('is purged while the app runs', async () => {
    const run = await open();
    for (let i = 0; i < 5; i++) {
      await run.call([1], () => i);
      await run.forgetAll('invalidated');
    }
    await run.entries.settled();

    expect(await keysIn(run.records)).toHaveLength(1);
    await run.end();
  });

  it('is purged when the work has left, not before that is certain', async () => {
    const run = await open();
    await run.call([1], () => 1);
    const changes = run.calls.remove();
    expect((await run.call([2], () => 2)).kind).toBe('executed');
    expect(run.calls.forgetAll('deleted', 0)).toEqual([]);
    await run.entries.settled();
    expect(await keysIn(run.records)).toHaveLength(1);

    await run.records.commit(changes);
    run.entries.goOnPurging();
    await run.entries.settled();

    expect((await run.records.scan('', 10)).entries).toEqual([]);
    await run.records.close();
  });

  it('is found and purged by the next run', async () => {
    const run = await open({ code: fingerprint({ a: '1' }) });
    await run.call([1], () => 1);
    await run.records.commit([{ key: `w/${uid}`, value: undefined }]);
    await run.end(true);

    const next = await open({ code: fingerprint({ b: '1' }) });
    await next.entries.settled();

    expect(await keysIn(next.records)).toEqual([]);
    expect(why(await next.call([1], () => 2))).toBe('first');
    expect((await next.records.scan('f/', 10)).entries).toHaveLength(1);
    await next.end();
  });

  it('is never taken for what counts, although the entry of the work is damaged', async () => {
    await inRun({ code: version('1') }, (run) => run.call([1], () => 'old'));
    const sealed = Buffer.from(memory.get(`r:w/${uid}`) as Uint8Array);
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    await memory.commit([{ key: `r:w/${uid}`, value: sealed }]);

    expect((await inRun({ code: version('2') }, (run) => run.call([1], () => 'new'))).kind).toBe('executed');
  });
});

describe('in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'workloop-durable-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const openFolder = async (options: Partial<RunOptions> = {}) => {
    const records = await openRecordStore({ folder, limitBytes: 2 ** 30, warn: () => undefined });
    return RunOfWork.open(records, { code: version('1'), clock, ...options });
  };

  it('large values are in files, and one that is missing is a miss', async () => {
    const large = 'x'.repeat(2_000_000);
    const bytes = Buffer.alloc(2_000_000, 9);
    const run = await openFolder();
    await run.call([1], () => large);
    await run.call([2], () => bytes);
    await run.end();

    const next = await openFolder();
    expect(await next.call([1], fail)).toMatchObject({ value: large });
    const { value } = (await next.call([2], fail)) as { value: Buffer };
    expect(bytes.equals(value)).toBe(true);
    await next.end();
    for (const name of readdirSync(join(folder, 'values')))
      writeFileSync(join(folder, 'values', name), 'damaged');

    const last = await openFolder();
    expect(why(await last.call([1], () => large))).toBe('record unreadable');
    expect(await last.call([1], fail)).toMatchObject({ value: large });
    await last.end();
  });

  it('the order of use is known after a restart', async () => {
    const run = await openFolder({ maxEntries: 3 });
    for (const arg of [1, 2, 3]) await run.call([arg], () => arg);
    await run.call([1], fail);
    await run.end();

    const next = await openFolder({ maxEntries: 3 });
    await next.call([4], () => 4);

    expect(why(await next.call([2], () => 2))).not.toBe('hit');
    for (const arg of [1, 4, 2]) expect(why(await next.call([arg], fail))).toBe('hit');
    await next.end();
  });
});

it('what is stored of a call can be read without the work', async () => {
  await inRun({ run: 7 }, (run) => run.call(['2012-01-01', { a: [1, 2] }], fail));
  const records = await openRecords(lasting(memory));
  const [key = ''] = await keysIn(records);

  const stored = readStoredCall((await records.get(key)) as Uint8Array);

  expect(readCallKey(key)).toMatchObject({ uid, isTrace: true });
  expect(stored).toMatchObject({ kind: 'failed', run: 7, call: 1, attempt: 1 });
  expect(stored?.note()()).toEqual({
    args: "('2012-01-01', {a: [1, 2]})",
    reason: { kind: 'first' },
    failure: { reason: 'userException', message: 'it fails' },
  });
  expect(readStoredCall(Buffer.from('something else'))).toBeUndefined();
});

function fail(): never {
  throw new Error('it fails');
}
