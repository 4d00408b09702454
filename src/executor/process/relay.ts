import type { WorkerExit, WorkerStart } from '../protocol.js';
import { startThread } from '../thread-link.js';
import type { WorkerLink } from '../worker-link.js';
import { watchMemory } from './memory-watch.js';
import { killGroupOf } from './process-group.js';
import type { FromRelay, ToRelay } from './relay-protocol.js';

/*
 * The main thread of a worker's process. The user's code runs on a thread of its own, so that this one always answers:
 * it passes messages between the app and that thread, and ends the thread when it is told to.
 */

let worker: WorkerLink | undefined;
/** Why the relay has ended the worker by itself. */
let ownReason: WorkerExit | undefined;

// A terminal and a supervisor signal all processes of an app at once. What then happens to this one is the app's decision.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

// The app is gone, however it came to its end: nobody is left who could end this process.
process.on('disconnect', endProcess);

process.on('message', (message: ToRelay) => {
  switch (message.kind) {
    case 'start':
      worker = startWorker(message.start);
      break;
    case 'pass':
      worker?.send(message.message);
      break;
    case 'terminate':
      // Resolves with the exit, which the app is told of below.
      void worker?.terminate();
      break;
  }
});

function startWorker(start: WorkerStart): WorkerLink {
  let stopWatching = (): void => undefined;
  const link = startThread(start, {
    onMessage(message) {
      // What the modules of the work take, its libraries for one, is not what the work is to be limited in.
      if (message.kind === 'ready') stopWatching = watchOver(start, link);
      tell({ kind: 'pass', message });
    },
    onExit(exit) {
      stopWatching();
      tell({ kind: 'exit', exit: ownReason ?? exit }, endProcess);
    },
  });
  return link;
}

function watchOver({ maxMemoryMb }: WorkerStart, link: WorkerLink): () => void {
  if (maxMemoryMb === undefined) return () => undefined;
  return watchMemory(maxMemoryMb, () => {
    ownReason = { how: `it ran out of memory (maxMemoryMb: ${maxMemoryMb})` };
    void link.terminate();
  });
}

function tell(message: FromRelay, done: () => void = () => undefined): void {
  // An error means that the channel is closed, which `disconnect` tells as well.
  process.send?.(message, undefined, undefined, done);
}

/** Ends this process and what the work has started in it, at once: to end in order would wait for the thread. */
function endProcess(): void {
  if (killGroupOf(process.pid) !== undefined) process.exit();
}
