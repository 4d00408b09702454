import { systemClock } from '../clock.js';
import { copyChangeable } from '../codec/copy.js';
import type { WorkDefinition } from '../component/definition.js';
import type { ResolvedWorkOptions } from '../component/options.js';
import { StatusHistory } from '../component/status.js';
import { settingsOf, type WorkSettings } from '../component/with-options.js';
import { messageOf, QueueFullError, WorkFailedError } from '../errors.js';
import { type BodyResult, type Executor, isThenable } from '../executor/executor.js';
import type { CallKey } from '../identity/call-key.js';
import { isTransparentInstance } from '../identity/transparent.js';
import type { Call, CallOwner, Outcome } from '../ledger/call.js';
import { type CallRecord, recordOf } from '../ledger/call-record.js';
import { Ledger } from '../ledger/ledger.js';
import type { CallIdentity } from './call-identity.js';
import type { Host } from './host.js';
import { Lane } from './lane.js';
import { MissWatch } from './miss-watch.js';
import { outcomeOf } from './outcome.js';
import { currentPass, type PassUnderWay, runOutsidePass } from './pass-under-way.js';
import { Recall } from './recall.js';

/**
 * The calls of one work instance. Here, and nowhere else, it is decided whether a call is a hit, joins an equal one
 * that is under way, or is a miss, and what the caller gets:
 *
 *     alone       hit → the value     joined → the promise of the first     miss → run in place
 *     in a pass   hit → the value     joined or miss → blocking: the pass ends; parallel: a promise
 */
export class WorkDispatch implements CallOwner {
  readonly ledger = new Ledger();
  statuses = new StatusHistory(systemClock.now());
  successes = 0;

  readonly #settings: WorkSettings;
  readonly #recall: Recall;
  readonly #missWatch: MissWatch;
  readonly #lane = new Lane((call) => this.#execute(call));
  #host: Host | undefined;
  #executor: Executor | undefined;

  constructor(
    readonly work: object,
    readonly definition: WorkDefinition,
    private readonly identity: CallIdentity,
  ) {
    this.#settings = settingsOf(work, definition);
    this.#recall = new Recall(this.ledger.records, identity.hasher);
    this.#missWatch = new MissWatch(identity);
  }

  get options(): ResolvedWorkOptions {
    return this.#settings.options;
  }

  get host(): Host | undefined {
    return this.#host;
  }

  get label(): string {
    return this.#host?.path ?? this.definition.name;
  }

  /** In an app a failure names the work; alone it reaches everybody who waits as it was thrown. */
  failureFrom(error: unknown): unknown {
    return this.#host === undefined ? error : new WorkFailedError(this.#host.path, error);
  }

  /** How many calls wait behind the running one. */
  get queueLength(): number {
    return this.#lane.length;
  }

  /** Whether a body is executing, or about to. */
  get isRunning(): boolean {
    return this.#lane.isBusy;
  }

  /** Resolves when no body is executing and no call waits. */
  whenQuiet(): Promise<void> {
    return this.#lane.whenFree();
  }

  /** Makes the work part of an app. */
  join(host: Host, executor: Executor): void {
    // What was remembered while the work stood alone may hold values that an app could not pass on.
    this.forgetAll();
    this.ledger.abandonAll();
    this.#host = host;
    this.#executor = executor;
    this.statuses = new StatusHistory(host.clock.now());
  }

  /** Ends the calls whose `run` has not begun. */
  stopPending(message: string): void {
    this.#lane.drain();
    for (const call of [...this.ledger.callsUnderWay()]) {
      if (call.phase === 'pending') this.#settle(call, { kind: 'stopped', message });
    }
  }

  /** Submits one call from outside the passes, as is done with a work that is the root of its app. */
  submit(args: readonly unknown[], host: Host): Promise<unknown> {
    return this.#submit(this.identity.keyOf(args, this.options), args, host).promise();
  }

  /** Makes the work one on its own again: its calls end as stopped, and what a body still comes to is not heard. */
  leave(message: string): void {
    this.#lane.drain();
    for (const call of [...this.ledger.callsUnderWay()]) this.#settle(call, { kind: 'stopped', message });
    this.#host = undefined;
    this.#executor = undefined;
  }

  /** What `run(...args)` does. */
  call(args: readonly unknown[]): unknown {
    if (this.#host !== undefined) return this.#callInPass(args, this.#host);
    const pass = currentPass();
    if (pass === undefined) {
      const hit = this.#settings.isUnbounded ? this.#recall.find(args) : undefined;
      if (hit === undefined) return this.#callAlone(args);
      return hit.isReady ? hit.kept : hit.answer;
    }
    pass.adopt(this.work);
    return this.call(args);
  }

  /** Forgets the failures, so that the next calls execute, and lets the flow make them. */
  retry(): void {
    this.ledger.forgetFailures();
    this.#host?.onForgotten();
  }

  /** Forgets what is known of one call, so that the next one executes; true if there was a record of it. */
  forget(args: readonly unknown[]): boolean {
    this.#recall.clear();
    const hadRecord = this.ledger.forget(this.identity.keyOf(args, this.options));
    this.#host?.onForgotten();
    return hadRecord;
  }

  /** Forgets all results and failures, so that the next calls execute. */
  forgetAll(): void {
    this.#recall.clear();
    this.ledger.forgetAll();
    this.#host?.onForgotten();
  }

  /** The record of one call, if it counts. */
  recordOf(args: readonly unknown[]): CallRecord | undefined {
    return this.ledger.find(this.identity.keyOf(args, this.options), this.options, this.#now);
  }

  #callAlone(args: readonly unknown[]): unknown {
    const { options } = this.#settings;
    if (!options.cacheCalls) return this.definition.body.apply(this.work, args as unknown[]);

    const key = this.identity.keyOf(args, options);
    const record = this.#findHit(key, args);
    if (record !== undefined) return record.answer;
    const joined = this.ledger.underWay(key);
    return joined === undefined ? this.#runInPlace(key, args) : joined.promise();
  }

  /** A miss of a work on its own. Only a result is recorded: what was thrown is the caller's, and is tried again. */
  #runInPlace(key: CallKey, args: readonly unknown[]): unknown {
    this.#noteMiss(args);
    const returned = this.definition.body.apply(this.work, args as unknown[]);
    if (!isThenable(returned)) {
      return this.ledger.record(key, this.#recordOfAlone(returned, false), this.options).answer;
    }
    const call = this.ledger.begin(key, args, this);
    this.ledger.start(call);
    return call.follow(
      Promise.resolve(returned)
        .then((value) => this.#recordOfAlone(value, true))
        .then(
          (record) => {
            this.ledger.settleAlone(call, { kind: 'succeeded', record }, this.options);
            return record.value;
          },
          (error: unknown) => {
            this.ledger.settleAlone(call, { kind: 'failed', reason: 'userException', error }, this.options);
            throw error;
          },
        ),
    );
  }

  #recordOfAlone(value: unknown, isAsync: boolean): CallRecord {
    const expiresAtMs = systemClock.now() + this.options.ttlMs;
    return recordOf(value, { isAsync, expiresAtMs, uncopyable: 'keep' });
  }

  #callInPass(args: readonly unknown[], host: Host): unknown {
    const pass = host.passUnderWay();
    const hit = this.#settings.isUnbounded ? this.#recall.find(args) : undefined;
    if (hit !== undefined) return this.#answerInPass(hit, pass, host);
    const { options } = this.#settings;
    const key = this.identity.keyOf(args, options);
    const record = options.cacheCalls ? this.#findHit(key, args) : undefined;
    if (record !== undefined) return this.#answerInPass(record, pass, host);

    const failure = this.ledger.failureOf(key);
    if (failure !== undefined) {
      // The flow has to learn of it. What is not cached is executed anew by the call after that.
      if (!options.cacheCalls) this.ledger.forgetFailure(key);
      if (options.parallel) return failure.promise();
      throw failure.failure();
    }

    const joined = this.ledger.underWay(key);
    const call = joined ?? this.#submit(key, args, host);
    if (joined !== undefined) host.onJoined(joined);
    if (options.parallel) return call.promise();
    if (!options.cacheCalls) this.#warnOfUnreachableCode(host);
    return pass.suspend({ paths: [host.path] });
  }

  #answerInPass(record: CallRecord, pass: PassUnderWay, host: Host): unknown {
    pass.noteHit(host);
    return this.options.parallel ? record.promise : record.answer;
  }

  /** A miss in a pass: the call waits its turn, with arguments that nobody can change any more. */
  #submit(key: CallKey, args: readonly unknown[], host: Host): Call {
    const { maxQueue } = this.options;
    if (this.#lane.length >= maxQueue) throw new QueueFullError(host.path, maxQueue);
    if (this.options.cacheCalls) this.#noteMiss(args);
    const call = this.ledger.begin(
      key,
      args.map((arg) => copyChangeable(arg, isTransparentInstance)),
      this,
    );
    this.#changeStatus('pending');
    host.onQueued(call);
    runOutsidePass(() => this.#lane.add(call));
    return call;
  }

  #execute(call: Call): void {
    const { work, definition } = this;
    this.#executor?.execute(
      { work, body: definition.body, args: call.args },
      {
        onStart: () => {
          if (call.phase === 'settled') return false;
          this.ledger.start(call);
          this.#changeStatus('running');
          this.#host?.onStarted(call);
          return true;
        },
        onEnd: (result) => this.#end(call, result),
      },
    );
  }

  #end(call: Call, result: BodyResult): void {
    // A call that was stopped has its outcome already; its body only makes room for the next one.
    if (call.phase !== 'settled') this.#settle(call, outcomeOf(result, this.options, this.#now()));
    this.#lane.release();
  }

  #settle(call: Call, outcome: Outcome): void {
    const { cacheCalls, raiseException } = this.options;
    this.ledger.settle(call, outcome, this.options, cacheCalls);
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
    this.#host?.onSettled(call, outcome.kind === 'failed' && raiseException);
  }

  #now = (): number => (this.#host?.clock ?? systemClock).now();

  #findHit(key: CallKey, args: readonly unknown[]): CallRecord | undefined {
    const record = this.ledger.find(key, this.options, this.#now);
    if (record === undefined) return undefined;
    this.#recall.noteAnswer(args, record);
    return record;
  }

  #noteMiss(args: readonly unknown[]): void {
    const warning = this.#missWatch.noteMiss(args, this.#recall.noteMiss(), this.label, this.options);
    if (warning === undefined) return;
    if (this.#host === undefined) process.emitWarning(warning, 'WorkloopWarning');
    else this.#host.warnOnce(warning);
  }

  #warnOfUnreachableCode(host: Host): void {
    host.warnOnce(
      `\`${host.path}\` has \`cacheCalls: false\` and blocks: no call of it ever completes a pass, so the code below ` +
        'the call is never reached. Set `parallel: true`, or let its calls be cached.',
    );
  }

  #changeStatus(name: 'pending' | 'running' | 'succeeded'): void;
  #changeStatus(
    name: 'failed' | 'stopped',
    reason: 'userException' | 'invalidResult' | 'stopped',
    message: string,
  ): void;
  #changeStatus(
    name: 'pending' | 'running' | 'succeeded' | 'failed' | 'stopped',
    reason?: 'userException' | 'invalidResult' | 'stopped',
    message?: string,
  ): void {
    const atMs = this.#now();
    this.statuses.add(
      reason === undefined || message === undefined ? { name, atMs } : { name, atMs, reason, message },
    );
  }
}
