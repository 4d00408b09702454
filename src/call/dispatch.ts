import { type Clock, systemClock } from '../clock.js';
import type { WorkDefinition } from '../component/definition.js';
import { needOtherWorkers, type ResolvedWorkOptions } from '../component/options.js';
import { StatusHistory } from '../component/status.js';
import { settingsOf, type WorkSettings } from '../component/with-options.js';
import { AppStateError } from '../errors.js';
import type { CallKey } from '../identity/call-key.js';
import type { Call, CallOwner } from '../ledger/call.js';
import type { CallRecord } from '../ledger/call-record.js';
import type { Explanation } from '../ledger/why/explanation.js';
import type { CallIdentity } from './call-identity.js';
import { explainCall } from './explain.js';
import type { Host } from './host.js';
import { KnownCalls, type KnownToLookAt, type Nothing, nothing, type Stored } from './known-calls.js';
import { MissWatch } from './miss-watch.js';
import { currentPass, type PassUnderWay } from './pass-under-way.js';
import type { Recall } from './recall.js';
import { runInPlace } from './run-in-place.js';
import { warnOfUnreachableCode } from './unreachable-code.js';
import { WorkQueue } from './work-queue.js';

/** A work's place in an app. */
interface Membership {
  readonly host: Host;
  readonly queue: WorkQueue;
}

/**
 * The calls of one work instance. Here, and nowhere else, it is decided whether a call is a hit, joins an equal one
 * that is under way, or is a miss, and what the caller gets:
 *
 *     alone       hit → the value     joined → the promise of the first     miss → run in place
 *     in a pass   hit → the value     joined or miss → blocking: the pass ends; parallel: a promise
 */
export class WorkDispatch implements CallOwner {
  /** What `run` asks before it asks the dispatch. */
  readonly recall: Recall;

  /** How many calls in passes were answered from the ledger. */
  hits = 0;

  readonly #known: KnownCalls;
  readonly #settings: WorkSettings;
  readonly #missWatch: MissWatch;
  /** Present while the work belongs to a running app. */
  #membership: Membership | undefined;
  /** The queue of the last app that the work belonged to, for who looks back. */
  #lastQueue: WorkQueue | undefined;

  constructor(
    readonly work: object,
    readonly definition: WorkDefinition,
    private readonly identity: CallIdentity,
  ) {
    this.#settings = settingsOf(work, definition);
    this.#known = new KnownCalls(this, identity.hasher);
    this.recall = this.#known.recall;
    this.#missWatch = new MissWatch(identity);
    this.#settings.onChange = (before) => this.#takeChange(before);
    this.#openRecall();
  }

  get options(): ResolvedWorkOptions {
    return this.#settings.options;
  }

  get host(): Host | undefined {
    return this.#membership?.host;
  }

  /** The queue of the app that the work belongs to, or belonged to last. */
  get queue(): WorkQueue | undefined {
    return this.#lastQueue;
  }

  get label(): string {
    return this.host?.path ?? this.definition.name;
  }

  get ignored(): readonly number[] {
    return this.identity.ignoredPositions(this.options);
  }

  /** What is known of its calls, for who only looks. */
  get known(): KnownToLookAt {
    return this.#known;
  }

  get keepsResults(): boolean {
    return this.options.cacheCalls;
  }

  /** What became of the work in its app. */
  get statuses(): StatusHistory {
    return this.#lastQueue?.statuses ?? new StatusHistory(this.#clock.now());
  }

  /** Alone, a failure reaches everybody who waits as it was thrown. */
  failureFrom(error: unknown): unknown {
    return error;
  }

  /** Makes the work part of an app. */
  join(host: Host): void {
    this.#known.join(host);
    this.hits = 0;
    const queue = new WorkQueue(this.#known, this.#settings, host);
    this.#membership = { host, queue };
    this.#lastQueue = queue;
    this.#openRecall();
  }

  /**
   * Makes the work one on its own again: its calls end as stopped, and what a body still comes to is not heard. Resolves
   * when nothing is left of its workers.
   */
  leave(message: string): Promise<void> {
    const closed = this.#membership?.queue.close(message);
    this.#membership = undefined;
    this.#known.leave();
    this.#openRecall();
    return closed ?? Promise.resolve();
  }

  /**
   * Ends all calls of the work, also in the middle, and its workers; calls to come stay pending until {@link start}.
   *
   * @throws {AppStateError} where the work belongs to no running app; the same holds for the next two.
   */
  stop(message: string): void {
    this.#memberQueue.stop(message);
  }

  /** Lets the calls of the work execute again, after {@link stop}; else it does nothing. */
  start(): void {
    this.#memberQueue.start();
  }

  /** Stops the work and makes it as it was: without records and failures, its fields with their first values. */
  delete(message: string): void {
    const queue = this.#memberQueue;
    queue.stop(message);
    this.forgetAll('deleted');
    queue.resetState();
  }

  /** What `run(...args)` does. */
  call(args: readonly unknown[]): unknown {
    if (this.#membership !== undefined) return this.#callInPass(args, this.#membership);
    const pass = currentPass();
    if (pass === undefined) return this.#callAlone(args);
    pass.adopt(this.work);
    return this.call(args);
  }

  /**
   * Executes one call outside the passes, as is done with a work that is the root of its app.
   *
   * @throws {AppStateError} where the work belongs to no running app.
   */
  submit(args: readonly unknown[]): Promise<unknown> {
    const queue = this.#memberQueue;
    const key = this.keyOf(args);
    const stored = this.options.cacheCalls ? this.#known.findStored(key, args) : nothing;
    return 'record' in stored ? stored.record.promise : this.#callAnew(queue, key, args, stored).promise();
  }

  /** Forgets the failures, so that the next calls execute, and lets the flow make them. */
  retry(): void {
    this.#known.ledger.forgetFailures();
    this.host?.onForgotten();
  }

  /** Forgets what is known of one call, so that the next one executes; true if there was a record of it. */
  forget(args: readonly unknown[]): boolean {
    const hadRecord = this.#known.forget(this.keyOf(args), 'invalidated');
    this.host?.onForgotten();
    return hadRecord;
  }

  /** Forgets all results and failures, so that the next calls execute. */
  forgetAll(by: 'invalidated' | 'deleted'): void {
    this.#known.forgetAll(by);
    this.host?.onForgotten();
  }

  /** Executes one call, whatever is known of it, or joins it where it is under way; returns what comes of it. */
  force(args: readonly unknown[]): unknown {
    const key = this.keyOf(args);
    this.#known.forget(key, 'forced');
    if (this.#membership === undefined) return this.#callAlone(args);
    const { host, queue } = this.#membership;
    host.onForgotten();
    const call = this.#known.ledger.underWay(key) ?? queue.submit(key, args, this.#known.causeOf(key, args));
    return call.promise();
  }

  /** Says what a call would come to, and why; executes nothing. */
  explain(args: readonly unknown[]): Explanation {
    return explainCall(this, this.#known, this.keyOf(args), args, this.#clock.now());
  }

  /** The record of one call, if it counts. */
  recordOf(args: readonly unknown[]): CallRecord | undefined {
    const key = this.keyOf(args);
    const record = this.#known.find(key, args, this.#clock);
    if (record !== undefined) return record;
    const stored = this.#known.findStored(key, args);
    return 'record' in stored ? stored.record : undefined;
  }

  /**
   * What tells a call from the others of the work.
   *
   * @throws {UnhashableArgumentError} naming the argument and the work.
   */
  keyOf(args: readonly unknown[]): CallKey {
    return this.identity.keyOf(args, this);
  }

  get #clock(): Clock {
    return this.host?.clock ?? systemClock;
  }

  get #memberQueue(): WorkQueue {
    if (this.#membership !== undefined) return this.#membership.queue;
    throw new AppStateError(
      `\`${this.label}\` belongs to no running app, so nothing of it can be started or stopped. On its own a work runs in ` +
        'place; ask once its app runs.',
    );
  }

  #takeChange(before: ResolvedWorkOptions): void {
    this.#openRecall();
    if (needOtherWorkers(before, this.options)) this.#membership?.queue.renewWorkers();
  }

  #openRecall(): void {
    const { isUnbounded } = this.#settings;
    this.recall.open({ forHits: isUnbounded, forRun: isUnbounded && this.#membership === undefined });
  }

  #callAlone(args: readonly unknown[]): unknown {
    const hit = this.recall.find(args);
    if (hit !== undefined) return hit.answer;
    const { options } = this.#settings;
    if (!options.cacheCalls) return this.definition.body.apply(this.work, args as unknown[]);

    const key = this.keyOf(args);
    const record = this.#known.find(key, args, this.#clock);
    if (record !== undefined) return record.answer;
    const { ledger } = this.#known;
    const joined = ledger.underWay(key);
    if (joined !== undefined) return joined.promise();
    this.#noteMiss(args);
    return runInPlace(this, ledger, key, args);
  }

  #callInPass(args: readonly unknown[], { host, queue }: Membership): unknown {
    const pass = host.passUnderWay();
    const hit = this.recall.find(args);
    if (hit !== undefined) return this.#answerInPass(hit, args, pass);
    const { options } = this.#settings;
    const key = this.keyOf(args);
    const record = options.cacheCalls ? this.#known.find(key, args, this.#clock) : undefined;
    if (record !== undefined) return this.#answerInPass(record, args, pass);

    const { ledger } = this.#known;
    const failure = ledger.failureOf(key);
    if (failure !== undefined) pass.noteMet(this, args);
    // What is not cached is executed anew. A blocking call tells the flow first, once; the promise of a parallel one has.
    if (failure !== undefined && !options.cacheCalls) ledger.forgetFailure(key);
    if (failure !== undefined && !options.parallel) throw failure.failure();
    if (failure !== undefined && options.cacheCalls) return failure.promise();

    let call = ledger.underWay(key);
    if (call === undefined) {
      const stored = options.cacheCalls ? this.#known.findStored(key, args) : nothing;
      if ('record' in stored) return this.#answerInPass(stored.record, args, pass);
      pass.beforeMiss(host);
      if (options.cacheCalls) this.#noteMiss(args);
      call = this.#callAnew(queue, key, args, stored);
    } else {
      pass.noteMet(this, args);
      host.onJoined(call);
    }
    if (options.parallel) return call.promise();
    if (!options.cacheCalls) warnOfUnreachableCode(host);
    return pass.suspend({ paths: [host.path], calls: [call] });
  }

  #answerInPass(record: CallRecord, args: readonly unknown[], pass: PassUnderWay): unknown {
    this.hits++;
    pass.noteHit(this, args);
    this.#known.noteUse(record);
    return this.options.parallel ? record.promise : record.answer;
  }

  /** Executes a call, if the store does not come up with a record of it yet. */
  #callAnew(
    queue: WorkQueue,
    key: CallKey,
    args: readonly unknown[],
    stored: Nothing | Promise<Stored>,
  ): Call {
    if ('then' in stored) return queue.lookUp(key, args, stored);
    return queue.submit(key, args, this.#known.causeOf(key, args, stored.cause));
  }

  #noteMiss(args: readonly unknown[]): void {
    const warning = this.#missWatch.noteMiss(args, this.recall.noteMiss(), this.label, this.options);
    if (warning === undefined) return;
    if (this.host === undefined) process.emitWarning(warning, 'WorkloopWarning');
    else this.host.warnOnce(warning);
  }
}
