import type { AppResult } from '../app.js';
import type { AppCounts } from '../loop/app-context.js';
import type { AppOptions } from '../loop/app-options.js';
import { Engine } from '../loop/engine.js';
import type { AppEvents } from '../loop/events.js';
import { InlineOnly } from '../loop/executors.js';
import { VirtualClock } from './virtual-clock.js';

/** What a test app may be told, besides what an app may. */
export interface TestAppOptions extends AppOptions {
  /**
   * Where the clock stands at first: a date, an ISO text, or milliseconds since the epoch.
   * @default '2026-01-01T00:00:00.000Z'
   */
  readonly at?: Date | string | number;
}

/** What one pass came to. */
export type PassReport = AppEvents['pass:ended'][0];

/**
 * An app under a virtual clock, for tests: no pass runs and no time passes unless it is asked for. The clock drives
 * `now()` and the heartbeat, and `Date` inside passes and inline works; nothing waits for a real timer. All works run
 * inline, whatever their `executor`, because the clock holds nowhere else. The app's own lines are kept instead of printed, and signals and `process.exitCode` are left alone.
 *
 *     const app = new TestApp(new Daily(), { at: '2026-01-01' });
 *     await app.idle();                       // passes until nothing is left to do
 *     await app.advance(24 * 3_600_000);      // one day on, heartbeat by heartbeat
 *     await app.close();
 */
export class TestApp {
  readonly clock: VirtualClock;
  /** What the app warned of, oldest first. */
  readonly warnings: string[] = [];
  /** What works logged by their `callContext().log`, oldest first, as an app prints it: `[root.trainer] epoch 3`. */
  readonly output: string[] = [];

  readonly #engine: Engine;
  readonly #ended: Promise<AppResult>;
  /** Passes that may begin; `Infinity` while the app runs freely. */
  #admitted = 0;
  #admit: (() => void) | undefined;

  /**
   * The app is under way from here on, and waits before its first pass.
   *
   * @throws {AppStateError} where the root is no component.
   * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
   */
  constructor(root: object, { at = '2026-01-01T00:00:00.000Z', ...options }: TestAppOptions = {}) {
    this.clock = new VirtualClock(at);
    this.#engine = new Engine(root, options, {
      clock: this.clock,
      announcer: {
        info: () => undefined,
        warn: (line) => void this.warnings.push(line),
        output: (path, { text }) => void this.output.push(`[${path}] ${text}`),
      },
      gate: () => this.#gate(),
      executors: new InlineOnly(this.clock),
    });
    this.#ended = this.#run();
    // Whoever is interested awaits `ended`, or `close()`; until then a failure must not end the test's process.
    this.#ended.catch(() => undefined);
  }

  /** How often things happened so far. */
  get counts(): Readonly<AppCounts> {
    return { ...this.#engine.context.counts };
  }

  /** Settles as `App.run()` would: with the result of an end in good order, else with the error. */
  get ended(): Promise<AppResult> {
    return this.#ended;
  }

  /** Whether the app has come to its end. */
  get hasEnded(): boolean {
    return this.#engine.context.ending.current !== undefined;
  }

  /** Calls `listener` at each event of a name, from now on; returns what takes it off again. */
  on<Name extends keyof AppEvents>(name: Name, listener: (...event: AppEvents[Name]) => void): () => void {
    return this.#engine.context.events.on(name, listener);
  }

  /** Lets exactly one pass run, due or not, and resolves with its report when it has ended; time stands still. */
  async pass(): Promise<PassReport> {
    // As between any two passes, what waits on the event loop has its turn: the works that the last one set off begin.
    if (this.counts.passes > 0) await nextTurn();
    const report = new Promise<PassReport | undefined>((resolve) => {
      const off = this.on('pass:ended', (event) => {
        off();
        resolve(event);
      });
      this.#ended.then(
        () => resolve(undefined),
        () => resolve(undefined),
      );
    });
    // A loop that does not rest has a pass due already, and a further reason would begin a second one.
    if (this.#engine.context.wakeUp.isAwaited) this.#engine.context.wake('heartbeat');
    this.#open(1);
    const ended = await report;
    if (ended === undefined)
      throw new Error('The app has ended: there are no more passes. See `ended` for how.');
    return ended;
  }

  /**
   * Lets passes run and calls execute until nothing is left to do before the clock moves, or the app has ended. Time
   * stands still. Does not resolve while the `run` of a work waits for something that does not come.
   */
  async idle(): Promise<void> {
    this.#open(Number.POSITIVE_INFINITY);
    try {
      while (!this.hasEnded && !this.#engine.isIdle) await nextTurn();
    } finally {
      this.#admitted = 0;
    }
  }

  /** Moves the clock by `ms` milliseconds, from alarm to alarm; before the first and after each the app goes idle. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.clock.now() + ms;
    await this.idle();
    for (;;) {
      const nextMs = this.clock.nextAlarmMs;
      if (this.hasEnded || nextMs === undefined || nextMs > untilMs) break;
      this.clock.moveTo(nextMs);
      await this.idle();
    }
    this.clock.moveTo(untilMs);
  }

  /**
   * Ends the app, if it has not ended, without waiting for a `run` that takes more than a turn of the event loop, and
   * resolves when it has; rejects with the error that ended it, if one did.
   */
  async close(): Promise<AppResult> {
    this.#engine.context.requestEnd({ exitCode: 0, reason: 'the test app was closed' });
    this.#open(Number.POSITIVE_INFINITY);
    try {
      await nextTurn();
      await nextTurn();
      // What still runs is waited for until the alarm of the shutdown, which on this clock is now.
      this.clock.moveTo(this.clock.nextAlarmMs ?? this.clock.now());
      return await this.#ended;
    } finally {
      this.clock.close();
    }
  }

  async #run(): Promise<AppResult> {
    // Whoever made the app has this turn to listen for its first event.
    this.#engine.claimRun();
    await Promise.resolve();
    const end = await this.#engine.run();
    if (end.kind === 'failed') throw end.error;
    return end.request;
  }

  #gate(): Promise<void> | undefined {
    if (this.#admitted > 0) {
      this.#admitted--;
      return undefined;
    }
    return new Promise((resolve) => {
      this.#admit = resolve;
    });
  }

  #open(passes: number): void {
    const admit = this.#admit;
    this.#admit = undefined;
    this.#admitted = admit === undefined ? passes : passes - 1;
    admit?.();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
