import assert from 'node:assert/strict';
import { App } from 'workloop';
import type { Benchmark } from '../benchmark.js';
import { figureOf } from '../figures.js';
import { staysUnder } from '../target.js';
import { Idle, Repeated } from '../works/ten-calls.js';

const warmUpPasses = 1_500;
const idleMs = 10_000;

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
      'A whole pass over the same ten cached calls, from `pass:started` to `pass:ended`, one each millisecond.',
    unit: 'µs per pass',
    subjects: { workloop: timeWholePasses },
    targets: [staysUnder('workloop', 5)],
  },
  {
    name: 'loop/idle',
    question:
      'An app whose flow makes ten cached calls at each heartbeat of 100 ms and changes nothing, over 10 s.',
    unit: '% of a core',
    subjects: { workloop: measureIdle },
    targets: [staysUnder('workloop', 0.5)],
    processes: 5,
  },
];

async function timeTenCalls(): Promise<number> {
  const nanoseconds: number[] = [];
  await passes(new Repeated(1_000, (took) => nanoseconds.push(took)), 300);
  return figureOf(nanoseconds.slice(50)).median / 1_000 / 1_000;
}

async function timeWholePasses(): Promise<number> {
  const microseconds: number[] = [];
  await passes(new Idle(), warmUpPasses + 1_500, (took) => microseconds.push(took));
  return figureOf(microseconds.slice(warmUpPasses)).median;
}

async function measureIdle(): Promise<number> {
  const app = new App(new Idle());
  const ended = app.run();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const before = process.cpuUsage();
  const passesBefore = app.counts.passes;
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const { user, system } = process.cpuUsage(before);
  assert.ok(app.counts.passes - passesBefore > 50, 'the heartbeat must go on while the app is idle');
  process.kill(process.pid, 'SIGINT');
  await ended;
  return ((user + system) / 1_000 / idleMs) * 100;
}

/** Lets an app of this root make so many passes, all of them hits after the first few. */
async function passes(
  root: object,
  count: number,
  tell: (microseconds: number) => void = () => undefined,
): Promise<void> {
  const app = new App(root, { heartbeatMs: 1 });
  let startedAt = 0n;
  app.on('pass:started', () => {
    startedAt = process.hrtime.bigint();
  });
  app.on('pass:ended', ({ pass, suspendedBy }) => {
    const took = Number(process.hrtime.bigint() - startedAt) / 1_000;
    // The first passes are suspended until each work has executed.
    if (suspendedBy.length === 0) tell(took);
    if (pass >= count) process.kill(process.pid, 'SIGINT');
  });
  await app.run();
  assert.ok(app.counts.executions <= 10, `expected ten executions at most, got ${app.counts.executions}`);
}
