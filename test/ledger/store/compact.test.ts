import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPages } from '../../../src/ledger/store/check-pages.js';
import { compact } from '../../../src/ledger/store/compact.js';
import { openRecordsForReading } from '../../../src/ledger/store/open-for-reading.js';
import { openRecordStore } from '../../../src/ledger/store/open-record-store.js';
import { Child, runChild } from './run-child.js';

const MB = 1024 * 1024;
let folder: string;
let warnings: string[];
const children: Child[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workloop-compact-'));
  warnings = [];
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  rmSync(folder, { recursive: true, force: true });
});

const warn = (message: string) => void warnings.push(message);
const openHere = () => openRecordStore({ folder, warn, limitBytes: Number.POSITIVE_INFINITY });
const data = () => join(folder, 'data.mdb');

function startChild(deed: string): Child {
  const child = new Child(deed, folder);
  children.push(child);
  return child;
}

/** A store that was large once, and what it still holds. */
async function fill(): Promise<Record<string, string>> {
  const records = await openHere();
  const kept: Record<string, string> = {};
  for (let i = 0; i < 20; i++) {
    await records.commit([
      { key: `kept${i}`, value: Buffer.from(`value ${i}`.repeat(i)), isEvictable: i % 2 === 0 },
      ...Array.from({ length: 30 }, (_, k) => ({ key: `gone/${i}/${k}`, value: randomBytes(20_000) })),
    ]);
    kept[`kept${i}`] = `value ${i}`.repeat(i);
  }
  await records.removeAll('gone/');
  await records.close();
  return kept;
}

async function held(): Promise<Record<string, string>> {
  const reader = await openRecordsForReading({ folder, warn });
  const { entries } = await reader.scan('', 1_000);
  await reader.close();
  return Object.fromEntries(entries.map(({ key, value }) => [key, String(Buffer.from(value))]));
}

describe('compacting', () => {
  it('makes the file as small as what it holds, and readable by its owner only', async () => {
    const kept = await fill();

    const { beforeBytes, afterBytes } = await compact(folder, warn);

    expect(beforeBytes).toBeGreaterThan(5 * MB);
    expect(afterBytes).toBeLessThan(0.3 * MB);
    expect(statSync(data()).size).toBe(afterBytes);
    expect(statSync(data()).mode & 0o777).toBe(0o600);
    expect(checkPages(data())).toEqual({ kind: 'sound' });
    expect(await held()).toEqual(kept);
    const records = await openHere();
    await records.commit([{ key: 'kept0', value: Buffer.from('anew') }]);
    await records.close();
    expect(await held()).toEqual({ ...kept, kept0: 'anew' });
    expect(warnings).toEqual([]);
  });

  it('removes the files of large values that nobody needs', async () => {
    const records = await openHere();
    await records.commit([{ key: 'large', value: randomBytes(MB + 1) }]);
    await records.close();
    const [needed] = readdirSync(join(folder, 'values'));
    writeFileSync(join(folder, 'values', 'a'.repeat(64)), 'nobody needs it');

    await compact(folder, warn);

    expect(readdirSync(join(folder, 'values'))).toEqual([needed]);
  });

  it('is refused while an app has the store, or somebody reads it', async () => {
    const kept = await fill();
    const holder = startChild('hold');
    await holder.next();
    await expect(compact(folder, warn)).rejects.toMatchObject({
      code: 'WORKLOOP_STORE_IN_USE',
      pid: holder.pid,
    });
    await holder.end();

    const reader = startChild('read');
    await reader.next();
    await expect(compact(folder, warn)).rejects.toThrow(`process ${reader.pid}, which reads it`);
    await reader.kill();

    await compact(folder, warn);
    expect(await held()).toEqual(kept);
  });

  it('is refused where there is no store, and makes none', async () => {
    await expect(compact(folder, warn)).rejects.toMatchObject({
      code: 'WORKLOOP_STORE',
      problem: 'inaccessible',
    });

    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is killed at any moment leaves all that was there', async () => {
    const kept = await fill();
    for (let round = 0; round < 10; round++) {
      const child = startChild('compact');
      for (let i = 0; i <= round % 3; i++) await child.next();
      await child.kill();

      expect(runChild('use', folder, {}).found).toMatchObject(kept);
      const records = await openHere();
      await records.removeAll('used');
      await records.commit([{ key: 'anew', value: undefined }]);
      await records.close();
      expect(readdirSync(folder).filter((name) => name.startsWith('compacting-'))).toEqual([]);
    }
    expect(warnings).toEqual([]);
  }, 60_000);

  it.each(['before', 'after'])(
    'that ended right %s the copy took its place is finished by the next app',
    async (when) => {
      const kept = await fill();
      // As it is between two of its steps.
      const copy = join(folder, 'compacting-x');
      mkdirSync(copy);
      renameSync(join(folder, 'lock.mdb'), join(folder, 'lock.mdb.old'));
      if (when === 'before') writeFileSync(join(copy, 'data.mdb'), readFileSync(data()));

      await expect(openRecordsForReading({ folder, warn })).rejects.toThrow('not finished');
      await (await openHere()).close();

      expect(await held()).toEqual(kept);
      expect(readdirSync(folder).sort()).toEqual(
        ['data.mdb', 'left.json', 'lock.mdb', 'values', 'workloop-store.json'].sort(),
      );
    },
  );
});
