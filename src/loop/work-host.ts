import type { DurableWork } from '../call/durable-work.js';
import type { Host, Retried } from '../call/host.js';
import { currentPass, type PassUnderWay } from '../call/pass-under-way.js';
import type { Clock } from '../clock.js';
import { type ExecutorName, executorOf } from '../component/options.js';
import type { OneWriter } from '../component/state/one-writer.js';
import { messageOf, OutsidePassError } from '../errors.js';
import type { Executor, WorkTarget } from '../executor/executor.js';
import type { Call } from '../ledger/call.js';
import type { Redact } from '../ledger/why/reason.js';
import type { AppContext } from './app-context.js';
import type { AppEvents, CallEvent } from './events.js';
import type { Executors } from './executors.js';

/** What a work's host is made of. */
export interface WorkHostParts {
  readonly app: AppContext;
  readonly executors: Executors;
  readonly target: WorkTarget;
  readonly writer: OneWriter;
  /** What the store has of the work; `undefined` where the app has none. */
  readonly durable?: DurableWork | undefined;
}

/** What one work sees of its app. */
export class WorkHost implements Host {
  readonly clock: Clock;
  readonly target: WorkTarget;
  readonly durable: DurableWork | undefined;

  readonly #app: AppContext;
  readonly #executors: Executors;
  readonly #writer: OneWriter;

  constructor({ app, executors, target, writer, durable }: WorkHostParts) {
    this.durable = durable;
    this.clock = app.clock;
    this.target = target;
    this.#app = app;
    this.#executors = executors;
    this.#writer = writer;
  }

  get path(): string {
    return this.target.path;
  }

  get graceMs(): number {
    return this.#app.graceMs;
  }

  get run(): number {
    return this.#app.store?.run ?? 1;
  }

  get redact(): Redact | undefined {
    return this.#app.redact;
  }

  executor(): Executor {
    return this.#executors.of(this.#executorName());
  }

  random(): number {
    return Math.random();
  }

  begin(): Promise<void> | undefined {
    return this.#app.control.begin();
  }

  resetState(): void {
    this.target.state.reset();
  }

  passUnderWay(): PassUnderWay {
    // The work's app first, then its pass: two apps in one process never mix.
    const { pass } = this.#app;
    if (pass !== undefined && pass === currentPass()) {
      // An asynchronous pass may go on after the end was asked for, and must not set off anything any more.
      if (this.#app.ending.current !== undefined) pass.end({ exitCode: 1, reason: 'the app has ended' });
      pass.checkGoingOn();
      return pass;
    }
    throw new OutsidePassError(
      `\`${this.path}\` belongs to a running app and was called outside a pass of it. ` +
        'Call it in the `run` of a flow of that app, not in a callback, a timer or the `run` of a work, and await flows ' +
        'whose `run` is async; ' +
        'for use elsewhere make an instance of its own.',
    );
  }

  warnOnce(message: string): void {
    this.#app.warnOnce(message);
  }

  onLooking(): void {
    this.#app.callsUnderWay++;
  }

  onLookedUp(isFound: boolean): void {
    this.#app.callsUnderWay--;
    if (isFound) this.#app.wake('callEnded');
  }

  onQueued(call: Call): void {
    this.#app.callsUnderWay++;
    const { events, onlooker } = this.#app;
    onlooker?.callQueued(this, call);
    if (!events.isHeard('call:queued')) return;
    const reason = call.cause?.describe() ?? { kind: 'unknown' };
    events.emit('call:queued', { ...this.#eventOf(call), reason });
  }

  onStarted(call: Call): void {
    this.#app.counts.executions++;
    this.#writer.callBegan(call);
    this.#app.onlooker?.callStarted(this, call);
    this.#emit('call:started', call);
  }

  onJoined(call: Call): void {
    this.#app.counts.joins++;
    this.#emit('call:joined', call);
  }

  onRetried(call: Call, retried: Retried): void {
    const { events, onlooker } = this.#app;
    const { attempt, delayMs, error } = retried;
    this.#writer.callEnded(call);
    onlooker?.callRetried(this, call, retried);
    if (events.isHeard('call:retried'))
      events.emit('call:retried', { ...this.#eventOf(call), attempt, delayMs, error });
  }

  onForgotten(): void {
    this.#app.wake('stateSet');
  }

  onSettled(call: Call, endsApp: boolean): void {
    const app = this.#app;
    app.callsUnderWay--;
    this.#writer.callEnded(call);
    if (call.outcome?.kind === 'failed') app.counts.failures++;
    app.onlooker?.callSettled(this, call);
    this.#emitSettled(call);
    if (call.outcome?.kind === 'failed') this.#handleFailure(call.outcome.error, endsApp);
    app.wake('callEnded');
  }

  /** By the work's options, as far as its class allows. */
  #executorName(): ExecutorName {
    const { definition, options, path } = this.target;
    const name = executorOf(options);
    const isAskedFor = options.executor !== undefined;
    const isUsable = isAskedFor || definition.plan !== undefined || !this.#executors.haveWorkers;
    if (name === 'inline' || isUsable) return name;
    this.warnOnce(
      `\`${path}\` runs on the app's own thread, because its class \`${definition.name}\` was compiled without the ` +
        "transformer, so no worker thread could find it. Compile with `tspc`, or say so: `executor: 'inline'`.",
    );
    return 'inline';
  }

  #handleFailure(error: unknown, endsApp: boolean): void {
    const app = this.#app;
    if (app.ending.current !== undefined) {
      app.warnOnce(`\`${this.path}\` failed while the app was ending: ${messageOf(error)}`);
    } else if (endsApp) app.fail(error);
  }

  #emit(name: 'call:started' | 'call:joined', call: Call): void {
    if (this.#app.events.isHeard(name)) this.#app.events.emit(name, this.#eventOf(call));
  }

  #emitSettled(call: Call): void {
    const { events } = this.#app;
    if (call.outcome === undefined || !events.isHeard('call:settled')) return;
    const { kind } = call.outcome;
    const failure = call.outcome.kind === 'failed' ? { error: call.outcome.error } : undefined;
    const event: AppEvents['call:settled'][0] = Object.assign(
      this.#eventOf(call),
      { outcome: kind },
      failure,
    );
    events.emit('call:settled', event);
  }

  #eventOf(call: Call): CallEvent {
    return { path: this.path, call: call.number, args: call.args, atMs: this.clock.now() };
  }
}
