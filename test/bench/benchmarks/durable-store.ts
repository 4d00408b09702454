import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.js';
import { keyOf, type MakeKeeper, rawLmdb, records, withFolder } from '../durable-subjects.js';
import { figureOf } from '../figures.js';
import { staysUnder, staysWithin } from '../target.js';

const valueBytes = 200;
const warmUpCommits = 3_000;
const timedCommits = 3_000;
const wave = 1_000;
const warmUpWaves = 10;
const timedWaves = 30;
const kept = 100_000;
const timedGets = 20_000;
const million = 1_000_000;

const lmdb = rawLmdb({ isOnDisk: true });
const lmdbAsItIs = rawLmdb({ isOnDisk: false });

/** What it costs to keep something on the disk and to get it back, beside LMDB by itself. */
export const durableStore: readonly Benchmark[] = [
  {
    name: 'durable/commit',
    question:
      'A record of 200 bytes under a new key, one commit at a time. LMDB by itself resolves in the first row when the commit is on the ' +
      'disk, as ours does, in the second, its default, when it can be read.',
    unit: 'µs per call',
    subjects: {
      workloop: () => timeCommits(records),
      lmdb: () => timeCommits(lmdb),
      'lmdb, disk not awaited': () => timeCommits(lmdbAsItIs),
    },
    targets: [staysWithin('workloop', 1.3, ['lmdb'])],
  },
  {
    name: 'durable/commit-under-load',
    question: 'The same, 1,000 commits asked for at once.',
    unit: 'µs per call',
    subjects: {
      workloop: () => timeWaves(records),
      lmdb: () => timeWaves(lmdb),
      'lmdb, disk not awaited': () => timeWaves(lmdbAsItIs),
    },
    targets: [staysWithin('workloop', 1.3, ['lmdb'])],
  },
  {
    name: 'durable/get',
    question:
      'A record of 200 bytes among 100,000, read from the disk (or what the system keeps of it) and decoded from JSON.',
    unit: 'µs per call',
    subjects: { workloop: () => timeGets(records), lmdb: () => timeGets(lmdb) },
    targets: [staysWithin('workloop', 3, ['lmdb'])],
  },
  {
    name: 'durable/open-million',
    question:
      'To open a store of 1,000,000 records: one that was closed, and one whose process was killed, of which every page is looked at.',
    unit: 'ms',
    subjects: {
      workloop: () => measureOpening('time', 'closed'),
      'workloop, killed before': () => measureOpening('time', 'killed'),
    },
    targets: [staysUnder('workloop', 1_000), staysUnder('workloop, killed before', 5_000)],
    nodeFlags: ['--expose-gc'],
    processes: 3,
  },
  {
    name: 'durable/open-million-memory',
    question: 'The memory that the process uses more for it: the heap and buffers.',
    unit: 'MB',
    subjects: {
      workloop: () => measureOpening('memory', 'closed'),
      'workloop, killed before': () => measureOpening('memory', 'killed'),
    },
    targets: [staysUnder('workloop', 20), staysUnder('workloop, killed before', 20)],
    nodeFlags: ['--expose-gc'],
    processes: 1,
  },
];

function timeCommits(make: MakeKeeper): Promise<number> {
  return withFolder(async (folder) => {
    const keeper = await make(folder);
    const samples: number[] = [];
    for (let index = 0; index < warmUpCommits + timedCommits; index += 1) {
      const [key, value] = [keyOf(index), randomBytes(valueBytes)];
      const startedAt = performance.now();
      await keeper.put(key, value);
      samples.push(performance.now() - startedAt);
      assert.equal(keeper.get(key)?.length, valueBytes);
    }
    await keeper.close();
    return medianMicroseconds(samples.slice(warmUpCommits));
  });
}

function timeWaves(make: MakeKeeper): Promise<number> {
  return withFolder(async (folder) => {
    const keeper = await make(folder);
    const samples: number[] = [];
    for (let index = 0; index < (warmUpWaves + timedWaves) * wave; index += wave) {
      const entries = Array.from(
        { length: wave },
        (_, i) => [keyOf(index + i), randomBytes(valueBytes)] as const,
      );
      const startedAt = performance.now();
      await Promise.all(entries.map(([key, value]) => keeper.put(key, value)));
      samples.push(performance.now() - startedAt);
      assert.equal(keeper.get(keyOf(index))?.length, valueBytes);
    }
    await keeper.close();
    return medianMicroseconds(samples.slice(warmUpWaves)) / wave;
  });
}

function timeGets(make: MakeKeeper): Promise<number> {
  return withFolder(async (folder) => {
    const filled = await make(folder);
    await fill(kept, (index) => filled.put(keyOf(index), Buffer.from(JSON.stringify(rowOf(index)))));
    await filled.close();
    const keeper = await make(folder);
    const keys = Array.from({ length: timedGets }, (_, i) => keyOf((i * 7_919) % kept));
    const samples: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const startedAt = performance.now();
      let sum = 0;
      for (const key of keys) sum += (JSON.parse(String(keeper.get(key))) as ReturnType<typeof rowOf>).id;
      samples.push(performance.now() - startedAt);
      assert.ok(sum > 0);
    }
    await keeper.close();
    return medianMicroseconds(samples) / timedGets;
  });
}

function measureOpening(what: 'time' | 'memory', left: 'closed' | 'killed'): Promise<number> {
  return withFolder(async (folder) => {
    const filled = await records(folder);
    await fill(million, (index) => filled.put(keyOf(index), Buffer.alloc(valueBytes)));
    await filled.close();
    // Who closes a store notes that nothing was left undone.
    if (left === 'killed') rmSync(join(folder, 'left.json'));
    const before = usedBytes();
    const startedAt = performance.now();
    const opened = await records(folder);
    assert.equal(opened.get(keyOf(4_711))?.length, valueBytes);
    const took = performance.now() - startedAt;
    const more = usedBytes() - before;
    await opened.close();
    return what === 'time' ? took : Math.max(more, 0) / 2 ** 20;
  });
}

async function fill(count: number, put: (index: number) => Promise<unknown>): Promise<void> {
  const together = 4_000;
  for (let index = 0; index < count; index += together) {
    await Promise.all(Array.from({ length: together }, (_, i) => put(index + i)));
  }
}

function rowOf(index: number) {
  return {
    id: index,
    name: `customer ${index}`,
    city: 'Bratislava',
    amount: index * 1.5,
    day: '2024-05-17',
    isActive: true,
  };
}

function usedBytes(): number {
  const { gc } = globalThis;
  assert.ok(gc, 'needs --expose-gc');
  for (let round = 0; round < 3; round += 1) gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function medianMicroseconds(milliseconds: readonly number[]): number {
  return figureOf(milliseconds).median * 1_000;
}
