import type { Clock } from '../clock.js';
import { hookOf } from '../component/hooks.js';
import { errorFrom, WorkStoppedError } from '../errors.js';
import { runInCall } from './call-context.js';
import { isCallContextUsed } from './context-use.js';
import {
  type BodyResult,
  isThenable,
  type Job,
  type JobListener,
  type Slot,
  type WorkTarget,
} from './executor.js';
import { settledWithin } from './grace.js';
import type { InlineInstance } from './inline-instance.js';
import { JobContext } from './job-context.js';

/** A job under way. */
class InlineJob {
  readonly context: JobContext;
  #noteEnd: (() => void) | undefined;

  constructor(
    readonly job: Job,
    readonly listener: JobListener,
    target: WorkTarget,
  ) {
    this.context = new JobContext(job, target);
  }

  /** Resolves when the job has ended. */
  ending(): Promise<void> {
    return new Promise((resolve) => {
      this.#noteEnd = resolve;
    });
  }

  end(result: BodyResult): void {
    this.#noteEnd?.();
    this.listener.onEnd(result);
  }
}

/** Runs the calls of one work on the app's own thread, one at a time. */
export class InlineSlot implements Slot {
  #current: InlineJob | undefined;
  #closed: Promise<void> | undefined;
  #leaveBody: (() => void) | undefined;

  constructor(
    private readonly target: WorkTarget,
    private readonly instance: InlineInstance,
    private readonly clock: Clock,
    private readonly onClosed: () => void,
  ) {
    instance.take();
  }

  execute(job: Job, listener: JobListener): void {
    const current = new InlineJob(job, listener, this.target);
    this.#current = current;
    this.clock.defer(() => this.#setUp(current));
  }

  abort(reason: Error): void {
    // Whoever listens to the signal is user code.
    this.clock.run(() => this.#current?.context.abort(reason));
  }

  warmUp(): void {
    this.clock.defer(() => {
      if (this.#closed === undefined) this.instance.warmUp();
    });
  }

  close(graceMs: number): Promise<void> {
    this.#closed ??= this.#close(graceMs);
    return this.#closed;
  }

  /** Lets {@link close} go on without waiting for the body that executes any longer. */
  leaveBody(): void {
    this.#leaveBody?.();
  }

  #setUp(current: InlineJob): void {
    if (current.context.isAborted) {
      this.#end(current, { kind: 'neverBegan' });
      return;
    }
    let starting: Promise<void> | undefined;
    try {
      starting = this.instance.start();
    } catch (error) {
      this.#end(current, { kind: 'setupFailed', error });
      return;
    }
    if (starting === undefined) {
      this.#begin(current);
      return;
    }
    starting.then(
      () => this.#begin(current),
      (error: unknown) => this.#end(current, { kind: 'setupFailed', error }),
    );
  }

  #begin(current: InlineJob): void {
    const { work, definition } = this.target;
    const { job, context, listener } = current;
    if (!listener.onStart()) {
      this.#end(current, { kind: 'neverBegan' });
      return;
    }
    const isFollowed = definition.plan === undefined || isCallContextUsed();
    const body = (): unknown => definition.body.apply(work, [...job.args]);
    let returned: unknown;
    let isAsync: boolean;
    try {
      returned = this.clock.run(() => runInCall(context, body, isFollowed));
      // Asked for its `then`, a result runs code of the work's own.
      isAsync = isThenable(returned);
    } catch (error) {
      this.#endThrowing(current, error);
      return;
    }
    if (!isAsync) {
      this.#end(current, { kind: 'returned', value: returned, isAsync });
      return;
    }
    Promise.resolve(returned).then(
      (value) => this.#end(current, { kind: 'returned', value, isAsync }),
      (error: unknown) => this.#endThrowing(current, error),
    );
  }

  #endThrowing(current: InlineJob, error: unknown): void {
    const result: BodyResult = { kind: 'threw', error };
    // What a body throws because it was told to stop is no failure of its own.
    const hook = current.context.isAborted ? undefined : hookOf(this.target.work, 'onException');
    if (hook === undefined) {
      this.#end(current, result);
      return;
    }
    const tellOfHook = (thrown: unknown): void => this.target.onWorkerError(errorFrom(thrown));
    let returned: unknown;
    try {
      returned = this.clock.run(() => hook(error));
    } catch (thrown) {
      tellOfHook(thrown);
    }
    if (!isThenable(returned)) {
      this.#end(current, result);
      return;
    }
    Promise.resolve(returned)
      .then(undefined, tellOfHook)
      .then(() => this.#end(current, result));
  }

  #end(current: InlineJob, result: BodyResult): void {
    this.#current = undefined;
    current.end(result);
  }

  async #close(graceMs: number): Promise<void> {
    if (this.#current !== undefined) {
      const leaving = new Promise<void>((resolve) => {
        this.#leaveBody = resolve;
      });
      const ending = Promise.race([this.#current.ending(), leaving]);
      this.abort(new WorkStoppedError(this.target.path, 'its worker was closed'));
      await settledWithin(ending, graceMs, this.clock);
    }
    await this.instance.giveUp(graceMs);
    this.onClosed();
  }
}
