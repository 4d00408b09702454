import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallKey } from '../identity/call-key.js';
import type { CallSource } from '../ledger/call-promise.js';
import type { ScheduleRequest } from './schedule-request.js';

/** What a call and the verbs (`use`, `now`, `stop`, `fail`, `schedule`) see of the pass that they are made in. */
export interface PassUnderWay {
  /** Whether the pass has ended. What it set off and left running, a timer say, still finds it and is outside of it. */
  readonly isOver: boolean;
  /**
   * Called before anything is done in the pass: a synchronous pass that has been suspended cannot be going on, unless a
   * `catch` or `finally` of the flow swallowed the suspension. Ends the app then, and the pass.
   */
  checkGoingOn(): void;
  /** Begins a pass when a promise has settled, whoever it belongs to. */
  wakeAfter(promise: PromiseLike<unknown>): void;
  /** Ends the pass where it stands, until something that it waits for has ended. Never returns. */
  suspend(reason: SuspensionReason): never;
  /** Ends the pass where it stands and the app with it. Never returns. */
  end(request: EndRequest): never;
  /** The app's time, in milliseconds since the epoch. */
  now(): number;
  /** Counts a call that was answered from the ledger of its work. */
  noteHit(work: MadeWork, args: readonly unknown[]): void;
  /** Takes note of a call that joined an equal one under way, or met its failure. */
  noteMet(work: MadeWork, args: readonly unknown[]): void;
  /** Takes note of calls whose values are asked for by their promises. */
  noteRead(sources: readonly CallSource[]): void;
  /** Called before a new call is queued; ends the pass where it must not be, see `schedule`. */
  beforeMiss(work: { readonly path: string }): void;
  /** Whether a tick of a schedule is to be given in this pass. */
  isDue(request: ScheduleRequest): boolean;
  /** Says something on stderr, once for each text. */
  warnOnce(message: string): void;
  /** Lets a component join the app that came into the tree during the pass; true where it is of the app now. */
  admit(component: object): boolean;
  /** Lets a work join as {@link admit} does; throws where it is not in the tree. */
  adopt(work: object): void;
}

/** The work of a call that is made in a pass. */
export interface MadeWork {
  /** Its path. */
  readonly label: string;
  readonly options: { readonly parallel: boolean };
  keyOf(args: readonly unknown[]): CallKey;
}

/** What a suspended pass waits for. */
export interface SuspensionReason {
  /** Paths of the works whose calls it waits for. */
  readonly paths: readonly string[];
  /** The calls themselves. */
  readonly calls: readonly CallSource[];
}

/** A wish of a flow to end the app. */
export interface EndRequest {
  readonly exitCode: 0 | 1;
  readonly reason: string;
}

/**
 * The pass that is executing, in a module variable: a synchronous pass cannot be interrupted by anybody else's code,
 * and asking a variable costs nothing.
 */
let syncPass: PassUnderWay | undefined;

/**
 * The pass of an asynchronous flow has to be told from what happens between its awaits. Made only for the first such
 * flow, because it makes every await of the process dearer.
 */
let asyncPasses: AsyncLocalStorage<PassUnderWay | undefined> | undefined;

/** The pass that the calling code belongs to. */
export function currentPass(): PassUnderWay | undefined {
  const pass = syncPass ?? asyncPasses?.getStore();
  return pass?.isOver === true ? undefined : pass;
}

/** Runs the code of a synchronous pass. */
export function runInPass<T>(pass: PassUnderWay, code: () => T): T {
  const outer = syncPass;
  syncPass = pass;
  try {
    return code();
  } finally {
    syncPass = outer;
  }
}

/** Runs the code of an asynchronous pass: what it calls, and what goes on after its awaits, belongs to the pass. */
export function runInAsyncPass<T>(pass: PassUnderWay, code: () => T): T {
  asyncPasses ??= new AsyncLocalStorage();
  return asyncPasses.run(pass, code);
}

/** Runs code that a pass set off but that does not belong to it, such as the body of a work. */
export function runOutsidePass<T>(code: () => T): T {
  const outer = syncPass;
  syncPass = undefined;
  try {
    return asyncPasses === undefined ? code() : asyncPasses.run(undefined, code);
  } finally {
    syncPass = outer;
  }
}
