import assert from 'node:assert/strict';
import { App } from 'workloop';
import type { Benchmark } from '../benchmark.js';
import { keyOf, rawLmdb, withFolder } from '../durable-subjects.js';
import { figureOf } from '../figures.js';
import { staysUnder, staysWithin } from '../target.js';
import { Counters, Customers, type Task } from '../works/durable.js';

const wave = 1_000;
const warmUpWaves = 10;
const timedWaves = 30;
const warmUpCalls = 3_000;
const timedCalls = 3_000;
const kept = 20_000;
const warmUpHits = 2_000;
const million = 1_000_000;
const warmUpPasses = 500;
const timedPasses = 2_000;
/** What the record of such a call takes: its result, and which run executed it, when and why. */
const recordBytes = 200;

const lmdb = rawLmdb({ isOnDisk: true });

/** What a store costs an app. */
export const durableApp: readonly Benchmark[] = [
  {
    name: 'durable/miss',
    question:
      'A call with a number never seen before, on an inline work that makes a record of five fields, one call at a time, from the call to ' +
      '`call:settled`, when its record is on the disk; and LMDB by itself with as many bytes.',
    unit: 'µs per call',
    subjects: {
      workloop: () => timeMisses({ wave: 1, warmUp: warmUpCalls, timed: timedCalls, isStored: true }),
      'workloop, no store': () =>
        timeMisses({ wave: 1, warmUp: warmUpCalls, timed: timedCalls, isStored: false }),
      lmdb: () => timePuts({ wave: 1, warmUp: warmUpCalls, timed: timedCalls }),
    },
    targets: [staysWithin('workloop', 1.3, ['lmdb'])],
  },
  {
    name: 'durable/miss-under-load',
    question: 'The same, 1,000 calls at once: from the first call to the last `call:settled`.',
    unit: 'µs per call',
    subjects: {
      workloop: () => timeMisses({ wave, warmUp: warmUpWaves, timed: timedWaves, isStored: true }),
      'workloop, no store': () =>
        timeMisses({ wave, warmUp: warmUpWaves, timed: timedWaves, isStored: false }),
      lmdb: () => timePuts({ wave, warmUp: warmUpWaves, timed: timedWaves }),
    },
    targets: [staysWithin('workloop', 1.3, ['lmdb'])],
  },
  {
    name: 'durable/hit',
    question:
      'A hit after a restart, on a record that was not asked for since: 18,000 of 20,000 calls in one pass; and LMDB by itself with a value ' +
      'of the same fields, decoded from JSON.',
    unit: 'µs per call',
    subjects: { workloop: timeHits, lmdb: timeGets },
    targets: [staysWithin('workloop', 3, ['lmdb'])],
  },
  {
    name: 'durable/restart-million',
    question: 'To start an app whose store has 1,000,000 calls of its work: from `run` to `app:started`.',
    unit: 'ms',
    subjects: { workloop: timeRestart },
    targets: [staysUnder('workloop', 1_000)],
    processes: 1,
  },
  {
    name: 'durable/save',
    question:
      'A pass that changes a field of one component of 10, and of one of 10,000, from `pass:started` to `pass:ended`, with a store and without.',
    unit: 'µs per pass',
    subjects: {
      'one of 10': () => timeSaving(10, true),
      'one of 10,000': () => timeSaving(10_000, true),
      'one of 10, no store': () => timeSaving(10, false),
      'one of 10,000, no store': () => timeSaving(10_000, false),
    },
    targets: [staysWithin('one of 10,000', 1.25, ['one of 10,000, no store'])],
    processes: 5,
  },
];

interface Rounds {
  /** How many are asked for at once. */
  readonly wave: number;
  /** How often that is done before it is timed, */
  readonly warmUp: number;
  /** and how often it is timed. */
  readonly timed: number;
}

function timeMisses({
  wave,
  warmUp,
  timed,
  isStored,
}: Rounds & { readonly isStored: boolean }): Promise<number> {
  return withFolder(async (folder) => {
    const samples: number[] = [];
    await makeCalls(isStored ? folder : false, wave, warmUp + timed, (took) => samples.push(took));
    return (figureOf(samples.slice(warmUp)).median * 1_000) / wave;
  });
}

/** Makes so many calls at once so often, all different ones, and tells how long each time took. */
async function makeCalls(
  store: string | false,
  wave: number,
  times: number,
  tell: (tookMs: number) => void = () => undefined,
): Promise<void> {
  const tasks: Task[] = [];
  const app = new App(new Customers(tasks), { store, heartbeatMs: 1 });
  let [made, missing, startedAt] = [0, 0, 0];
  const begin = (): void => {
    const ids = Array.from({ length: wave }, (_, i) => made * wave + i);
    missing = wave;
    tasks.push({ ids, isUsed: false, tell: (at) => (startedAt = at) });
  };
  app.on('app:started', begin);
  app.on('call:settled', () => {
    missing -= 1;
    if (missing > 0) return;
    tell(performance.now() - startedAt);
    made += 1;
    if (made < times) begin();
    else process.kill(process.pid, 'SIGINT');
  });
  await app.run();
  assert.equal(app.counts.executions, wave * times);
}

function timePuts({ wave, warmUp, timed }: Rounds): Promise<number> {
  return withFolder(async (folder) => {
    const keeper = await lmdb(folder);
    const samples: number[] = [];
    for (let round = 0; round < warmUp + timed; round += 1) {
      const startedAt = performance.now();
      await Promise.all(
        Array.from({ length: wave }, (_, i) =>
          keeper.put(keyOf(round * wave + i), Buffer.alloc(recordBytes, i)),
        ),
      );
      samples.push(performance.now() - startedAt);
    }
    await keeper.close();
    return (figureOf(samples.slice(warmUp)).median * 1_000) / wave;
  });
}

function timeHits(): Promise<number> {
  return withFolder(async (folder) => {
    await makeCalls(folder, 2_000, kept / 2_000);
    const ids = scattered();
    const tasks: Task[] = [];
    const app = new App(new Customers(tasks), { store: folder, heartbeatMs: 1 });
    let figure = 0;
    tasks.push({ ids: ids.slice(0, warmUpHits), isUsed: true, tell: () => undefined });
    tasks.push({
      ids: ids.slice(warmUpHits),
      isUsed: true,
      tell: (startedAt, endedAt, sum) => {
        figure = ((endedAt - startedAt) * 1_000) / (kept - warmUpHits);
        assert.equal(
          sum,
          ids.slice(warmUpHits).reduce((all, id) => all + id, 0),
        );
        process.kill(process.pid, 'SIGINT');
      },
    });
    await app.run();
    assert.equal(app.counts.executions, 0, 'a call that should have been a hit executed');
    return figure;
  });
}

function timeGets(): Promise<number> {
  return withFolder(async (folder) => {
    const filled = await lmdb(folder);
    const customer = (id: number) => ({
      id,
      name: `customer ${id}`,
      city: 'Bratislava',
      amount: id * 1.5,
      isActive: true,
    });
    await Promise.all(
      scattered().map((id) => filled.put(keyOf(id), Buffer.from(JSON.stringify(customer(id))))),
    );
    await filled.close();
    const keeper = await lmdb(folder);
    const keys = scattered().map(keyOf);
    let sum = 0;
    const get = (key: string) => {
      sum += (JSON.parse(String(keeper.get(key))) as { id: number }).id;
    };
    for (const key of keys.slice(0, warmUpHits)) get(key);
    const startedAt = performance.now();
    for (const key of keys.slice(warmUpHits)) get(key);
    const took = performance.now() - startedAt;
    assert.ok(sum > 0);
    await keeper.close();
    return (took * 1_000) / (kept - warmUpHits);
  });
}

function timeRestart(): Promise<number> {
  return withFolder(async (folder) => {
    await makeCalls(folder, 20_000, million / 20_000);
    const tasks: Task[] = [{ ids: [4_711], isUsed: true, tell: () => process.kill(process.pid, 'SIGINT') }];
    const app = new App(new Customers(tasks), { store: folder });
    let figure = 0;
    const startedAt = performance.now();
    app.on('app:started', () => {
      figure = performance.now() - startedAt;
    });
    await app.run();
    assert.equal(app.counts.executions, 0, 'a call that should have been a hit executed');
    return figure;
  });
}

function timeSaving(size: number, isStored: boolean): Promise<number> {
  return withFolder(async (folder) => {
    const samples: number[] = [];
    const app = new App(new Counters(size), { store: isStored ? folder : false, heartbeatMs: 1 });
    let startedAt = 0;
    app.on('pass:started', () => {
      startedAt = performance.now();
    });
    app.on('pass:ended', ({ pass, changed }) => {
      if (changed.length > 0) samples.push(performance.now() - startedAt);
      if (pass === warmUpPasses + timedPasses) process.kill(process.pid, 'SIGINT');
    });
    await app.run();
    return figureOf(samples.slice(warmUpPasses)).median * 1_000;
  });
}

/** All ids in an order that is not that of the keys. */
function scattered(): number[] {
  return Array.from({ length: kept }, (_, i) => (i * 7_919) % kept);
}
