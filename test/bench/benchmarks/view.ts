import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { App } from 'workloop';
import type { Benchmark } from '../benchmark.js';
import { figureOf } from '../figures.js';
import { measureIdle } from '../idle.js';
import { staysUnder, staysWithin } from '../target.js';
import { Steady } from '../works/view.js';

const callsOfPass = 10;
const periodMs = 10;
const warmUpPasses = 300;
const timedPasses = 700;
const pages = 50;

/** What it costs the loop that somebody looks on. */
export const view: readonly Benchmark[] = [
  {
    name: 'view/pass',
    question:
      'A pass that makes 10 calls never seen before, 100 times a second, so that 1,000 calls a second execute: without a view, with one, and ' +
      'with 50 pages that are connected to it.',
    unit: 'µs per pass',
    subjects: {
      'no view': () => timePasses('none'),
      view: () => timePasses('served'),
      '50 pages': () => timePasses('watched'),
    },
    // Serving must not slow the loop; what recording costs is the row above it.
    targets: [staysWithin('50 pages', 1.1, ['view'])],
    processes: 5,
  },
  {
    name: 'view/idle',
    question:
      'An app whose flow makes ten cached calls at each heartbeat of 100 ms and changes nothing, over 5 s: without a view, and with ' +
      'one that nobody looks at, the threads of both together.',
    unit: '% of a core',
    subjects: { 'no view': () => measureIdle(false), view: () => measureIdle({ port: 0 }) },
    targets: [staysUnder('view', 0.5)],
    processes: 5,
  },
];

async function timePasses(by: 'none' | 'served' | 'watched'): Promise<number> {
  const samples: number[] = [];
  let startedAt: number | undefined;
  const root = new Steady(callsOfPass, periodMs, (at) => {
    startedAt = at;
  });
  const app = new App(root, { heartbeatMs: 1, view: by === 'none' ? false : { port: 0 } });
  let isTimed = by !== 'watched';
  let left = warmUpPasses + timedPasses;
  app.on('pass:ended', () => {
    if (startedAt === undefined) return;
    const tookMs = performance.now() - startedAt;
    startedAt = undefined;
    if (!isTimed) return;
    samples.push(tookMs * 1_000);
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGINT');
  });
  const opened = by === 'watched' ? openPages(() => (isTimed = true)) : undefined;
  await app.run();
  (await opened)?.kill();
  // The calls of the last passes may not have begun when the app is ended.
  assert.ok(app.counts.executions >= timedPasses * callsOfPass);
  return figureOf(samples.slice(warmUpPasses)).median;
}

/** Opens pages in a process of their own, as soon as the app has said where. */
async function openPages(onConnected: () => void): Promise<ChildProcess> {
  const url = await urlFromStart();
  const child = fork(fileURLToPath(new URL('../view-pages.js', import.meta.url)), [url, String(pages)]);
  await once(child, 'message');
  onConnected();
  return child;
}

/** The app says on stdout where its page is. */
function urlFromStart(): Promise<string> {
  return new Promise((resolve) => {
    const { log } = console;
    console.log = (...line: unknown[]) => {
      const [url] = /http:\S+/.exec(String(line[0])) ?? [];
      if (url !== undefined) {
        console.log = log;
        resolve(url);
      }
      log(...line);
    };
  });
}
