import type { MessagePort } from 'node:worker_threads';
import type { Encoded } from '../codec/encode.js';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.js';

/** What the thread of a worker finds in its `workerData`, under WORKER_DATA_KEY. */
export interface ThreadData {
  readonly start: WorkerStart;
  readonly port: MessagePort;
  /** Shared log of what the worker brings about; see {@link makeSharedLog}. */
  readonly outbound: SharedArrayBuffer;
  /** Shared log of what the flow does to the fields. */
  readonly inbound: SharedArrayBuffer;
}

/** Says that there is something in the shared log for the receiver. */
export interface Doorbell {
  readonly kind: 'doorbell';
}

/** What goes through the port to a thread. Changes of fields go through the log. */
export type ToThread = Exclude<ToWorker, { kind: 'fields' }> | Doorbell;

/** What comes through the port from a thread. What is produced goes through the log. */
export type FromThread =
  | Exclude<FromWorker, { kind: 'produced' }>
  | Doorbell
  /** Nobody caught an error. The thread ends now, unless the user's own code handles `uncaughtException`. */
  | { readonly kind: 'uncaught'; readonly error: Encoded };
