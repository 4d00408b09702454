import { RemoteExecutor } from '../remote-executor.js';
import { WorkerPool } from '../worker-pool.js';
import { startProcess } from './process-link.js';

/** What a process executor has to be told. */
export interface ProcessExecutorOptions {
  /** How long a process may take to load the module of its work, in milliseconds above 0. */
  readonly startTimeoutMs: number;
}

/** Runs bodies in processes of their own, as many as there are slots that have had something to do. */
export class ProcessExecutor extends RemoteExecutor {
  constructor({ startTimeoutMs }: ProcessExecutorOptions) {
    const pool = new WorkerPool(Number.POSITIVE_INFINITY);
    super('process', { startWorker: startProcess, pool, startTimeoutMs });
  }
}
