import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { App, type ExecutorName } from 'workloop';
import type { Benchmark, Measure } from '../benchmark.js';
import { staysUnder } from '../target.js';
import { type MakeThreadPeer, threadPools } from '../thread-peers.js';
import { Hundred } from '../works/increment.js';

const works = 100;
const callsPerWork = 1_000;
const threads = 8;

/** What is left of calls that have ended, and what a thread takes that waits for the next one. */
export const parallelMemory: readonly Benchmark[] = [
  {
    name: 'parallel/memory-left',
    question:
      '100 works, 100,000 calls: the heap of the app after them, less the heap after 100,000 calls before. Two threads are shared by all works, so every ' +
      'work has a thread of its own once and gives it up. With `cacheCalls` a record and its promise stay of each call.',
    unit: 'bytes per call',
    subjects: {
      inline: leftOf('heap', 'inline', false),
      thread: leftOf('heap', 'thread', false),
      'inline, cached': leftOf('heap', 'inline', true),
    },
    targets: [staysUnder('inline', 5), staysUnder('thread', 5)],
    nodeFlags: ['--expose-gc'],
    processes: 3,
  },
  {
    name: 'parallel/memory-resident',
    question:
      'The same 100,000 calls: the resident memory of the whole process after them, less that before.',
    unit: 'MB',
    subjects: {
      inline: leftOf('resident', 'inline', false),
      thread: leftOf('resident', 'thread', false),
    },
    targets: [staysUnder('inline', 50), staysUnder('thread', 50)],
    nodeFlags: ['--expose-gc'],
    processes: 3,
  },
  {
    name: 'parallel/thread-memory',
    question:
      'Resident memory of a thread that has run a call and waits for the next one; one eighth of eight.',
    unit: 'MB',
    subjects: {
      workloop: weighThreads,
      piscina: weighPool(threadPools.piscina),
      'thread by hand': weighByHand,
    },
    targets: [],
    nodeFlags: ['--expose-gc'],
    processes: 3,
  },
];

/** Gives each work its calls, and the next one when they have ended: a round to warm up, and one that counts. */
function leftOf(memory: 'heap' | 'resident', executor: ExecutorName, isCached: boolean): Measure {
  return async () => {
    const root = new Hundred(executor, isCached);
    const app = new App(root, { maxThreads: 2 });
    let missing = 0;
    let turns = 0;
    let before = 0;
    let after = 0;
    const next = (): void => {
      if (turns === works) before = used(memory);
      if (turns === 2 * works) {
        after = used(memory);
        process.kill(process.pid, 'SIGINT');
        return;
      }
      missing = callsPerWork;
      turns += 1;
      root.next(missing);
    };
    app.on('app:started', next);
    app.on('call:settled', () => {
      missing -= 1;
      if (missing === 0) setImmediate(next);
    });
    await app.run();
    assert.equal(app.counts.executions, 2 * works * callsPerWork);
    const left = after - before;
    return memory === 'heap' ? Math.max(left, 0) / (works * callsPerWork) : Math.max(left, 0) / 2 ** 20;
  };
}

async function weighThreads(): Promise<number> {
  const root = new Hundred('thread', false);
  const app = new App(root, { maxThreads: threads });
  let before = 0;
  let after = 0;
  let ended = 0;
  app.on('app:started', () => {
    before = used('resident');
    root.next(1);
  });
  app.on('call:settled', () => {
    ended += 1;
    if (ended < threads) root.next(1);
    else
      setImmediate(() => {
        after = used('resident');
        process.kill(process.pid, 'SIGINT');
      });
  });
  await app.run();
  return (after - before) / threads / 2 ** 20;
}

function weighPool(make: MakeThreadPeer): Measure {
  return async () => {
    const before = used('resident');
    const pool = make(threads);
    await Promise.all(Array.from({ length: 100 * threads }, (_, value) => pool.increment(value)));
    const after = used('resident');
    await pool.close();
    return (after - before) / threads / 2 ** 20;
  };
}

async function weighByHand(): Promise<number> {
  const before = used('resident');
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('../peer-thread.js', import.meta.url)),
  );
  await Promise.all(
    workers.map((worker) => {
      worker.postMessage(1);
      return once(worker, 'message');
    }),
  );
  const after = used('resident');
  await Promise.all(workers.map((worker) => worker.terminate()));
  return (after - before) / threads / 2 ** 20;
}

function used(memory: 'heap' | 'resident'): number {
  const { gc } = globalThis;
  assert.ok(gc, 'needs --expose-gc');
  for (let round = 0; round < 3; round += 1) gc();
  const { heapUsed, rss } = process.memoryUsage();
  return memory === 'heap' ? heapUsed : rss;
}
