import type { CheckGroup } from './check.js';
import { context, cooperation } from './context.js';
import { crashes, signals } from './crashes.js';
import { interruption, lifecycle } from './lifecycle.js';
import { output, rawOutput } from './output.js';
import { processes } from './processes.js';
import { crossing, errors, results } from './results.js';
import { classes, hooks, loading } from './setup.js';
import { state } from './state.js';
import { fewThreads, habits, unfit } from './workers.js';

/** All that executors promise, and some of them need not keep. */
export const suite: readonly CheckGroup[] = [
  ...[results, crossing, errors, lifecycle, interruption, hooks, classes, loading],
  ...[crashes, signals, processes, output, rawOutput, state, context, cooperation],
  ...[habits, unfit, fewThreads],
];
