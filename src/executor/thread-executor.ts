import { RemoteExecutor } from './remote-executor.js';
import { startThread } from './thread-link.js';
import { WorkerPool } from './worker-pool.js';

/** What a thread executor has to be told. */
export interface ThreadExecutorOptions {
  /** How many threads there are at most; an integer from 1 up. */
  readonly maxThreads: number;
  /** How long a thread may take to load the module of its work, in milliseconds above 0. */
  readonly startTimeoutMs: number;
}

/** Runs bodies on worker threads of this process, each of which belongs to one instance of a work. */
export class ThreadExecutor extends RemoteExecutor {
  constructor({ maxThreads, startTimeoutMs }: ThreadExecutorOptions) {
    super('thread', { startWorker: startThread, pool: new WorkerPool(maxThreads), startTimeoutMs });
  }
}
