import type { Alarm } from '../clock.js';
import { errorFrom, WorkTimeoutError } from '../errors.js';
import type { CallName } from '../executor/call-name.js';
import type { BodyResult, JobListener, Slot } from '../executor/executor.js';
import type { Call, Outcome } from '../ledger/call.js';
import type { Host } from './host.js';
import { outcomeOf } from './outcome.js';
import { runOutsidePass } from './pass-under-way.js';
import { QueuedJob } from './queued-job.js';

/** Whose calls a place executes. */
export interface PlaceOwner {
  readonly host: Host;
  /** What the outside world may know a call by, the same for all its attempts. */
  callNameOf(call: Call): CallName;
  /** An attempt at a call is on its way; returns which one it is, from 1. */
  nextAttempt(call: Call): number;
  /** The body of a call is about to begin. */
  onBegun(call: Call): void;
  /**
   * An attempt has come to its end, or nobody waits for it any longer. Settles the call; or, where it is to be tried again,
   * returns how long that is to wait, in milliseconds.
   */
  onAttemptEnded(call: Call, outcome: Outcome): number | undefined;
  /** A worker is there for the next attempt: whichever call has waited longest is to have it. */
  onReady(place: Place): void;
  /** The place has no call any more, and nothing of a body is left. */
  onFree(place: Place): void;
  /** The worker of the place is gone. */
  onClosed(place: Place): void;
}

/**
 * One of the places at which calls of a work execute: a slot of an executor, and one call at a time, from its first attempt
 * to its outcome. A call keeps its place while it waits for another attempt.
 *
 *     free → take → executing ┬ ended ─────────────────→ settled → free
 *                     ↑       ├ failed, again → backoff ─┐
 *                     └───────│──────────────────────────┘
 *                             └ timed out, stopped → settled at once; free when nothing of the body is left
 */
export class Place implements JobListener {
  /** Whether its worker is to be given up as soon as it is free. */
  isOutdated = false;
  #slot: Slot | undefined;
  /** The call that has the place, until it is settled. */
  #call: Call | undefined;
  /** The attempt that waits for a worker. */
  #job: QueuedJob | undefined;
  /** Whether something of a body may be left. */
  #isExecuting = false;
  /** Whether what the body still comes to is not to be heard. */
  #isAbandoned = false;
  #timeOut: Alarm | undefined;
  #backoff: Alarm | undefined;
  #closing: Promise<void> | undefined;

  constructor(private readonly owner: PlaceOwner) {}

  get isFree(): boolean {
    return this.#closing === undefined && !this.isBusy;
  }

  /** Whether it has a call, or something of a body is left. */
  get isBusy(): boolean {
    return this.#isExecuting || this.#call !== undefined;
  }

  /** Whether a body executes, or is about to, that somebody waits for. */
  get isAwaited(): boolean {
    return this.#isExecuting && !this.#isAbandoned;
  }

  /** Takes on a call; only while it is free. */
  take(call: Call): void {
    this.#call = call;
    this.#execute(call);
  }

  /** Starts the worker ahead of the first call. */
  warmUp(): void {
    runOutsidePass(() => this.#openSlot().warmUp());
  }

  /** Ends what is done for a call that was settled without it; the place is free when nothing of the body is left. */
  letGo(reason: Error): void {
    if (this.#call === undefined || this.#call.isUnderWay) return;
    this.#call = undefined;
    this.#abandon(reason);
    if (!this.#isExecuting) this.owner.onFree(this);
  }

  /** Whether its call was settled by somebody else. */
  get isLeftBehind(): boolean {
    return this.#call !== undefined && !this.#call.isUnderWay;
  }

  /** Gives the worker up; resolves when nothing is left of it. A body that executes is not waited for longer than that. */
  close(graceMs: number): Promise<void> {
    this.#closing ??= this.#close(graceMs);
    return this.#closing;
  }

  /** The number of the call that waits here for a worker; none where it has begun, or nobody waits for it. */
  get waitingNumber(): number | undefined {
    return this.#job === undefined || this.#isAbandoned ? undefined : this.#call?.number;
  }

  /** Exchanges the calls of two places that wait for workers. */
  exchange(other: Place): void {
    if (this.#job === undefined || other.#job === undefined) return;
    this.#job.exchange(other.#job);
    const call = this.#call;
    this.#call = other.#call;
    other.#call = call;
  }

  onReady(): void {
    this.owner.onReady(this);
  }

  onStart(): boolean {
    this.#job = undefined;
    const call = this.#call;
    if (call === undefined) return false;
    const { host } = this.owner;
    const { timeoutMs } = host.target.options;
    if (timeoutMs !== Number.POSITIVE_INFINITY) {
      this.#timeOut = host.clock.setAlarm(timeoutMs, () => this.#endLate(call, timeoutMs));
    }
    this.owner.onBegun(call);
    // Whoever heard of that may have stopped it.
    return !this.#isAbandoned;
  }

  onEnd(result: BodyResult): void {
    this.#job = undefined;
    this.#timeOut?.cancel();
    this.#timeOut = undefined;
    const call = this.#call;
    if (call !== undefined && !this.#isAbandoned)
      this.#endAttempt(call, outcomeOf(result, this.owner.host, call));
    // Not before: whoever hears of the end and stops or submits calls is not to find the place free in between.
    this.#isExecuting = false;
    this.#goOn();
  }

  #execute(call: Call): void {
    this.#isExecuting = true;
    this.#isAbandoned = false;
    const job = new QueuedJob(call, this.owner.nextAttempt(call), this.owner);
    this.#job = job;
    runOutsidePass(() => this.#openSlot().execute(job, this));
  }

  #openSlot(): Slot {
    const { host } = this.owner;
    this.#slot ??= host.executor().open(host.target);
    return this.#slot;
  }

  #endLate(call: Call, timeoutMs: number): void {
    const error = new WorkTimeoutError(this.owner.host.path, timeoutMs);
    this.#isAbandoned = true;
    this.#endAttempt(call, { kind: 'failed', reason: 'timeout', error });
    this.#abandon(error);
  }

  #endAttempt(call: Call, outcome: Outcome): void {
    const waitMs = this.owner.onAttemptEnded(call, outcome);
    if (waitMs === undefined || !call.isUnderWay) {
      this.#call = undefined;
    } else if (waitMs > 0) {
      this.#backoff = this.owner.host.clock.setAlarm(waitMs, () => {
        this.#backoff = undefined;
        this.#goOn();
      });
    }
  }

  /** Does what is next, once nothing of a body is left. */
  #goOn(): void {
    if (this.#isExecuting || this.#backoff !== undefined) return;
    if (this.#call === undefined) this.owner.onFree(this);
    else this.#execute(this.#call);
  }

  #abandon(reason: Error): void {
    this.#timeOut?.cancel();
    this.#timeOut = undefined;
    if (this.#call === undefined) {
      this.#backoff?.cancel();
      this.#backoff = undefined;
    }
    this.#isAbandoned = true;
    if (this.#isExecuting) runOutsidePass(() => this.#slot?.abort(reason));
  }

  async #close(graceMs: number): Promise<void> {
    try {
      await runOutsidePass(() => this.#slot?.close(graceMs));
    } catch (error) {
      this.owner.host.target.onWorkerError(errorFrom(error));
    }
    this.owner.onClosed(this);
  }
}
