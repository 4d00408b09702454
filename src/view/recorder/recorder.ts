import type { WorkDispatch } from '../../call/dispatch.js';
import type { Host, Retried } from '../../call/host.js';
import type { OutputLine } from '../../executor/output-line.js';
import type { Call } from '../../ledger/call.js';
import type { Engine } from '../../loop/engine.js';
import type { Onlooker } from '../../loop/onlooker.js';
import type { AppInfo, Delta, SeriesPoint, Snapshot } from '../api.js';
import { Allowance } from './allowance.js';
import { type AppFacts, appInfoOf, endedInfoOf, factsOf } from './app-info.js';
import { CallLog } from './call-log.js';
import { ComponentLog } from './component-log.js';
import { DeltaTimer } from './delta-timer.js';
import { HitLog } from './hit-log.js';
import { LineLog } from './line-log.js';
import { PassLog } from './pass-log.js';
import { Second } from './second.js';
import { StateLog } from './state-log.js';
import { textOfLine } from './value-text.js';

/** So long the texts of one delta may take to make, and those of fields at the ends of all passes before it. */
const TEXTS_MS = 2;
const FIELDS_MS = 1;
/** So long the end of the app waits for texts that there was no time for before. */
const LAST_TEXTS_MS = 500;
/** So long it waits for fields. */
const LAST_FIELDS_MS = 100;

const MOST_LINE = 4_000;
/** So many seconds of the charts wait for being told. */
const MOST_SECONDS = 600;
/** So many seconds pass, while nobody looks, until hits and passes of the same are told. */
const SECONDS_UNWATCHED = 10;

/** What a recorder is given. */
export interface RecorderParts {
  readonly engine: Engine;
  /** Takes what has happened; at most ten times a second. */
  readonly send: (delta: Delta) => void;
  /**
   * Whether it can take more now; else {@link Recorder.goOn} is called when it can.
   * @default always
   */
  readonly canSend?: () => boolean;
  readonly hasPanel: (component: object) => boolean;
}

/**
 * Writes down what happens in an app, as little of it as it can at once: what is to be told is put together a few times a
 * second, within bounds, and texts of values are not made before.
 */
export class Recorder implements Onlooker {
  readonly calls = new CallLog();
  readonly components: ComponentLog;
  readonly state: StateLog;

  readonly #engine: Engine;
  readonly #send: (delta: Delta) => void;
  readonly #canSend: () => boolean;
  readonly #facts: AppFacts;
  readonly #hits: HitLog;
  readonly #passes = new PassLog();
  readonly #lines = new LineLog();
  readonly #second = new Second();
  readonly #timer = new DeltaTimer({ onDelta: () => this.#tell(), onSecond: () => this.#endSecond() });
  #series: SeriesPoint[] = [];
  /** Of the last pass, to tell one that waits for something else from one more of the same. */
  #suspendedBy = '';
  #fieldsMs = FIELDS_MS;
  #isWatched = true;
  /** How many seconds have ended since something was told. */
  #secondsUntold = 0;
  /** Whether something is to be told as soon as that is possible. */
  #isHeldUp = false;

  constructor({ engine, send, canSend = () => true, hasPanel }: RecorderParts) {
    this.#engine = engine;
    this.#send = send;
    this.#canSend = canSend;
    this.#facts = factsOf(engine);
    this.components = new ComponentLog(engine, hasPanel);
    this.#hits = new HitLog(
      engine.context.counts,
      () => engine.members.works,
      (work) => this.components.changed(work),
    );
    this.state = new StateLog(engine);
  }

  /** Begins, with what there is already. */
  start(): Snapshot {
    const { components } = this.#takeComponents();
    this.state.look(this.#nowMs, new Allowance(Number.POSITIVE_INFINITY));
    this.#engine.context.onlooker = this;
    this.#timer.start();
    const none = { calls: [], hits: [], passes: [], logs: [], changes: [], series: [] } as const;
    return { app: this.appInfo(), components, ...none };
  }

  /** Ends, and gives the app as it is then. */
  close(): AppInfo {
    if (this.#engine.context.onlooker === this) this.#engine.context.onlooker = undefined;
    this.#timer.close();
    this.#hits.lookNow(this.#nowMs);
    this.#endLastSecond();
    const untilMs = performance.now() + LAST_TEXTS_MS;
    do this.flush();
    while (!this.calls.isTold || (!this.calls.isEmpty && performance.now() < untilMs));
    return endedInfoOf(this.#engine, this.#facts, this.#hits.savedMs);
  }

  appInfo(): AppInfo {
    return appInfoOf(this.#engine, this.#facts, this.#hits.savedMs);
  }

  /** Somebody looks from now on, and is told at once what is new; or nobody does. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    if (!isWatched) return;
    this.#lookForUntold();
    this.#tell();
  }

  /** Has a delta told soon, because something is different that nobody tells of. */
  noteChanged(): void {
    this.components.lookForHandled();
    this.#timer.soon();
  }

  /** Tells what it could not, if there was anything. */
  goOn(): void {
    if (!this.#isHeldUp) return;
    this.#isHeldUp = false;
    this.#timer.soon();
  }

  passStarted(pass: number, atMs: number): void {
    this.#passes.started(pass, atMs);
  }

  passEnded(pass: number, atMs: number, suspendedBy: readonly string[]): void {
    this.#passes.ended(pass, atMs, suspendedBy);
    this.#hits.look(atMs);
    if (this.state.isToBeLookedAt) this.#lookAtFields(atMs);
    // One more pass of the same, and its hits, are told at the end of the second, or later where nobody looks: an app that does
    // nothing but look at the clock costs next to nothing.
    const waitedFor = suspendedBy.length === 0 ? '' : suspendedBy.join();
    if (waitedFor !== this.#suspendedBy) this.#timer.soon();
    this.#suspendedBy = waitedFor;
  }

  callQueued(host: Host, call: Call): void {
    this.calls.queued(host, call, host.clock.now());
    this.components.changed(host.target.work);
    this.#timer.soon();
  }

  callStarted(host: Host, call: Call): void {
    this.calls.started(call, call.startedAtMs);
    this.components.started(host.target.work);
    this.#timer.soon();
  }

  callRetried(host: Host, call: Call, _retried: Retried): void {
    this.calls.retried(call, host.clock.now());
    this.components.changed(host.target.work);
    this.#timer.soon();
  }

  callSettled(host: Host, call: Call): void {
    const durationMs = this.calls.settled(call, call.endedAtMs);
    if (durationMs !== undefined) this.#second.executionEnded(durationMs);
    this.components.settled(host.target.work, call.outcome?.kind === 'failed', durationMs);
    this.#timer.soon();
  }

  fieldChanged(component: object, field: string): void {
    this.state.touched(component, field);
    this.#timer.soon();
  }

  treeChanged(): void {
    this.components.treeChanged();
    this.#timer.soon();
  }

  joined(component: object): void {
    this.state.joined(component);
  }

  workLeaves(work: WorkDispatch): void {
    this.#hits.left(work, this.#nowMs);
    this.components.left(work);
  }

  /** What there was no time to look at is looked at now: nobody finds it after this. */
  allLeave(): void {
    this.#hits.lookNow(this.#nowMs);
    this.#lookForJoined();
    this.state.look(this.#nowMs, new Allowance(LAST_FIELDS_MS));
    this.components.close();
  }

  output(path: string, { level, text }: OutputLine): void {
    this.#lines.add({ atMs: this.#nowMs, level, path, text });
    this.#timer.soon();
  }

  said(level: 'info' | 'warn', text: string): void {
    this.#lines.add({ atMs: this.#nowMs, level, text });
    this.#timer.soon();
  }

  /** Tells what has happened since the last time. */
  flush(): void {
    const atMs = this.#nowMs;
    this.#secondsUntold = 0;
    this.#fieldsMs = FIELDS_MS;
    const allowance = new Allowance(TEXTS_MS);
    const hits = this.#hits.take(atMs);
    const { components, order } = this.#takeComponents();
    const calls = this.calls.take(allowance);
    this.state.look(atMs, allowance);
    const series = this.#series;
    this.#series = [];
    this.#send({
      app: this.appInfo(),
      ...(order !== undefined && { order }),
      ...filled({
        components,
        calls,
        hits,
        passes: this.#passes.take(),
        logs: this.#lines.take((text, path) => this.#textOf(text, path)),
        changes: this.state.take(),
        series,
      }),
    });
    if (!this.calls.isEmpty || !this.state.isEmpty) this.#timer.soon();
  }

  /** What cannot be told now is kept within the bounds of each log, and told later. */
  #tell(): void {
    if (this.#canSend()) this.flush();
    else this.#isHeldUp = true;
  }

  #takeComponents(): ReturnType<ComponentLog['take']> {
    this.#lookForJoined();
    return this.components.take();
  }

  #lookForJoined(): void {
    this.components.look();
    for (const { component } of this.components.takeJoined()) this.state.joined(component);
  }

  get #nowMs(): number {
    return this.#engine.context.clock.now();
  }

  /** What a pass did to fields is best seen when it ends; where passes follow on each other fast, it has to wait. */
  #lookAtFields(atMs: number): void {
    if (this.#fieldsMs <= 0) return;
    const beganAtMs = performance.now();
    this.state.look(atMs, new Allowance(this.#fieldsMs));
    this.#fieldsMs -= performance.now() - beganAtMs;
  }

  #endSecond(): void {
    this.#series.push(this.#second.take(this.#nowMs, this.#engine.context.counts));
    if (this.#series.length > MOST_SECONDS) this.#series.shift();
    if (!this.#isWatched && ++this.#secondsUntold < SECONDS_UNWATCHED) return;
    this.#lookForUntold();
    this.#timer.soon();
  }

  /** What was counted since the last whole second is in the charts as well: many an app ends within its first. */
  #endLastSecond(): void {
    const { executions, hits, failures, ...rest } = this.#second.take(
      this.#nowMs,
      this.#engine.context.counts,
    );
    if (executions + hits + failures > 0) this.#series.push({ ...rest, executions, hits, failures });
  }

  /** Looks for what tells nobody. */
  #lookForUntold(): void {
    this.components.lookForMoved();
    this.components.lookForHandled();
  }

  #textOf(text: string, path = 'app'): string {
    return textOfLine(text, { redact: this.#engine.context.redact, work: path, name: 'log' }, MOST_LINE);
  }
}

/** Without the lists in which there is nothing. */
function filled<Lists extends Record<string, readonly unknown[]>>(lists: Lists): Partial<Lists> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<Lists>;
}
