// Figures of the store beside raw LMDB, by hand: `node test/ledger/store/measure.mjs [records] [folder]`.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { openRecordStore } from '../../../dist/ledger/store/open-record-store.js';

const count = Number(process.argv[2] ?? 200_000);
const parent = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'workloop-measure-'));
const warn = (message) => console.log(`warning: ${message}`);
const keyOf = (i) => `v1:${createHash('sha256').update(String(i)).digest('hex')}`;
const value = randomBytes(200);
const keys = Array.from({ length: count }, (_, i) => keyOf(i));
const openStore = (folder) => openRecordStore({ folder, warn, limitBytes: Number.POSITIVE_INFINITY });

const raw = open({ path: join(parent, 'raw'), noSubdir: false, encoding: 'binary', keyEncoding: 'binary' });
const store = await openStore(join(parent, 'store'));
const putRaw = (i) => raw.put(Buffer.from(keys[i]), value);
const putOurs = (i) => store.commit([{ key: keys[i], value: Buffer.from(value), isEvictable: true }]);

async function timeOf(name, times, task) {
  const start = performance.now();
  await task();
  const each = (performance.now() - start) / times;
  console.log(
    `${name.padEnd(44)} ${each >= 1 ? `${each.toFixed(2)} ms` : `${(each * 1_000).toFixed(2)} µs`}`,
  );
  return each;
}

async function oneByOne(put, from, times) {
  for (let i = from; i < from + times; i++) await put(i);
}

/** So many at once that the store decides how to write them. */
async function underLoad(put, from, times) {
  const wave = 1_000;
  for (let i = from; i < from + times; i += wave) {
    await Promise.all(Array.from({ length: Math.min(wave, from + times - i) }, (_, k) => put(i + k)));
  }
}

for (let round = 0; round < 2; round++) {
  await timeOf('raw lmdb: put with commit, one by one', 300, () => oneByOne(putRaw, round * 300, 300));
  await timeOf('ours:     commit, one by one', 300, () => oneByOne(putOurs, round * 300, 300));
}
await timeOf('raw lmdb: put under load', count - 600, () => underLoad(putRaw, 600, count - 600));
await timeOf('ours:     commit under load', count - 600, () => underLoad(putOurs, 600, count - 600));
await store.settled();
const gets = Math.min(count, 200_000);
for (let round = 0; round < 2; round++) {
  await timeOf('raw lmdb: get', gets, () => {
    for (let i = 0; i < gets; i++) raw.get(Buffer.from(keys[(i * 7_919) % count]));
  });
  await timeOf('ours:     get', gets, () => {
    for (let i = 0; i < gets; i++) store.get(keys[(i * 7_919) % count]);
  });
}
await raw.close();
await store.close();

const sizeOf = (folder) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
console.log(
  `files: raw ${sizeOf(join(parent, 'raw')) >> 20} MB, ours ${sizeOf(join(parent, 'store')) >> 20} MB`,
);
globalThis.gc?.();
for (const how of ['as it was closed', 'as one that was killed left it']) {
  if (how !== 'as it was closed') rmSync(join(parent, 'store', 'left.json'));
  const before = process.memoryUsage();
  const start = performance.now();
  const again = await openStore(join(parent, 'store'));
  const ms = performance.now() - start;
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const grown = (heapUsed - before.heapUsed + arrayBuffers - before.arrayBuffers) / 2 ** 20;
  console.log(`open ${count} records, ${how}: ${ms.toFixed(0)} ms, ${grown.toFixed(1)} MB more in use`);
  console.log(`  first get: ${(again.get(keys[count >> 1])?.length ?? 0) === 200}`);
  await again.close();
}
rmSync(parent, { recursive: true, force: true });
