import { currentPass, type EndRequest } from '../call/pass-under-way.js';
import type { Clock } from '../clock.js';
import { messageOf } from '../errors.js';
import type { OutputLine } from '../executor/output-line.js';
import type { Redact } from '../ledger/why/reason.js';
import type { ResolvedAppOptions } from './app-options.js';
import type { AppStore } from './durable/app-store.js';
import { Ending } from './ending.js';
import { AppEventBus } from './events.js';
import type { Onlooker } from './onlooker.js';
import type { Pass } from './pass.js';
import { PassControl } from './pass-control.js';
import { ScheduleBook } from './schedule/schedule-book.js';
import { type WakeReason, WakeUp } from './wake.js';

/** How often things happened in an app so far. */
export interface AppCounts {
  /** Passes that have begun. */
  passes: number;
  /** Calls that were executed: each is one `run` of a work that has begun. */
  executions: number;
  /** Calls in passes that were answered from the ledger. */
  hits: number;
  /** Calls in passes that met an equal one under way. */
  joins: number;
  /** Executions that failed. */
  failures: number;
}

/** Where an app's own lines go, and those of its works that run elsewhere. */
export interface Announcer {
  info(line: string): void;
  warn(line: string): void;
  output(path: string, line: OutputLine): void;
}

/** Somebody who has to look back at a pass when it has ended. */
export interface PassWitness {
  /** Whether it has to look back at every pass, and not at this one alone. */
  readonly isFollowed: boolean;
  /** The public fields that the pass left with another value, as `root.a.count`. */
  takeChangesOfPass(): readonly string[];
}

/** What the parts of one running app share. */
export class AppContext {
  readonly counts: AppCounts = { passes: 0, executions: 0, hits: 0, joins: 0, failures: 0 };
  readonly ending = new Ending();
  readonly events = new AppEventBus((error) => this.fail(error));
  readonly wakeUp: WakeUp;
  readonly schedules: ScheduleBook;
  /** Whether passes may begin. */
  readonly control = new PassControl();
  /** The pass that is under way, from its begin to its end. */
  pass: Pass | undefined;
  /** Calls that wait or run. */
  callsUnderWay = 0;
  /** How long a worker that is given up has for its `onExit`, in milliseconds. */
  graceMs: number;
  /** Who has something to tell of the pass under way, or of every pass. */
  readonly witnesses = new Set<PassWitness>();
  /** Where results and state outlive the process, once it is open. */
  store: AppStore | undefined;

  /** Who looks on, where somebody does. */
  onlooker: Onlooker | undefined;

  /** What of arguments may be shown. */
  readonly redact: Redact | undefined;

  readonly #said = new Set<string>();
  readonly #awaited = new WeakSet<PromiseLike<unknown>>();

  constructor(
    readonly clock: Clock,
    private readonly announcer: Announcer,
    { shutdownMs, redact }: Pick<ResolvedAppOptions, 'shutdownMs' | 'redact'>,
  ) {
    this.graceMs = shutdownMs;
    this.redact = redact;
    this.wakeUp = new WakeUp(clock, () => this.callsUnderWay > 0);
    this.schedules = new ScheduleBook(this);
  }

  /** Whether the calling code belongs to the pass under way. */
  get isInPass(): boolean {
    return this.pass !== undefined && this.pass === currentPass();
  }

  wake(reason: WakeReason): void {
    this.wakeUp.wake(reason);
  }

  /** Asks the app to end in good order. */
  requestEnd(request: EndRequest): void {
    this.ending.set({ kind: 'requested', request });
    this.wake('end');
  }

  /** Ends the app with an error that nobody handled. */
  fail(error: unknown): void {
    if (this.ending.current !== undefined) this.warnOnce(`After the end of the app: ${messageOf(error)}`);
    this.ending.set({ kind: 'failed', error });
    this.wake('end');
  }

  /** Begins a pass when a promise has settled. */
  wakeAfter(promise: PromiseLike<unknown>): void {
    if (this.#awaited.has(promise)) return;
    this.#awaited.add(promise);
    const wake = (): void => this.wake('callEnded');
    promise.then(wake, wake);
  }

  info(message: string): void {
    this.announcer.info(message);
    this.onlooker?.said('info', message);
  }

  warn(message: string): void {
    this.announcer.warn(message);
    this.onlooker?.said('warn', message);
  }

  warnOnce(message: string): void {
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.warn(message);
  }

  /** Passes on what a work printed or logged elsewhere than on the app's own thread. */
  output(path: string, line: OutputLine): void {
    this.announcer.output(path, line);
    this.onlooker?.output(path, line);
    if (this.events.isHeard('work:output'))
      this.events.emit('work:output', { path, ...line, atMs: this.clock.now() });
  }
}
