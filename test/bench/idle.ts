import assert from 'node:assert/strict';
import { App, type AppOptions } from 'workloop';
import { Idle } from './works/ten-calls.js';

/** For about twenty seconds after its start, V8 compacts what was loaded: that is no part of resting. */
const warmUpMs = 30_000;
const idleMs = 5_000;

/** How much of a core an app takes that has nothing to do, all of its threads together. */
export async function measureIdle(view: NonNullable<AppOptions['view']>): Promise<number> {
  const app = new App(new Idle(), { view });
  const ended = app.run();
  await rest(warmUpMs);
  const passesBefore = app.counts.passes;
  const share = await shareOfCore();
  const made = app.counts.passes - passesBefore;
  assert.ok(made > idleMs / 200, `the heartbeat must go on while the app is idle, and it beat ${made} times`);
  process.kill(process.pid, 'SIGINT');
  await ended;
  return share;
}

/** How much of a core a process takes that has a timer and nothing else. */
export async function measureTimer(): Promise<number> {
  const timer = setInterval(() => undefined, 100);
  await rest(warmUpMs);
  const share = await shareOfCore();
  clearInterval(timer);
  return share;
}

async function shareOfCore(): Promise<number> {
  const before = process.cpuUsage();
  await rest(idleMs);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1_000 / idleMs) * 100;
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
