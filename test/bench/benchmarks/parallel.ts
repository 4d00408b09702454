import assert from 'node:assert/strict';
import { App, type ExecutorName } from 'workloop';
import type { Benchmark, Measure } from '../benchmark.js';
import { figureOf } from '../figures.js';
import { staysUnder, staysWithin } from '../target.js';
import { type MakeThreadPeer, postMessageByHand, threadPools } from '../thread-peers.js';
import { AskedAgain, Batches, Chain, OneAfterAnother } from '../works/increment.js';

const warmUpCalls = 2_000;
const timedCalls = 5_000;
const batchSize = 10_000;
const warmUpBatches = 2;
const timedBatches = 7;
const timedBatchesAskedAgain = 3;
const chainLinks = 1_000;

/** What it costs to have a call run elsewhere, beside pools of threads. */
export const parallel: readonly Benchmark[] = [
  {
    name: 'parallel/round-trip',
    question:
      'A call that adds one, on one thread, one call at a time: from the call in the flow to its outcome in the ledger, and in the ' +
      'second row to the begin of the pass that sees it. The pools: from `run` to the value that is awaited.',
    unit: 'µs per call',
    subjects: {
      workloop: () => timeRoundTrips('call:settled'),
      'workloop, to the next pass': () => timeRoundTrips('pass:started'),
      piscina: timePeerRoundTrips(threadPools.piscina),
      tinypool: timePeerRoundTrips(threadPools.tinypool),
      'postMessage by hand': timePeerRoundTrips(postMessageByHand),
    },
    targets: [staysWithin('workloop', 1.5, ['piscina'])],
  },
  {
    name: 'parallel/throughput',
    question:
      '10,000 calls that add one, submitted at once to two threads (`concurrency: 2`): from the first call to the last outcome. In the ' +
      'second row the flow asks for all of them in every pass, until it has them.',
    unit: 'µs per call',
    subjects: {
      workloop: timeBatches,
      'workloop, asked in every pass': timeBatchesAskedAgain,
      piscina: timePeerBatches(threadPools.piscina),
      tinypool: timePeerBatches(threadPools.tinypool),
    },
    // 0.8 times the calls per second are 1.25 times the time per call.
    targets: [staysWithin('workloop', 1.25, ['piscina'])],
    processes: 5,
  },
  {
    name: 'parallel/next-pass',
    question: 'From `call:settled` to the next `pass:started`.',
    unit: 'µs per call',
    subjects: { inline: () => timeToNextPass('inline'), thread: () => timeToNextPass('thread') },
    targets: [staysUnder('inline', 1_000), staysUnder('thread', 2_000)],
  },
  {
    name: 'parallel/chain',
    question:
      '1,000 blocking calls, each with the result of the one before, in a flow that makes the whole chain anew in every pass: ' +
      'the time of all of them, by their number.',
    unit: 'µs per call',
    subjects: { inline: () => timeChain('inline'), thread: () => timeChain('thread') },
    targets: [staysUnder('inline', 1_000), staysUnder('thread', 2_000)],
  },
];

/** Round trips one after the other, from the call in the flow to the first event of that name. */
async function timeRoundTrips(until: 'call:settled' | 'pass:started'): Promise<number> {
  const samples: number[] = [];
  let calledAt = 0;
  const root = new OneAfterAnother('thread', warmUpCalls + timedCalls, () => {
    calledAt = performance.now();
  });
  const app = new App(root);
  app.on(until, () => samples.push(performance.now() - calledAt));
  await app.run();
  assert.equal(app.counts.executions, warmUpCalls + timedCalls);
  return medianMicroseconds(samples.slice(-timedCalls));
}

async function timeToNextPass(executor: ExecutorName): Promise<number> {
  const samples: number[] = [];
  let settledAt = 0;
  const app = new App(new OneAfterAnother(executor, warmUpCalls + timedCalls, () => undefined));
  app.on('call:settled', () => {
    settledAt = performance.now();
  });
  app.on('pass:started', () => samples.push(performance.now() - settledAt));
  await app.run();
  return medianMicroseconds(samples.slice(-timedCalls));
}

async function timeChain(executor: ExecutorName): Promise<number> {
  const app = new App(new Chain(executor, chainLinks));
  let startedAt = 0;
  let endedAt = 0;
  // The first call pays for the start of the worker.
  app.on('call:settled', ({ call }) => {
    endedAt = performance.now();
    if (call === 1) startedAt = endedAt;
  });
  await app.run();
  assert.equal(app.counts.executions, chainLinks);
  return ((endedAt - startedAt) / (chainLinks - 1)) * 1_000;
}

async function timeBatches(): Promise<number> {
  const samples: number[] = [];
  let startedAt = 0;
  let missing = 0;
  const root = new Batches(2, batchSize, () => {
    startedAt = performance.now();
    missing = batchSize;
  });
  const app = new App(root);
  app.on('call:settled', () => {
    missing -= 1;
    if (missing > 0) return;
    samples.push(performance.now() - startedAt);
    if (samples.length < warmUpBatches + timedBatches) root.ask();
    else process.kill(process.pid, 'SIGINT');
  });
  await app.run();
  return medianMicroseconds(samples.slice(warmUpBatches)) / batchSize;
}

async function timeBatchesAskedAgain(): Promise<number> {
  const samples: number[] = [];
  let startedAt = 0;
  const begin = (): void => {
    startedAt = performance.now();
  };
  const end = (): void => {
    samples.push(performance.now() - startedAt);
    if (samples.length === 1 + timedBatchesAskedAgain) process.kill(process.pid, 'SIGINT');
  };
  await new App(new AskedAgain(2, batchSize, begin, end)).run();
  return medianMicroseconds(samples.slice(1, 1 + timedBatchesAskedAgain)) / batchSize;
}

function timePeerRoundTrips(make: MakeThreadPeer): Measure {
  return async () => {
    const peer = make(1);
    const samples: number[] = [];
    for (let value = 0; value < warmUpCalls + timedCalls; value += 1) {
      const calledAt = performance.now();
      const result = await peer.increment(value);
      samples.push(performance.now() - calledAt);
      assert.equal(result, value + 1);
    }
    await peer.close();
    return medianMicroseconds(samples.slice(-timedCalls));
  };
}

function timePeerBatches(make: MakeThreadPeer): Measure {
  return async () => {
    const peer = make(2);
    const samples: number[] = [];
    while (samples.length < warmUpBatches + timedBatches) {
      const startedAt = performance.now();
      const results = await Promise.all(
        Array.from({ length: batchSize }, (_, value) => peer.increment(value)),
      );
      samples.push(performance.now() - startedAt);
      assert.equal(results.at(-1), batchSize);
    }
    await peer.close();
    return medianMicroseconds(samples.slice(warmUpBatches)) / batchSize;
  };
}

function medianMicroseconds(milliseconds: readonly number[]): number {
  return figureOf(milliseconds).median * 1_000;
}
