import { currentPass, type PassUnderWay } from '../call/pass-under-way.js';
import { soleRunningApp } from '../call/running-apps.js';
import { isPlainObject } from '../codec/plain.js';
import { describe, NotACallError, OutsidePassError } from '../errors.js';
import { type CallSource, sourceOfCallPromise } from '../ledger/call-promise.js';
import { isWorker, requestEndInWorker } from '../worker-mode.js';
import { resolveScheduleOptions, type ScheduleOptions } from './schedule/schedule-options.js';

/** What `use` takes: the promise of a call, or several of them in an array or a record. */
export type CallPromises =
  | PromiseLike<unknown>
  | readonly PromiseLike<unknown>[]
  | Readonly<Record<string, PromiseLike<unknown>>>;

/** What `use` gives for what it took. */
export type Used<Promises> =
  Promises extends PromiseLike<infer Value>
    ? Value
    : { -readonly [Key in keyof Promises]: Promises[Key] extends PromiseLike<infer Value> ? Value : never };

/**
 * The value of a call's promise, or of several: at once where every call has ended, else the pass ends here, and a
 * later one gets the value. Several are waited for together. Only in the pass of a flow.
 *
 * @throws {NotACallError} where something else than the promise of a call of a work is given.
 * @throws {WorkFailedError} where a call failed.
 * @throws {OutsidePassError} outside the pass of a flow.
 */
export function use<const Promises extends CallPromises>(promises: Promises): Used<Promises> {
  const pass = passOf('use');
  const sole = sourceOfCallPromise(promises);
  if (sole !== undefined) {
    waitFor([sole], pass);
    return sole.read() as Used<Promises>;
  }
  const sources = sourcesIn(promises);
  waitFor(Object.values(sources), pass);
  if (Array.isArray(promises)) return Object.values(sources).map((source) => source.read()) as Used<Promises>;
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [name, source.read()]),
  ) as Used<Promises>;
}

/**
 * The time by the app's clock; outside a pass, by the machine's.
 */
export function now(): Date {
  const pass = currentPass();
  return pass === undefined ? new Date() : new Date(pass.now());
}

/**
 * Whether a tick is due: true in one pass for each time that a cron text means, false in the others. Only in the pass of
 * a flow. A tick begins a pass by itself, also where there is no heartbeat.
 *
 *     if (schedule('0 6 * * 1-5', { timezone: 'Europe/Berlin' })) void this.report.run(today);
 *
 * - The text has five fields (minute, hour, day of the month, month, day of the week), or six with seconds before them, or
 *   is `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly` or `@annually`.
 * - The first tick is the first such time after the schedule is met for the first time; that pass gets false.
 * - A tick is given once, whatever the flow waits for outside the branch; what is to be done once for it belongs in there.
 *   One that falls while the flow waits is given to the first pass after it, and several are given as one (but see
 *   `catchUp`).
 * - A branch that waits for a call itself is gone on with when the call has ended: it is begun again with `true`, until it
 *   has run through once. Meanwhile the answer is false, and the flow goes on beside the branch. To know where a wait
 *   stands, the flow is passed through once without the tick; a wait that it comes to then is outside the branch.
 * - Call what such a branch waits for with arguments that stay the same until it has run through, the date for example: with
 *   others it would be a new call; instead the pass ends there and the tick is done. It is done as well where the branch
 *   waits for a call with `cacheCalls: false`, or for the very call that the flow waits for elsewhere, too.
 * - Each flow has schedules of its own, and each place in its code that asks; at one place, another cron text, timezone or
 *   `key` is another schedule. Without the transformer the place is not known, nor which flow of the app asks.
 * - A flow that leaves the tree loses its schedules; when it comes back, they begin anew. So does everything when the app
 *   is started again. A clock that is set back brings no tick a second time.
 * - Where the clocks change, a time of day that is left out counts as the first moment after the gap, and one that comes
 *   twice counts once; a field with `*` or a step goes on through the hour that comes twice.
 *
 * @throws {InvalidOptionError} where the cron text or an option is none, or where no time ever matches.
 * @throws {OutsidePassError} outside the pass of a flow.
 */
export function schedule(cron: string, options?: ScheduleOptions): boolean;
export function schedule(cron: string, options?: ScheduleOptions, place?: SchedulePlace): boolean {
  const pass = passOf('schedule');
  return pass.isDue({ cron, ...resolveScheduleOptions(options), site: place?.site, asker: place?.flow });
}

/** What the transformer passes as the third argument of `schedule`. */
interface SchedulePlace {
  readonly site: string;
  /** `this`, where there is one. */
  readonly flow?: unknown;
}

/**
 * Ends the app with exit code 0. In a pass nothing after it is executed; elsewhere in the process, in the `run` of a
 * work for example, it returns and the app ends soon.
 *
 * @throws {OutsidePassError} outside a pass, where not exactly one app runs in this process.
 */
export function stop(message = 'stop() was called'): void {
  end('stop', 0, message);
}

/**
 * Ends the app with exit code 1. In a pass nothing after it is executed; elsewhere in the process it returns and the
 * app ends soon.
 *
 * @throws {OutsidePassError} outside a pass, where not exactly one app runs in this process.
 */
export function fail(message = 'fail() was called'): void {
  end('fail', 1, message);
}

function end(verb: string, exitCode: 0 | 1, reason: string): void {
  const pass = currentPass();
  if (pass !== undefined) pass.end({ exitCode, reason });
  if (isWorker) {
    requestEndInWorker({ exitCode, reason });
    return;
  }
  const app = soleRunningApp();
  if (app === undefined) throw noSoleApp(verb);
  app.requestEnd({ exitCode, reason });
}

function noSoleApp(verb: string): OutsidePassError {
  return new OutsidePassError(
    `\`${verb}\` was called outside a pass, and not exactly one app runs in this process, so it cannot tell which one to ` +
      'end. Call it in the `run` of a flow; let a work return a result by which its flow decides.',
  );
}

function passOf(verb: string): PassUnderWay {
  const pass = currentPass();
  if (pass === undefined) throw outsidePass(verb);
  pass.checkGoingOn();
  return pass;
}

function outsidePass(verb: string): OutsidePassError {
  return new OutsidePassError(
    `\`${verb}\` acts on the pass under way, and there is none here. Call it in the \`run\` of a flow, ` +
      'not in a callback, a timer or the `run` of a work.',
  );
}

function sourcesIn(promises: unknown): Record<string, CallSource> {
  const isGroup =
    Array.isArray(promises) || (typeof promises === 'object' && promises !== null && isPlainObject(promises));
  if (!isGroup) throw notACall(promises, 'its argument');
  const sources: Record<string, CallSource> = {};
  for (const [name, promise] of Object.entries(promises as object)) {
    const source = sourceOfCallPromise(promise);
    if (source === undefined) throw notACall(promise, `\`${name}\``);
    sources[name] = source;
  }
  return sources;
}

function notACall(value: unknown, where: string): NotACallError {
  return new NotACallError(
    `\`use\` takes the promise that a call of a work returned, or an array or record of them; ${where} is ${describe(value)}. ` +
      'A work whose `run` is synchronous and that does not run in parallel returns its value itself: leave `use` out.',
  );
}

function waitFor(sources: readonly CallSource[], pass: PassUnderWay): void {
  pass.noteRead(sources);
  const pending = sources.filter((source) => source.isUnderWay);
  if (pending.length === 0) return;
  for (const source of pending) {
    if (!source.isKept) pass.warnOnce(neverThere(source.label));
    pass.wakeAfter(source.settling());
  }
  pass.suspend({ paths: pending.map((source) => source.label), calls: pending });
}

function neverThere(label: string): string {
  return (
    `\`use\` waits for \`${label}\`, which has \`cacheCalls: false\`: by the time its result is there, the next call ` +
    'executes anew, so the code below is never reached. Let its calls be cached, or do not wait for them.'
  );
}
