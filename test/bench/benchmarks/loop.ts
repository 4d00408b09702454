import assert from 'node:assert/strict';
import { App } from 'workloop';
import type { Benchmark } from '../benchmark.js';
import { figureOf } from '../figures.js';
import { measureIdle, measureTimer } from '../idle.js';
import { staysUnder } from '../target.js';
import { Repeated, Restless } from '../works/ten-calls.js';

const warmUpPasses = 2_000;
const timedPasses = 4_000;

/** What the loop costs: a pass whose calls are all hits, and an app that has nothing to do. */
export const loop: readonly Benchmark[] = [
  {
    name: 'loop/ten-calls',
    question:
      'The `run` of a flow with ten cached calls and tracked fields, called 1,000 times in one pass of an app.',
    unit: 'µs per pass',
    subjects: { workloop: timeTenCalls },
    targets: [staysUnder('workloop', 5)],
  },
  {
    name: 'loop/whole-pass',
    question:
      'A whole pass over the same ten cached calls, passes back to back because a field of the flow changes in nineteen of twenty. ' +
      'The first row is from `pass:started` to `pass:ended`, finding the changed field included; the second is from one ' +
      '`pass:started` to the next, with the turn that the event loop has between two passes.',
    unit: 'µs per pass',
    subjects: { workloop: () => timePasses('inside'), 'workloop, with the turn': () => timePasses('period') },
    targets: [staysUnder('workloop', 5), staysUnder('workloop, with the turn', 5)],
  },
  {
    name: 'loop/idle',
    question:
      'An app whose flow makes ten cached calls at each heartbeat of 100 ms and changes nothing, over 5 s, and a process ' +
      'that has nothing but a timer of 100 ms.',
    unit: '% of a core',
    subjects: { workloop: () => measureIdle(false), 'timer alone': measureTimer },
    targets: [staysUnder('workloop', 0.5)],
    processes: 5,
  },
];

async function timeTenCalls(): Promise<number> {
  const nanoseconds: number[] = [];
  await passes(new Repeated(1_000, (took) => nanoseconds.push(took)), 300);
  return figureOf(nanoseconds.slice(50)).median / 1_000 / 1_000;
}

/** Bursts of passes, each until the flow rests; what lies between two bursts is left out. */
async function timePasses(part: 'inside' | 'period'): Promise<number> {
  const inside: number[] = [];
  const periods: number[] = [];
  let lastStart = 0;
  await passes(new Restless(), warmUpPasses + timedPasses, (startedAt, endedAt, isFollowing) => {
    inside.push(endedAt - startedAt);
    if (isFollowing) periods.push(startedAt - lastStart);
    lastStart = startedAt;
  });
  return figureOf((part === 'inside' ? inside : periods).slice(warmUpPasses)).median;
}

/** Hears of a pass, in microseconds; `isFollowing` if its only cause was what the pass before it changed. */
type PassListener = (startedAt: number, endedAt: number, isFollowing: boolean) => void;

/** Lets an app of this root make so many passes, all of them hits after the first few. */
async function passes(root: object, count: number, tell: PassListener = () => undefined): Promise<void> {
  const app = new App(root, { heartbeatMs: 1 });
  let startedAt = 0n;
  let isFollowing = false;
  app.on('pass:started', () => {
    startedAt = process.hrtime.bigint();
  });
  app.on('pass:ended', ({ pass, suspendedBy, changed }) => {
    const endedAt = process.hrtime.bigint();
    // The first passes are suspended until each work has executed.
    if (suspendedBy.length === 0) tell(Number(startedAt) / 1_000, Number(endedAt) / 1_000, isFollowing);
    isFollowing = changed.length > 0;
    if (pass >= count) process.kill(process.pid, 'SIGINT');
  });
  await app.run();
  assert.ok(app.counts.executions <= 10, `expected ten executions at most, got ${app.counts.executions}`);
}
