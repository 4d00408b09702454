import { copyChangeable } from '../codec/copy.js';
import { StatusHistory, type StatusReason, type WorkStatusName } from '../component/status.js';
import type { WorkSettings } from '../component/with-options.js';
import { messageOf, QueueFullError, WorkFailedError } from '../errors.js';
import type { BodyResult, Slot } from '../executor/executor.js';
import type { CallKey } from '../identity/call-key.js';
import { isTransparentInstance } from '../identity/transparent.js';
import type { Call, CallOwner, Outcome } from '../ledger/call.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Host } from './host.js';
import { Lane } from './lane.js';
import { outcomeOf } from './outcome.js';
import { runOutsidePass } from './pass-under-way.js';

/** The misses of one work of an app, on their way from the call through the executor to their outcome. */
export class WorkQueue implements CallOwner {
  readonly statuses: StatusHistory;
  successes = 0;

  readonly #slot: Slot;
  readonly #lane = new Lane((call) => this.#execute(call));

  constructor(
    private readonly ledger: Ledger,
    private readonly settings: WorkSettings,
    private readonly host: Host,
  ) {
    this.#slot = host.executor().open(host.target);
    this.statuses = new StatusHistory(host.clock.now());
  }

  get label(): string {
    return this.host.path;
  }

  get keepsResults(): boolean {
    return this.settings.options.cacheCalls;
  }

  /** How many calls wait behind the running one. */
  get length(): number {
    return this.#lane.length;
  }

  /** Whether a body is executing, or about to. */
  get isBusy(): boolean {
    return this.#lane.isBusy;
  }

  /** Resolves when no body is executing and no call waits. */
  whenFree(): Promise<void> {
    return this.#lane.whenFree();
  }

  failureFrom(error: unknown): unknown {
    return new WorkFailedError(this.host.path, error);
  }

  /**
   * Takes on a call that waits its turn, with arguments that nobody can change any more.
   *
   * @throws {QueueFullError} where as many calls wait as the work's options allow.
   */
  submit(key: CallKey, args: readonly unknown[]): Call {
    const { maxQueue } = this.settings.options;
    if (this.#lane.length >= maxQueue) throw new QueueFullError(this.host.path, maxQueue);
    const copies = args.map((arg) => copyChangeable(arg, isTransparentInstance));
    const call = this.ledger.begin(key, copies, this);
    this.#changeStatus('pending');
    this.host.onQueued(call);
    runOutsidePass(() => this.#lane.add(call));
    return call;
  }

  /** Ends the calls whose `run` has not begun. */
  stopPending(message: string): void {
    this.#lane.drain();
    for (const call of [...this.ledger.callsUnderWay()]) {
      if (call.phase === 'pending') this.#settle(call, { kind: 'stopped', message });
    }
  }

  /** Ends all calls; what a body still comes to is not heard. */
  stopAll(message: string): void {
    this.#lane.drain();
    for (const call of [...this.ledger.callsUnderWay()]) this.#settle(call, { kind: 'stopped', message });
  }

  #execute(call: Call): void {
    this.#slot.execute(
      { args: call.args, attempt: 1, callKey: '' },
      {
        onStart: () => {
          if (call.phase === 'settled') return false;
          this.ledger.start(call);
          this.#changeStatus('running');
          this.host.onStarted(call);
          return true;
        },
        onEnd: (result) => this.#end(call, result),
      },
    );
  }

  #end(call: Call, result: BodyResult): void {
    // A call that was stopped has its outcome already; its body only makes room for the next one.
    if (call.phase !== 'settled') {
      this.#settle(call, outcomeOf(result, this.settings.options, this.host.clock.now()));
    }
    this.#lane.release();
  }

  #settle(call: Call, outcome: Outcome): void {
    const { options } = this.settings;
    this.ledger.settle(call, outcome, options, options.cacheCalls);
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
    this.host.onSettled(call, outcome.kind === 'failed' && options.raiseException);
  }

  #changeStatus(name: WorkStatusName, reason?: StatusReason, message?: string): void {
    const atMs = this.host.clock.now();
    const explained = reason === undefined || message === undefined ? {} : { reason, message };
    this.statuses.add({ name, atMs, ...explained });
  }
}
