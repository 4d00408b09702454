import type { WorkDispatch } from '../call/dispatch.js';
import type { Host, Retried } from '../call/host.js';
import type { OutputLine } from '../executor/output-line.js';
import type { Call } from '../ledger/call.js';

/**
 * Somebody who looks on while an app runs: its view. Told of more than events tell, and without anything being put together
 * for it, so that each call of a method costs next to nothing; what it keeps is its own affair. Hits are not told of one by
 * one: each work counts its own. A method must not throw.
 */
export interface Onlooker {
  passStarted(pass: number, atMs: number): void;
  passEnded(pass: number, atMs: number, suspendedBy: readonly string[]): void;
  /** A miss waits for its turn; `call.cause` says why, when it is asked. */
  callQueued(host: Host, call: Call): void;
  /** An attempt begins. */
  callStarted(host: Host, call: Call): void;
  callRetried(host: Host, call: Call, retried: Retried): void;
  callSettled(host: Host, call: Call): void;
  /** A public field of a component has another value, or may have. */
  fieldChanged(component: object, field: string): void;
  /** A component has come, or gone. */
  treeChanged(): void;
  /** A component has come; told before anything is done with it. */
  joined(component: object): void;
  /** A work is about to go: what it counts from now on is not of this app. */
  workLeaves(work: WorkDispatch): void;
  /** All components are about to go, because the app has come to its end. */
  allLeave(): void;
  /** A work printed or logged a line elsewhere than on the app's own thread. */
  output(path: string, line: OutputLine): void;
  /** The framework itself says something. */
  said(level: 'info' | 'warn', text: string): void;
}
