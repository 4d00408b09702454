import { type Clock, systemClock } from '../clock.js';
import type { WorkDefinition } from '../component/definition.js';
import { executorOf, type ResolvedWorkOptions } from '../component/options.js';
import { StatusHistory } from '../component/status.js';
import { settingsOf, type WorkSettings } from '../component/with-options.js';
import { AppStateError, UnhashableArgumentError } from '../errors.js';
import { isThenable } from '../executor/executor.js';
import type { CallKey } from '../identity/call-key.js';
import type { Call, CallOwner, Outcome } from '../ledger/call.js';
import { type CallRecord, recordOf } from '../ledger/call-record.js';
import { Ledger } from '../ledger/ledger.js';
import type { CallIdentity } from './call-identity.js';
import type { Host } from './host.js';
import { MissWatch } from './miss-watch.js';
import { currentPass, type PassUnderWay } from './pass-under-way.js';
import { Recall } from './recall.js';
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

  readonly #ledger = new Ledger();
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
    this.recall = new Recall(this, this.#ledger.records, identity.hasher);
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
    // What was remembered while the work stood alone may hold values that an app could not pass on.
    this.forgetAll();
    this.#ledger.abandonAll();
    const queue = new WorkQueue(this.#ledger, this.#settings, host);
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
    this.forgetAll();
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
    return this.#memberQueue.submit(this.keyOf(args), args).promise();
  }

  /** Forgets the failures, so that the next calls execute, and lets the flow make them. */
  retry(): void {
    this.#ledger.forgetFailures();
    this.host?.onForgotten();
  }

  /** Forgets what is known of one call, so that the next one executes; true if there was a record of it. */
  forget(args: readonly unknown[]): boolean {
    this.recall.clear();
    const hadRecord = this.#ledger.forget(this.keyOf(args));
    this.host?.onForgotten();
    return hadRecord;
  }

  /** Forgets all results and failures, so that the next calls execute. */
  forgetAll(): void {
    this.recall.clear();
    this.#ledger.forgetAll();
    this.host?.onForgotten();
  }

  /** The record of one call, if it counts. */
  recordOf(args: readonly unknown[]): CallRecord | undefined {
    return this.#ledger.find(this.keyOf(args), this.options, this.#clock);
  }

  /**
   * What tells a call from the others of the work.
   *
   * @throws {UnhashableArgumentError} naming the argument and the work.
   */
  keyOf(args: readonly unknown[]): CallKey {
    try {
      return this.identity.keyOf(args, this.options);
    } catch (error) {
      throw error instanceof UnhashableArgumentError ? error.inCallOf(this.label) : error;
    }
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
    const after = this.options;
    const isOtherWorker =
      executorOf(before) !== executorOf(after) ||
      before.concurrency !== after.concurrency ||
      before.maxMemoryMb !== after.maxMemoryMb;
    if (isOtherWorker) this.#membership?.queue.renewWorkers();
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
    const record = this.#findHit(key, args);
    if (record !== undefined) return record.answer;
    const joined = this.#ledger.underWay(key);
    return joined === undefined ? this.#runInPlace(key, args) : joined.promise();
  }

  /** A miss of a work on its own. Only a result is recorded: what was thrown is the caller's, and is tried again. */
  #runInPlace(key: CallKey, args: readonly unknown[]): unknown {
    this.#noteMiss(args);
    const returned = this.definition.body.apply(this.work, args as unknown[]);
    if (!isThenable(returned)) {
      return this.#ledger.record(key, this.#recordOfAlone(returned, false), this.options).answer;
    }
    const call = this.#ledger.begin(key, args, this);
    this.#ledger.nextAttempt(call);
    this.#ledger.start(call, systemClock.now());
    return call.follow(
      Promise.resolve(returned)
        .then((value) => this.#recordOfAlone(value, true))
        .then(
          (record) => {
            this.#settleAlone(call, { kind: 'succeeded', record });
            return record.value;
          },
          (error: unknown) => {
            this.#settleAlone(call, { kind: 'failed', reason: 'userException', error });
            throw error;
          },
        ),
    );
  }

  #settleAlone(call: Call, outcome: Outcome): void {
    this.#ledger.settleAlone(call, outcome, this.options, systemClock.now());
  }

  #recordOfAlone(value: unknown, isAsync: boolean): CallRecord {
    const { ttlMs } = this.options;
    const expiresAtMs = ttlMs === Number.POSITIVE_INFINITY ? ttlMs : systemClock.now() + ttlMs;
    return recordOf(value, { isAsync, expiresAtMs, uncopyable: 'keep' });
  }

  #callInPass(args: readonly unknown[], { host, queue }: Membership): unknown {
    const pass = host.passUnderWay();
    const hit = this.recall.find(args);
    if (hit !== undefined) return this.#answerInPass(hit, args, pass);
    const { options } = this.#settings;
    const key = this.keyOf(args);
    const record = options.cacheCalls ? this.#findHit(key, args) : undefined;
    if (record !== undefined) return this.#answerInPass(record, args, pass);

    const failure = this.#ledger.failureOf(key);
    if (failure !== undefined) pass.noteMet(this, args);
    // What is not cached is executed anew. A blocking call tells the flow first, once; the promise of a parallel one has.
    if (failure !== undefined && !options.cacheCalls) this.#ledger.forgetFailure(key);
    if (failure !== undefined && !options.parallel) throw failure.failure();
    if (failure !== undefined && options.cacheCalls) return failure.promise();

    const joined = this.#ledger.underWay(key);
    if (joined === undefined) {
      pass.beforeMiss(host);
      if (options.cacheCalls) this.#noteMiss(args);
    } else {
      pass.noteMet(this, args);
      host.onJoined(joined);
    }
    const call = joined ?? queue.submit(key, args);
    if (options.parallel) return call.promise();
    if (!options.cacheCalls) this.#warnOfUnreachableCode(host);
    return pass.suspend({ paths: [host.path], calls: [call] });
  }

  #answerInPass(record: CallRecord, args: readonly unknown[], pass: PassUnderWay): unknown {
    pass.noteHit(this, args);
    return this.options.parallel ? record.promise : record.answer;
  }

  #findHit(key: CallKey, args: readonly unknown[]): CallRecord | undefined {
    const record = this.#ledger.find(key, this.options, this.#clock);
    if (record !== undefined) this.recall.noteAnswer(args, record);
    return record;
  }

  #noteMiss(args: readonly unknown[]): void {
    const warning = this.#missWatch.noteMiss(args, this.recall.noteMiss(), this.label, this.options);
    if (warning === undefined) return;
    if (this.host === undefined) process.emitWarning(warning, 'WorkloopWarning');
    else this.host.warnOnce(warning);
  }

  #warnOfUnreachableCode(host: Host): void {
    host.warnOnce(
      `\`${host.path}\` has \`cacheCalls: false\` and blocks: no call of it ever completes a pass, so the code below ` +
        'the call is never reached. Let its calls be cached, or, where nothing waits for its result, set `parallel: true`.',
    );
  }
}
