// What tests do to a store in a process of its own: `node child.mjs <deed> <folder> [options as JSON]`. It tells what
// happened as lines of JSON.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { compact } from '../../../dist/ledger/store/compact.js';
import { openRecordsForReading } from '../../../dist/ledger/store/open-for-reading.js';
import { openLmdbStore } from '../../../dist/ledger/store/open-lmdb-store.js';
import { openRecordStore } from '../../../dist/ledger/store/open-record-store.js';

const [, , deed, folder, options = '{}'] = process.argv;
const { umask, uid, limitBytes = Number.POSITIVE_INFINITY, sizeBytes = 50_000 } = JSON.parse(options);
if (umask !== undefined) process.umask(umask);
if (uid !== undefined && process.getuid() === 0) {
  process.setgid(uid);
  process.setuid(uid);
}

const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const warnings = [];
const warn = (message) => warnings.push(message);
const told = ({ name, code, problem, message, pid }) => ({ name, code, problem, message, pid });

const deeds = {
  /** Opens it, and closes it when it is told to. */
  async hold() {
    const store = await openLmdbStore({ folder, warn });
    tell({ isOpen: true, warnings });
    await once(process.stdin, 'data');
    await store.close();
    process.stdin.destroy();
  },
  /** Reads all there is, changes a lot of it and closes. */
  async use() {
    const records = await openRecordStore({ folder, warn, limitBytes });
    const found = {};
    let page = await records.scan('', 100);
    for (;;) {
      for (const { key, value } of page.entries) found[key] = Buffer.from(value).toString();
      if (page.last === undefined) break;
      page = await records.scan('', 100, page.last);
    }
    for (let round = 0; round < 5; round++) {
      await records.commit(
        Array.from({ length: 60 }, (_, i) => {
          const key = `used${(i * 7 + round * 13) % 90}`;
          return {
            key,
            value: i % 5 === 0 ? undefined : randomBytes(i % 4 === 0 ? 5_000 : 100),
            isEvictable: true,
          };
        }),
      );
    }
    await records.commit([{ key: 'anew', value: Buffer.from('value') }]);
    const anew = String(await records.get('anew'));
    await records.close();
    tell({ found, anew, warnings });
  },
  /** Commits numbers, each under two keys, one of them with a large value, and tells of each that is committed. */
  async count() {
    const records = await openRecordStore({ folder, warn, limitBytes });
    const from = Number(String((await records.get('a')) ?? 0));
    const large = await records.get('large');
    tell({ from, b: Number(String((await records.get('b')) ?? 0)), large: large?.[0] ?? 0, warnings });
    for (let i = from + 1; ; i++) {
      const value = Buffer.from(String(i));
      await records.commit([
        { key: 'a', value },
        { key: 'large', value: Buffer.alloc(1_100_000, i % 251) },
        { key: 'b', value },
      ]);
      tell({ committed: i });
    }
  },
  /** Reads, holding what it reads for as long as it lives; each time that it is told to. */
  async read() {
    const records = await openRecordsForReading({ folder, warn });
    for (;;) {
      const keys = (await records.scan('', 100_000)).entries.map(({ key }) => key);
      const [a, b] = [await records.get('a'), await records.get('b')].map((value) => String(value));
      tell({ count: keys.length, a, b, warnings });
      const [command] = await once(process.stdin, 'data');
      if (String(command).startsWith('close')) break;
    }
    await records.close();
    process.stdin.destroy();
  },
  /** Reads pairs that are always written together, as fast as it can. */
  async watch() {
    const records = await openRecordsForReading({ folder, warn });
    const torn = [];
    let last = -1;
    tell({ isOpen: true });
    let isOver = false;
    process.stdin.once('data', () => {
      isOver = true;
    });
    while (!isOver) {
      const [a, b, log] = [records.get('a'), records.get('b'), await records.scan('log/', 10_000)];
      if (String(a) !== String(b) || Number(String(a)) < last) torn.push([String(a), String(b), last]);
      last = Number(String(a));
      if (log.entries.length !== new Set(log.entries.map(({ key }) => key)).size) torn.push('twice');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await records.close();
    tell({ torn, last, warnings });
    process.stdin.destroy();
  },
  /** Compacts again and again, telling of each time. */
  async compact() {
    tell({ isStarted: true });
    for (let i = 1; ; i++) {
      const { afterBytes } = await compact(folder, warn);
      tell({ compacted: i, afterBytes, warnings });
    }
  },
  /** Commits until it fails, frees some and goes on. */
  async fill() {
    const store = await openLmdbStore({ folder, warn });
    let count = 0;
    let failure;
    while (failure === undefined) {
      try {
        await store.commit([
          { key: `a${count}`, value: randomBytes(sizeBytes) },
          { key: `b${count}`, value: Buffer.from('also') },
        ]);
        count++;
      } catch (error) {
        failure = told(error);
      }
    }
    const half = store.get(`b${count}`) !== undefined;
    await store.commit([{ key: 'a0', value: undefined }]);
    await store.commit([{ key: 'after', value: randomBytes(100) }]);
    const kept = Array.from({ length: count }, (_, i) => store.get(`b${i}`)).filter(Boolean).length;
    await store.close();
    tell({ failure, count, kept, half });
  },
};

try {
  await deeds[deed]();
} catch (error) {
  tell({ error: told(error), warnings });
}
