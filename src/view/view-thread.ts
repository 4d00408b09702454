import { Worker } from 'node:worker_threads';
import { messageOf } from '../errors.js';
import { ownFolder } from '../executor/own-folder.cjs';
import type { FromView, ToView, ViewThreadData } from './protocol.js';

/** Who hears of the view's thread. */
export interface ViewThreadListener {
  onMessage(message: FromView): void;
  /** Told once, when it has ended; `how` as a clause where something ended it: `nobody caught an error: …`. */
  onExit(how: string | undefined): void;
}

/** The view's thread, as the app's sees it. Keeps no process alive. */
export interface ViewThread {
  send(message: ToView): void;
  /** Ends it where it stands. */
  terminate(): void;
}

/** Starts the view's thread. */
export type StartViewThread = (data: ViewThreadData, listener: ViewThreadListener) => ViewThread;

/** Starts it as a thread of this process. */
export const startViewThread: StartViewThread = (data, listener) => {
  let error: unknown;
  const worker = new Worker(new URL('../view/server/thread.js', ownFolder), {
    name: 'workloop view',
    workerData: data,
    // What the app's process was told to load, or to listen at, is not for this thread.
    argv: [],
    execArgv: [],
    env: {},
  });
  worker.on('message', (message: FromView) => listener.onMessage(message));
  worker.on('error', (thrown: unknown) => {
    error = thrown ?? new Error('It threw nothing that could be told.');
  });
  worker.on('exit', (code) => {
    if (error !== undefined) listener.onExit(`nobody caught an error: ${messageOf(error)}`);
    else listener.onExit(code === 0 ? undefined : `it exited with code ${code}`);
  });
  // Last, because listening to it holds it.
  worker.unref();
  return {
    send: (message) => worker.postMessage(message),
    // It resolves with the exit, which is heard of above, and does not reject.
    terminate: () => void worker.terminate(),
  };
};
