import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPages } from '../../../src/ledger/store/check-pages.js';
import { openLmdbStore } from '../../../src/ledger/store/open-lmdb-store.js';
import { openRecordStore } from '../../../src/ledger/store/open-record-store.js';
import { Child, runChild } from './run-child.js';

const PAGE = 4_096;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workloop-damage-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const data = () => join(folder, 'data.mdb');
const setAside = () => readdirSync(folder).filter((name) => name.includes('.damaged-'));

/** Numbers from 0 up to `n` that depend on the seed alone. */
function randomNumbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** A store of some hundred records with their values, long and short, and with pages that were used and are free. */
async function fill(): Promise<Map<string, string>> {
  const records = await openRecordStore({
    folder,
    warn: () => undefined,
    limitBytes: Number.POSITIVE_INFINITY,
  });
  const random = randomNumbers(7);
  const values = new Map<string, string>();
  for (let round = 0; round < 20; round++) {
    const changes = Array.from({ length: 60 }, () => {
      const key = `k${random(500)}`;
      const value = random(5) === 0 ? undefined : `${key} `.repeat(random(10) === 0 ? 2_000 : 1 + random(60));
      if (value === undefined) values.delete(key);
      else values.set(key, value);
      return { key, value: value === undefined ? undefined : Buffer.from(value), isEvictable: true };
    });
    await records.commit(changes);
  }
  await records.close();
  return values;
}

type Damage = (file: Buffer, random: (n: number) => number) => Buffer;
const pageOf = (file: Buffer, random: (n: number) => number) => random(file.length / PAGE) * PAGE;
const flip = (file: Buffer, at: number, bit: number) => file.writeUInt8((file[at] ?? 0) ^ (1 << bit), at);
const damages: Record<string, Damage> = {
  'was cut': (file, random) => file.subarray(0, random(file.length)),
  'has a page of zeros': (file, random) => {
    const at = pageOf(file, random);
    return file.fill(0, at, at + PAGE);
  },
  'has one page in the place of another': (file, random) => {
    const from = pageOf(file, random);
    file.copy(file, pageOf(file, random), from, from + PAGE);
    return file;
  },
  'has flipped bits at the beginnings of pages': (file, random) => {
    for (let i = 0; i < 4; i++) flip(file, pageOf(file, random) + random(80), random(8));
    return file;
  },
  'has flipped bits anywhere': (file, random) => {
    for (let i = 0; i < 20; i++) flip(file, random(file.length), random(8));
    return file;
  },
  'is another file': (file) => randomBytes(file.length),
};

describe('a store whose file', () => {
  it.each(Object.keys(damages))(
    '%s is opened without harm, and holds no wrong value',
    async (name) => {
      const values = await fill();
      const sound = readFileSync(data());
      for (let seed = 1; seed <= 6; seed++) {
        for (const old of setAside()) rmSync(join(folder, old));
        writeFileSync(data(), (damages[name] as Damage)(Buffer.from(sound), randomNumbers(seed * 7_919)));

        const { found, anew, error, warnings } = runChild('use', folder);

        expect(error).toBeUndefined();
        expect(anew).toBe('value');
        for (const [key, value] of Object.entries(found)) {
          if (key !== 'anew' && !key.startsWith('used')) expect([key, value]).toEqual([key, values.get(key)]);
        }
        if (setAside().length > 0) expect(warnings[0]).toContain('.damaged-');
      }
    },
    60_000,
  );

  it('is damaged is set aside, and another one is begun', async () => {
    await fill();
    const damaged = readFileSync(data()).fill(0, PAGE, 5 * PAGE);
    writeFileSync(data(), damaged);

    const { found, anew, warnings } = runChild('use', folder);

    expect([found, anew]).toEqual([{}, 'value']);
    expect(warnings).toHaveLength(1);
    expect(setAside()).toHaveLength(1);
    expect(readFileSync(join(folder, setAside()[0] ?? '')).equals(damaged)).toBe(true);
    expect(runChild('use', folder).warnings).toEqual([]);
  });

  it('is empty is begun', async () => {
    await fill();
    writeFileSync(data(), '');

    expect(runChild('use', folder)).toMatchObject({ anew: 'value', warnings: [] });
  });

  it('is whole is left as it is, with the small files beside it damaged or gone', async () => {
    const values = await fill();
    for (const name of ['workloop-store.json', 'left.json', 'lock.mdb'])
      writeFileSync(join(folder, name), 'torn');
    writeFileSync(join(folder, 'left.json'), '{}');

    const { found, warnings } = runChild('use', folder);

    expect(found).toEqual(Object.fromEntries(values));
    expect(warnings).toEqual([]);
  });

  it('was not touched since it was closed is not looked at, however large it is', async () => {
    await fill();
    const before = readFileSync(join(folder, 'left.json'), 'utf8');
    const store = await openLmdbStore({ folder, warn: () => undefined });
    expect(readdirSync(folder)).not.toContain('left.json');
    await store.close();
    expect(readFileSync(join(folder, 'left.json'), 'utf8')).toBe(before);

    utimesSync(data(), new Date(0), new Date(0));
    appendFileSync(data(), '');
    expect(runChild('use', folder).warnings).toEqual([]);
  });
});

it('finds the file of a database sound, whatever was done to it', async () => {
  const random = randomNumbers(3);
  const store = await openLmdbStore({ folder, warn: () => undefined });
  for (let round = 0; round < 150; round++) {
    await store.commit(
      Array.from({ length: 1 + random(80) }, () => ({
        key: `k${random(2_000)}`.padEnd(random(60), 'x'),
        value: random(3) === 0 ? undefined : randomBytes(random(8) === 0 ? random(30_000) : random(300)),
      })),
    );
    if (round % 5 === 0) expect(checkPages(data())).toEqual({ kind: 'sound' });
  }
  await store.close();
  expect(checkPages(data())).toEqual({ kind: 'sound' });
});

it('keeps what was reported as committed and nothing by halves, killed at any moment', async () => {
  let last = 0;
  for (let round = 0; round < 12; round++) {
    const child = new Child('count', folder);
    const start = await child.next();
    expect(start.warnings).toEqual([]);
    expect(start.from).toBeGreaterThanOrEqual(last);
    expect(start.b).toBe(start.from);
    expect(start.large).toBe(start.from % 251);
    for (let i = 0; i <= round % 4; i++) last = (await child.next()).committed;
    // The next commit is under way.
    await child.kill();
  }
  expect(last).toBeGreaterThan(12);
}, 60_000);
