import { errorFrom, WorkerCrashedError, WorkStoppedError } from '../errors.js';
import type { BodyResult, Job, JobListener, Slot, WorkTarget } from './executor.js';
import type { CallMessage, WorkerStart } from './protocol.js';
import { RemoteWorker, type WorkerGone } from './remote-worker.js';
import type { StartWorker } from './worker-link.js';
import type { PoolMember, WorkerPool } from './worker-pool.js';
import { callMessageOf, workerStartOf } from './worker-start.js';

/** How long an `onExit` may take where others wait for the worker's place, in milliseconds. */
const GIVE_UP_GRACE_MS = 5_000;

/** Where slots have their workers from. */
export interface WorkerSource {
  readonly startWorker: StartWorker;
  readonly pool: WorkerPool;
  readonly startTimeoutMs: number;
}

/** The job of a slot, from `execute` to `onEnd`. */
interface CurrentJob {
  readonly job: Job;
  readonly listener: JobListener;
  /** Whether the body may have begun. */
  isSent: boolean;
  /** What the job comes to when its worker is gone, whatever else the worker says until then. */
  verdict?: BodyResult;
}

/**
 * Runs the calls of one work in workers elsewhere, one at a time, and has one worker at a time, which is replaced after its
 * end whoever brought that about. In the middle of a call an end is the call's end; else the next job gets a new worker.
 */
export class RemoteSlot implements Slot, PoolMember {
  #current: CurrentJob | undefined;
  #worker: RemoteWorker | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    private readonly target: WorkTarget,
    private readonly source: WorkerSource,
    private readonly onClosed: () => void,
  ) {}

  execute(job: Job, listener: JobListener): void {
    const current: CurrentJob = { job, listener, isSent: false };
    this.#current = current;
    if (this.#worker?.phase === 'ready') this.source.pool.noteBusy(this);
    // The pass that called goes on first, and what it does to the fields, which is sent in a microtask, reaches the worker
    // before the call does. The body begins on another thread, so no turn of this one has to come in between.
    queueMicrotask(() =>
      queueMicrotask(() => {
        if (this.#current === current) this.#advance();
      }),
    );
  }

  abort(reason: Error): void {
    const current = this.#current;
    if (current === undefined || current.verdict !== undefined) return;
    current.verdict = current.isSent ? { kind: 'threw', error: reason } : { kind: 'neverBegan' };
    // A worker that starts may never come to an end of that: nobody but this job has asked for it.
    if (current.isSent || this.#worker?.phase === 'starting') {
      this.#worker?.terminate();
      return;
    }
    this.source.pool.cancel(this);
    queueMicrotask(() => this.#end(current, { kind: 'neverBegan' }));
  }

  warmUp(): void {
    if (this.#closing !== undefined || this.#worker !== undefined || this.#current !== undefined) return;
    if (!this.source.pool.tryTake(this)) return;
    this.onPlace();
  }

  close(graceMs: number): Promise<void> {
    this.#closing ??= this.#close(graceMs);
    return this.#closing;
  }

  onPlace(): void {
    let start: WorkerStart;
    try {
      start = workerStartOf(this.target);
    } catch (error) {
      // Not before `request` has returned: the pool is in the middle of giving places.
      queueMicrotask(() => {
        this.source.pool.release(this);
        this.#failSetup(error);
      });
      return;
    }
    const { startWorker, startTimeoutMs } = this.source;
    const worker = new RemoteWorker(this.target, start, startTimeoutMs, startWorker, {
      onReady: () => {
        if (this.#current === undefined) this.source.pool.noteIdle(this);
        else this.#advance();
      },
      onResult: (result) => this.#noteResult(result),
      onUnfit: (result) => this.#noteUnfit(result),
      onGone: (exit) => this.#noteGone(exit),
    });
    this.#worker = worker;
  }

  giveUp(): void {
    this.#worker?.close(GIVE_UP_GRACE_MS);
  }

  #advance(): void {
    const current = this.#current;
    if (current === undefined || current.verdict !== undefined) return;
    const next = this.#nextOf(current);
    if (next !== 'wait') this.#end(current, next);
  }

  /** Takes the job a step further; returns what it came to, where that is known already. */
  #nextOf(current: CurrentJob): BodyResult | 'wait' {
    if (this.#closing !== undefined) return { kind: 'neverBegan' };
    if (this.#worker === undefined) this.source.pool.request(this);
    if (this.#worker?.phase !== 'ready') return 'wait';
    current.listener.onReady?.();
    let message: CallMessage;
    try {
      message = callMessageOf(current.job, this.target);
    } catch (error) {
      return { kind: 'invalid', error: errorFrom(error) };
    }
    if (!current.listener.onStart()) return { kind: 'neverBegan' };
    current.isSent = true;
    this.#worker.call(message);
    return 'wait';
  }

  #noteResult(result: BodyResult): void {
    const current = this.#current;
    if (current?.verdict === undefined && current !== undefined) this.#end(current, result);
  }

  #noteUnfit(result: BodyResult & { readonly error: Error }): void {
    const current = this.#current;
    if (current?.isSent === true) current.verdict ??= result;
    else this.target.onWorkerError(result.error);
  }

  #noteGone(exit: WorkerGone): void {
    this.#worker = undefined;
    this.source.pool.release(this);
    const current = this.#current;
    if (current?.verdict !== undefined) this.#end(current, current.verdict);
    else if (exit.setup !== undefined) this.#failSetup(exit.setup.error);
    else if (current?.isSent === true) this.#end(current, this.#endOfCall(exit));
    else {
      if (!exit.wasAsked) this.target.onWorkerError(this.#crashOf(exit));
      // A job that came while the worker went gets another one.
      this.#advance();
    }
  }

  #endOfCall(exit: WorkerGone): BodyResult {
    return exit.wasAsked
      ? { kind: 'threw', error: new WorkStoppedError(this.target.path, 'its worker was closed') }
      : { kind: 'crashed', error: this.#crashOf(exit) };
  }

  #failSetup(error: unknown): void {
    const current = this.#current;
    if (current === undefined) this.target.onWorkerError(errorFrom(error));
    else this.#end(current, { kind: 'setupFailed', error });
  }

  #crashOf({ how, error }: WorkerGone): WorkerCrashedError {
    return new WorkerCrashedError(this.target.path, how, error === undefined ? {} : { cause: error });
  }

  #end(current: CurrentJob, result: BodyResult): void {
    if (this.#current !== current) return;
    this.#current = undefined;
    if (this.#worker?.phase === 'ready') this.source.pool.noteIdle(this);
    current.listener.onEnd(result);
  }

  async #close(graceMs: number): Promise<void> {
    if (this.#current?.isSent === false)
      this.abort(new WorkStoppedError(this.target.path, 'its worker was closed'));
    const worker = this.#worker;
    this.source.pool.noteBusy(this);
    worker?.close(graceMs);
    await worker?.gone;
    this.onClosed();
  }
}
