import type { FromWorker, ToWorker, WorkerExit, WorkerStart } from '../protocol.js';

/** What the app tells the relay in a process that it has started. */
export type ToRelay =
  /** The first of all: the worker to start. */
  | { readonly kind: 'start'; readonly start: WorkerStart }
  | { readonly kind: 'pass'; readonly message: ToWorker }
  /** The worker is to be ended wherever its code stands. */
  | { readonly kind: 'terminate' };

/** What the relay tells the app. */
export type FromRelay =
  | { readonly kind: 'pass'; readonly message: FromWorker }
  /** The last of all: the worker is gone, and the process ends. */
  | { readonly kind: 'exit'; readonly exit: WorkerExit };
