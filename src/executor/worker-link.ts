import type { FromWorker, ToWorker, WorkerExit, WorkerStart } from './protocol.js';

/**
 * The app's end of one worker, from its start to its end. A thread is one, and a process; what stands above knows no
 * difference.
 */
export interface WorkerLink {
  /** Messages arrive in order, also in a worker that is in a synchronous loop where their kind says so. */
  send(message: ToWorker): void;
  /** Ends the worker wherever its code stands. Resolves after {@link LinkListener.onExit}. May be called twice. */
  terminate(): Promise<void>;
  /** Whether the worker keeps the app's process from ending by itself; from the start on it does. */
  keepAlive(isNeeded: boolean): void;
}

/** Who hears what a worker says; never called in the middle of {@link StartWorker} or {@link WorkerLink.send}. */
export interface LinkListener {
  onMessage(message: FromWorker): void;
  /** The worker is gone, asked to or not; all that it left behind has been told before. Called once, the last of all. */
  onExit(exit: WorkerExit): void;
}

/** Starts a worker; what goes wrong with it is told to the listener. */
export type StartWorker = (start: WorkerStart, listener: LinkListener) => WorkerLink;
