import { parentPort, workerData } from 'node:worker_threads';
import type { ViewThreadData } from '../protocol.js';
import { serve } from './serve.js';

/*
 * Entry of the view's thread: the built page stands beside the folder of this file.
 */
if (parentPort !== null) {
  await serve(parentPort, workerData as ViewThreadData, { pageFolder: new URL('../page/', import.meta.url) });
}
