import { currentPass, type PassUnderWay } from '../call/pass-under-way.js';
import { soleRunningApp } from '../call/running-apps.js';
import { isPlainObject } from '../codec/plain.js';
import { describe, NotACallError, OutsidePassError } from '../errors.js';
import { type CallSource, sourceOfCallPromise } from '../ledger/call-promise.js';

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
  const pending = sources.filter((source) => source.isUnderWay);
  if (pending.length === 0) return;
  for (const source of pending) {
    if (!source.isKept) pass.warnOnce(neverThere(source.label));
    pass.wakeAfter(source.settling());
  }
  pass.suspend({ paths: pending.map((source) => source.label) });
}

function neverThere(label: string): string {
  return (
    `\`use\` waits for \`${label}\`, which has \`cacheCalls: false\`: by the time its result is there, the next call ` +
    'executes anew, so the code below is never reached. Let its calls be cached, or do not wait for them.'
  );
}
