import { copyChangeable } from '../codec/copy.js';
import { isAsyncRun } from '../component/run-method.js';
import { StatusHistory, type StatusReason, type WorkStatusName } from '../component/status.js';
import type { WorkSettings } from '../component/with-options.js';
import { messageOf, QueueFullError, WorkFailedError, WorkStoppedError } from '../errors.js';
import type { CallName } from '../executor/call-name.js';
import type { CallKey } from '../identity/call-key.js';
import { isTransparentInstance } from '../identity/transparent.js';
import type { Call, CallOwner, Outcome } from '../ledger/call.js';
import type { Cause } from '../ledger/why/reason.js';
import { CallNames } from './call-names.js';
import type { Host } from './host.js';
import type { KnownCalls, Stored } from './known-calls.js';
import { Lane, type LaneOwner } from './lane.js';
import { impossibleTimeOut } from './outcome.js';
import { backoffAfter, type Failure, mayBeRetried } from './retry.js';
import { Settlement } from './settlement.js';

/** The misses of one work of an app, on their way from the call through the executor to their outcome. */
export class WorkQueue implements CallOwner, LaneOwner {
  readonly statuses: StatusHistory;
  successes = 0;
  /** Whether a call was ever submitted. */
  hasStarted = false;

  readonly #lane = new Lane(this);
  readonly #settlement: Settlement;
  /** Calls that the store is still being asked about. */
  readonly #looking = new Set<Call>();
  #names: CallNames | undefined;
  /** Whether what runs may come to its end, and nothing begins any more. */
  #isEnding = false;

  constructor(
    private readonly known: KnownCalls,
    private readonly settings: WorkSettings,
    readonly host: Host,
  ) {
    this.#settlement = new Settlement(known, (...outcome) => this.#publish(...outcome));
    this.statuses = new StatusHistory(host.clock.now());
    if (settings.options.startWithFlow) this.#startAhead();
  }

  get label(): string {
    return this.host.path;
  }

  get keepsResults(): boolean {
    return this.settings.options.cacheCalls;
  }

  /** How many calls wait behind the running ones. */
  get length(): number {
    return this.#lane.length;
  }

  /** Whether calls wait for {@link start}. */
  get isStopped(): boolean {
    return this.#lane.isShut;
  }

  /** Whether a call is being executed, or something is left of its body. */
  get isBusy(): boolean {
    return this.#lane.isBusy;
  }

  /**
   * Whether a body executes, or is about to, that somebody waits for, or the store is at work for a call; not while a call
   * only waits for another attempt.
   */
  get isExecuting(): boolean {
    return this.#lane.isExecuting || this.#looking.size > 0 || this.#settlement.isBusy;
  }

  /** Resolves when no call is being executed and nothing is left of a body. */
  whenFree(): Promise<void> {
    return this.#lane.whenFree();
  }

  /** Resolves when, besides, all outcomes are known to everybody. */
  async whenSettled(): Promise<void> {
    await this.whenFree();
    await this.#settlement.whenFree();
  }

  failureFrom(error: unknown): unknown {
    return new WorkFailedError(this.host.path, error);
  }

  /**
   * Takes on a call that waits its turn, with arguments that nobody can change any more.
   *
   * @param cause Why it executes.
   * @throws {QueueFullError} where as many calls wait as the work's options allow.
   * @throws {InvalidOptionError} where the options ask for what this `run` cannot have.
   */
  submit(key: CallKey, args: readonly unknown[], cause: Cause): Call {
    const call = this.#begin(key, args);
    this.#queue(call, cause);
    return call;
  }

  /**
   * Takes on a call of which the store is still to say whether it has been made: if so, that is its outcome, else it waits
   * its turn.
   *
   * @throws {QueueFullError} as {@link submit} does.
   */
  lookUp(key: CallKey, args: readonly unknown[], asking: Promise<Stored>): Call {
    const call = this.#begin(key, args);
    this.#looking.add(call);
    call.isSought = true;
    this.host.onLooking();
    void asking.then((stored) => {
      this.#looking.delete(call);
      call.isSought = false;
      const isFound = stored.kind === 'record';
      if (isFound) this.known.ledger.answer(call, stored.record);
      this.host.onLookedUp(isFound);
      if (!isFound) this.#queue(call, this.known.causeOf(key, args, stored.cause));
    });
    return call;
  }

  /** Lets calls execute again; does nothing where they may. */
  start(): void {
    if (!this.#lane.isShut || this.#isEnding) return;
    this.#lane.open();
    this.host.onForgotten();
  }

  /** Ends all calls, also in the middle, and the workers; calls to come wait for {@link start}. */
  stop(message: string): void {
    this.#lane.shut();
    this.#endCalls(message, () => true);
    const { name } = this.statuses.current;
    if (name !== 'stopped') this.#changeStatus('stopped', 'stopped', message);
  }

  /** Gives the fields of the work their first values, and again when nothing is left of the bodies that may set them. */
  resetState(): void {
    const { host } = this;
    host.resetState();
    if (this.isBusy) void this.whenFree().then(() => host.resetState());
  }

  /** The options are others now: calls to come have workers by the new ones. */
  renewWorkers(): void {
    this.#lane.renewWorkers();
  }

  /** Ends the calls whose `run` has not begun; for those that run this attempt is the last. */
  stopPending(message: string): void {
    this.#isEnding = true;
    this.#endCalls(message, ({ phase }) => phase === 'pending');
  }

  /** Ends all calls and the workers; what a body still comes to is not heard. Resolves when nothing is left of them. */
  close(message: string): Promise<void> {
    this.#isEnding = true;
    this.#lane.shut();
    this.#endCalls(message, () => true);
    return this.#lane.close();
  }

  callNameOf(call: Call): CallName {
    this.#names ??= new CallNames(this.host);
    return this.#names.nameOf(call);
  }

  nextAttempt(call: Call): number {
    return this.known.ledger.nextAttempt(call);
  }

  onBegun(call: Call): void {
    this.known.ledger.start(call, this.host.clock.now());
    this.#changeStatus('running');
    this.host.onStarted(call);
  }

  onAttemptEnded(call: Call, outcome: Outcome): number | undefined {
    if (outcome.kind === 'failed' && !this.#isEnding) {
      const { retry } = this.settings.options;
      if (mayBeRetried(outcome, call.attempt, retry)) return this.#retry(call, outcome);
    }
    this.#settle(call, outcome);
    return undefined;
  }

  /** Nothing of a work runs before somebody has said that the app may begin. */
  #startAhead(): void {
    const begin = this.host.begin();
    if (begin === undefined) this.#lane.keepWarm();
    else void begin.then(() => this.#lane.keepWarm());
  }

  #begin(key: CallKey, args: readonly unknown[]): Call {
    const { maxQueue } = this.settings.options;
    if (this.#lane.length >= maxQueue) throw new QueueFullError(this.host.path, maxQueue);
    this.#checkTimeOut();
    const copies = args.map((arg) => copyChangeable(arg, isTransparentInstance));
    return this.known.ledger.begin(key, copies, this);
  }

  #queue(call: Call, cause: Cause): void {
    call.cause = cause;
    this.known.history.noteBegun(call.args);
    this.hasStarted = true;
    this.#changeStatus('pending');
    this.host.onQueued(call);
    // The store may have taken its time.
    if (this.#isEnding) {
      this.#settle(call, { kind: 'stopped', message: 'the app ended' });
    } else {
      if (this.#lane.isShut) this.#warnOfStopped();
      this.#lane.add(call);
    }
  }

  #retry(call: Call, { reason, error }: Failure): number {
    const { retry } = this.settings.options;
    const { attempt } = call;
    const delayMs = backoffAfter(attempt, retry, this.host.random());
    this.known.ledger.retry(call);
    this.#changeStatus(
      'pending',
      reason,
      `attempt ${attempt} of ${retry.attempts} failed: ${messageOf(error)}; the next one begins in ${delayMs} ms`,
    );
    this.host.onRetried(call, { attempt, delayMs, error });
    return delayMs;
  }

  #endCalls(message: string, isMeant: (call: Call) => boolean): void {
    this.#lane.drain();
    for (const call of [...this.known.ledger.callsUnderWay()]) {
      // What the store is at work for has come to its end, or has not begun.
      const isInStore = this.#looking.has(call) || this.#settlement.isCommitting(call);
      if (!isInStore && isMeant(call)) this.#settle(call, { kind: 'stopped', message });
    }
    this.#lane.clear(new WorkStoppedError(this.host.path, message));
  }

  #settle(call: Call, outcome: Outcome): void {
    // Whoever heard of the end of another call may have ended this one.
    if (call.isUnderWay) this.#settlement.settle(call, outcome, this.host.clock.now());
  }

  #publish(call: Call, outcome: Outcome, endedAtMs: number, isRemembered: boolean): void {
    if (!call.isUnderWay) return;
    const { raiseException } = this.settings.options;
    this.known.settle(call, outcome, endedAtMs, isRemembered);
    switch (outcome.kind) {
      case 'succeeded':
        this.successes++;
        this.#changeStatus('succeeded');
        break;
      case 'failed':
        this.#changeStatus('failed', outcome.reason, messageOf(outcome.error));
        break;
      case 'stopped':
        this.#changeStatus('stopped', 'stopped', outcome.message);
        break;
    }
    this.host.onSettled(call, outcome.kind === 'failed' && raiseException);
  }

  /** @throws {InvalidOptionError} where it can be seen already that the options ask for what cannot be. */
  #checkTimeOut(): void {
    if (this.settings.options.timeoutMs === Number.POSITIVE_INFINITY) return;
    const { plan, body } = this.host.target.definition;
    const error = plan?.isAsync === false && !isAsyncRun(body) ? impossibleTimeOut(this.host) : undefined;
    if (error !== undefined) throw error;
  }

  #warnOfStopped(): void {
    this.host.warnOnce(
      `\`${this.host.path}\` was stopped, and calls of it stay pending, so a flow that waits for one waits on. Call ` +
        '`handleOf(work).start()` to let them execute, or leave the calls out as long as it is stopped.',
    );
  }

  #changeStatus(name: WorkStatusName, reason?: StatusReason, message?: string): void {
    const atMs = this.host.clock.now();
    const isExplained = reason !== undefined && message !== undefined;
    this.statuses.add(isExplained ? { name, atMs, reason, message } : { name, atMs });
  }
}
