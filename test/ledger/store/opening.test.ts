import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { open } from 'lmdb';
import { openLmdbStore } from '../../../src/ledger/store/open-lmdb-store.js';
import { ownIdentity } from '../../../src/ledger/store/process-identity.js';
import { Child, runChild } from './run-child.js';

/** Somebody who is not root, for whom permissions hold. */
const NOBODY = 65_534;
let parent: string;
let folder: string;
const children: Child[] = [];
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'workloop-opening-'));
  chmodSync(parent, 0o777);
  folder = join(parent, 'store');
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  rmSync(parent, { recursive: true, force: true });
});

function startChild(deed: string): Child {
  const child = new Child(deed, folder);
  children.push(child);
  return child;
}

const openHere = () => openLmdbStore({ folder, warn: () => undefined });
const claims = () => readdirSync(folder).filter((name) => name.startsWith('claim-'));

function writeClaim(claim: object, ageMs = 0): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'claim-1-of-somebody.json');
  writeFileSync(file, JSON.stringify({ sinceMs: Date.now() - 600_000, ...claim }));
  const then = new Date(Date.now() - ageMs);
  utimesSync(file, then, then);
}

describe('the folder of a store', () => {
  it.each([0o000, 0o022, 0o777])('is for its owner only, under the umask %i', (umask) => {
    const { anew } = runChild('use', folder, { umask });

    expect(anew).toBe('value');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) {
      const isFolder = statSync(join(folder, name)).isDirectory();
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, isFolder ? 0o700 : 0o600]);
    }
  });

  it('keeps the permissions that it had', () => {
    mkdirSync(folder, { mode: 0o750 });

    runChild('use', folder);

    expect(statSync(folder).mode & 0o777).toBe(0o750);
  });

  it('is left without a claim, and opened again with what was in it', async () => {
    const first = await openHere();
    await first.commit([{ key: 'a', value: Buffer.from('1') }]);
    await first.close();
    expect(claims()).toEqual([]);

    const second = await openHere();
    expect(String(second.get('a'))).toBe('1');
    await second.close();
  });
});

describe('a store that another app has open', () => {
  it('is refused, naming the process', async () => {
    const holder = startChild('hold');
    await holder.next();

    const refused = openHere();

    await expect(refused).rejects.toMatchObject({ code: 'WORKLOOP_STORE_IN_USE', pid: holder.pid });
    await expect(refused).rejects.toThrow(`process ${holder.pid}`);
    await holder.end();
    await (await openHere()).close();
  });

  it('is refused within one process too', async () => {
    const first = await openHere();

    await expect(openHere()).rejects.toThrow('another app in this process');
    await first.commit([{ key: 'a', value: Buffer.from('1') }]);

    expect(String(first.get('a'))).toBe('1');
    await first.close();
  });

  it('is had by one of many that come at once', async () => {
    const rivals = Array.from({ length: 5 }, () => startChild('hold'));

    const told = await Promise.all(rivals.map((rival) => rival.next()));

    expect(told.filter(({ isOpen }) => isOpen)).toHaveLength(1);
    expect(told.filter(({ error }) => error?.code === 'WORKLOOP_STORE_IN_USE')).toHaveLength(4);
  });

  it('that was killed is free', async () => {
    const holder = startChild('hold');
    await holder.next();
    await holder.kill();
    expect(claims()).toHaveLength(1);

    const store = await openHere();

    expect(claims()).toHaveLength(1);
    await store.close();
  });
});

describe('a claim', () => {
  (process.platform === 'linux' ? it : it.skip)(
    'of a process that was killed counts no more, although nobody has taken note of its end',
    async () => {
      // A shell would take note of the end of its child; what it becomes does not.
      const script = 'sleep 60 & echo $!; exec sleep 60';
      const careless = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      try {
        const [printed] = (await once(careless.stdout, 'data')) as [Buffer];
        const pid = Number(String(printed));
        const command = () => readFileSync(`/proc/${careless.pid}/comm`, 'utf8').trim();
        for (let i = 0; i < 100 && command() !== 'sleep'; i++) await setTimeout(20);
        expect(command()).toBe('sleep');
        process.kill(pid, 'SIGKILL');
        const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
        for (let i = 0; i < 100 && state() !== 'Z'; i++) await setTimeout(20);
        expect(state()).toBe('Z');
        writeClaim({ ...ownIdentity(), pid, started: undefined });

        const store = await openHere();
        await store.close();
      } finally {
        careless.kill('SIGKILL');
      }
    },
  );

  it('of a process whose id another one has by now counts for nothing', async () => {
    // Where a process cannot be told from another one of the same id, the store is refused, to be on the safe side.
    const own = ownIdentity();
    writeClaim({ ...own, pid: process.ppid, started: '1' });

    const opened = openHere();

    if (own.started === undefined)
      await expect(opened).rejects.toMatchObject({ code: 'WORKLOOP_STORE_IN_USE' });
    else await (await opened).close();
  });

  it('of before the last start of the machine counts for nothing', async () => {
    writeClaim({ ...ownIdentity(), pid: process.ppid, boot: 'another one' });

    await (await openHere()).close();
  });

  it('of another machine counts while it shows signs of life, for a minute', async () => {
    const elsewhere = { ...ownIdentity(), pid: 4711, host: `not-${hostname()}`, boot: 'another one' };

    writeClaim(elsewhere, 30_000);
    await expect(openHere()).rejects.toThrow(`process 4711 on \`not-${hostname()}\``);

    writeClaim(elsewhere, 90_000);
    await (await openHere()).close();
  });

  it('of another container of this machine counts likewise', async () => {
    const elsewhere = { ...ownIdentity(), pid: 4711, pidSpace: 'another one' };

    writeClaim(elsewhere, 30_000);
    await expect(openHere()).rejects.toMatchObject({ code: 'WORKLOOP_STORE_IN_USE' });

    writeClaim(elsewhere, 90_000);
    await (await openHere()).close();
  });

  it('that cannot be read counts for a minute', async () => {
    mkdirSync(folder);
    const file = join(folder, 'claim-torn.json');
    writeFileSync(file, '{"pi');
    await expect(openHere()).rejects.toThrow(file);

    const then = new Date(Date.now() - 90_000);
    utimesSync(file, then, then);
    await (await openHere()).close();
  });
});

describe('a place where no store can be', () => {
  it('is told: a file', async () => {
    writeFileSync(folder, 'mine');

    await expect(openHere()).rejects.toMatchObject({ code: 'WORKLOOP_STORE', problem: 'inaccessible' });
    await expect(
      openLmdbStore({ folder: join(folder, 'below'), warn: () => undefined }),
    ).rejects.toMatchObject({
      problem: 'inaccessible',
    });
  });

  it('is told: a folder that may not be written, or not even be looked into', () => {
    for (const mode of [0o555, 0o000]) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      if (process.getuid?.() === 0) chownSync(folder, NOBODY, NOBODY);
      chmodSync(folder, mode);

      const { error } = runChild('use', folder, { uid: NOBODY });

      expect(error).toMatchObject({ code: 'WORKLOOP_STORE', problem: 'inaccessible' });
      expect(error.message).toContain(folder);
      chmodSync(folder, 0o700);
    }
  });

  it('is told: a store of somebody else', async () => {
    await (await openHere()).close();
    if (process.getuid?.() === 0) chownSync(folder, 0, 0);
    else chmodSync(folder, 0o000);

    const { error } = runChild('use', folder, { uid: NOBODY });
    chmodSync(folder, 0o700);

    expect(error).toMatchObject({ code: 'WORKLOOP_STORE', problem: 'inaccessible' });
    await (await openHere()).close();
  });

  it('is told: the database of another program', async () => {
    const theirs = open({ path: folder, noSubdir: false });
    await theirs.put('key', 'value');
    await theirs.close();

    await expect(openHere()).rejects.toMatchObject({ code: 'WORKLOOP_STORE', problem: 'foreign' });

    expect(readdirSync(folder).sort()).toEqual(['data.mdb', 'lock.mdb']);
  });

  it('is told: a store of a newer format, which is left alone', async () => {
    await (await openHere()).close();
    const mark = JSON.stringify({ format: 2, check: crc32('workloop store 2').toString(16) });
    writeFileSync(join(folder, 'workloop-store.json'), mark);

    await expect(openHere()).rejects.toMatchObject({
      code: 'WORKLOOP_STORE_FORMAT',
      format: 2,
      newestKnown: 1,
    });

    expect(claims()).toEqual([]);
  });

  it('is told: a disk without room, while what was there stays', () => {
    mkdirSync(folder);
    // A small disk where this user can make one, else a limit on files, which the database tells as any failure.
    const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]).status === 0;
    try {
      const told = runChild('fill', join(folder, 'on-it'), {}, isMounted ? '' : 'ulimit -f 2000');

      expect(told.failure).toMatchObject({ code: 'WORKLOOP_STORE', problem: isMounted ? 'full' : 'broken' });
      expect(told.count).toBeGreaterThan(5);
      expect(told.kept).toBe(told.count);
      expect(told.half).toBe(false);
    } finally {
      if (isMounted) spawnSync('umount', [folder]);
    }
  });
});
