import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf } from '../../../src/ledger/store/holder.js';
import { openRecordsForReading } from '../../../src/ledger/store/open-for-reading.js';
import { openRecordStore } from '../../../src/ledger/store/open-record-store.js';
import type { RecordStore } from '../../../src/ledger/store/record-store.js';
import { Child } from './run-child.js';

const MB = 1024 * 1024;
let parent: string;
let folder: string;
let warnings: string[];
const children: Child[] = [];
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'workloop-reading-'));
  folder = join(parent, 'store');
  warnings = [];
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  rmSync(parent, { recursive: true, force: true });
});

const warn = (message: string) => void warnings.push(message);
const openHere = () => openRecordStore({ folder, warn, limitBytes: Number.POSITIVE_INFINITY });
const readHere = () => openRecordsForReading({ folder, warn });
const bytes = (text: string | number) => Buffer.from(String(text));
const dataBytes = () => statSync(join(folder, 'data.mdb')).size;

function startChild(deed: string): Child {
  const child = new Child(deed, folder);
  children.push(child);
  return child;
}

/** The names of all files with what they hold; the lock says who has the database open. */
function snapshot(): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && entry.name !== 'lock.mdb');
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name)).toString('base64')]),
  );
}

async function fill(records: RecordStore): Promise<void> {
  await records.commit([
    { key: 'a', value: bytes(1) },
    { key: 'b', value: bytes(1), isEvictable: true },
    { key: 'large', value: Buffer.alloc(MB + 1, 7), isEvictable: true },
  ]);
}

describe('records that are opened for reading', () => {
  it('are there without an app, and nothing is changed by it', async () => {
    const records = await openHere();
    await fill(records);
    await records.close();
    const before = snapshot();

    const reader = await readHere();

    expect(String(await reader.get('a'))).toBe('1');
    expect(await reader.get('large')).toHaveLength(MB + 1);
    expect(await reader.get('none')).toBeUndefined();
    expect((await reader.scan('', 10)).entries.map(({ key }) => key)).toEqual(['a', 'b', 'large']);
    expect((await reader.uses('', 10)).entries.map(({ sequence }) => sequence > 0)).toEqual([
      false,
      true,
      true,
    ]);
    expect([reader.usedBytes > MB, reader.hasEvicted]).toEqual([true, false]);
    await reader.close();
    await reader.close();
    expect(snapshot()).toEqual(before);
    expect(warnings).toEqual([]);
  });

  it('are there beside a running app, as they are by now', async () => {
    const records = await openHere();
    await fill(records);
    const reader = startChild('read');
    expect(await reader.next()).toMatchObject({ count: 3, a: '1', warnings: [] });

    // The file grows to many times what it was when it was opened.
    for (let i = 0; i < 30; i++) {
      await records.commit(
        Array.from({ length: 20 }, (_, k) => ({ key: `n${i}/${k}`, value: randomBytes(20_000) })),
      );
    }
    await records.commit([{ key: 'a', value: bytes(2) }]);
    reader.again();

    expect(await reader.next()).toMatchObject({ count: 603, a: '2', warnings: [] });
    await records.close();
    reader.again();
    expect(await reader.next()).toMatchObject({ count: 603, a: '2' });
    await reader.end();
  });

  it('are those of whole commits, however fast they come', async () => {
    const records = await openHere();
    await records.commit([
      { key: 'a', value: bytes(0) },
      { key: 'b', value: bytes(0) },
    ]);
    const watcher = startChild('watch');
    await watcher.next();

    for (let i = 1; i <= 400; i++) {
      await records.commit([
        { key: 'a', value: bytes(i) },
        { key: `log/${i % 50}`, value: i % 3 === 0 ? undefined : randomBytes(3_000), isEvictable: true },
        { key: 'b', value: bytes(i) },
      ]);
    }
    void watcher.end();

    expect(await watcher.next()).toMatchObject({ torn: [], warnings: [] });
    await records.close();
  });

  it('by a process that is killed keep nobody from anything', async () => {
    const records = await openHere();
    await fill(records);
    for (let i = 0; i < 3; i++) {
      const reader = startChild('read');
      await reader.next();
      await reader.kill();
    }

    await records.commit([{ key: 'a', value: bytes(2) }]);

    expect(String(await records.get('a'))).toBe('2');
    await records.close();
    const again = await openHere();
    const before = dataBytes();
    for (let i = 0; i < 100; i++) await again.commit([{ key: 'a', value: randomBytes(30_000) }]);
    expect(dataBytes() - before).toBeLessThan(2 * MB);
    await again.close();
  });

  it('keep an app from nothing that starts beside them', async () => {
    const before = await openHere();
    await fill(before);
    await before.close();
    const reader = startChild('read');
    await reader.next();

    const records = await openHere();
    await records.commit([{ key: 'a', value: bytes(2) }]);
    reader.again();

    expect(await reader.next()).toMatchObject({ a: '2', warnings: [] });
    await records.close();
  });

  it('can be where nothing may be written', async () => {
    const records = await openHere();
    await fill(records);
    await records.close();
    for (const name of ['data.mdb', 'lock.mdb']) chmodSync(join(folder, name), 0o400);
    chmodSync(folder, 0o500);

    const reader = await readHere();

    expect(String(await reader.get('a'))).toBe('1');
    await reader.close();
    chmodSync(folder, 0o700);
  });
});

describe('a folder that cannot be read', () => {
  it('is told: one that is not there, or holds no store', async () => {
    await expect(readHere()).rejects.toMatchObject({ code: 'WORKLOOP_STORE', problem: 'inaccessible' });
    await expect(readHere()).rejects.toThrow('There is no such folder');
    expect(readdirSync(parent)).toEqual([]);

    folder = parent;
    await expect(readHere()).rejects.toThrow('There is no store in this folder');
    expect(readdirSync(parent)).toEqual([]);
  });

  it('is told: a damaged database, which is left alone', async () => {
    const records = await openHere();
    await fill(records);
    await records.close();
    const damaged = readFileSync(join(folder, 'data.mdb')).fill(0, 8_192, 20_000);
    writeFileSync(join(folder, 'data.mdb'), damaged);

    await expect(readHere()).rejects.toMatchObject({ code: 'WORKLOOP_STORE', problem: 'broken' });

    expect(readFileSync(join(folder, 'data.mdb')).equals(damaged)).toBe(true);
  });
});

describe('the holder of a store', () => {
  it('is nobody where there is no folder, no app, or one that was killed', async () => {
    expect(await holderOf(folder)).toBeUndefined();
    const holder = startChild('hold');
    await holder.next();
    await holder.kill();
    const names = readdirSync(folder);

    expect(await holderOf(folder)).toBeUndefined();

    expect(readdirSync(folder)).toEqual(names);
  });

  it('is the process that has it open, this one included, and no reader', async () => {
    const holder = startChild('hold');
    await holder.next();
    expect(await holderOf(folder)).toMatchObject({ pid: holder.pid });
    await holder.end();

    const records = await openHere();
    expect(await holderOf(folder)).toMatchObject({ pid: process.pid });
    await records.close();

    const reader = startChild('read');
    await reader.next();
    expect(await holderOf(folder)).toBeUndefined();
  });
});
