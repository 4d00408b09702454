import type { EndRequest, MadeWork, PassUnderWay, SuspensionReason } from '../call/pass-under-way.js';
import type { ScheduleRequest } from '../call/schedule-request.js';
import { EndSignal, Suspension } from '../call/signals.js';
import { SwallowedSuspensionError } from '../errors.js';
import type { CallSource } from '../ledger/call-promise.js';

/** What a pass asks of the app that it is a pass of. */
export interface PassOwner {
  now(): number;
  noteHit(work: MadeWork, args: readonly unknown[]): void;
  noteMet(work: MadeWork, args: readonly unknown[]): void;
  noteRead(sources: readonly CallSource[]): void;
  noteWaiting(calls: readonly CallSource[]): void;
  endsBefore(path: string): boolean;
  isDue(request: ScheduleRequest): boolean;
  admit(component: object): boolean;
  adopt(work: object): void;
  warnOnce(message: string): void;
  requestEnd(request: EndRequest): void;
  fail(error: unknown): void;
  wakeAfter(promise: PromiseLike<unknown>): void;
}

/** One execution of the root flow's `run`. */
export class Pass implements PassUnderWay {
  /** What the pass waits for, once it has been suspended. */
  suspension: SuspensionReason | undefined;
  isOver = false;

  constructor(
    /** Counts from 1. */
    readonly number: number,
    private readonly owner: PassOwner,
    /** Whether parts of the pass go on beside each other, so that one can be suspended before another. */
    private readonly isAsync: boolean,
  ) {}

  checkGoingOn(): void {
    if (this.suspension === undefined || this.isAsync) return;
    this.owner.fail(new SwallowedSuspensionError(this.suspension.paths[0] ?? 'a call'));
    throw new Suspension(this.suspension);
  }

  wakeAfter(promise: PromiseLike<unknown>): void {
    this.owner.wakeAfter(promise);
  }

  suspend(reason: SuspensionReason): never {
    this.suspension ??= reason;
    this.owner.noteWaiting(reason.calls);
    throw new Suspension(reason);
  }

  end(request: EndRequest): never {
    this.checkGoingOn();
    this.owner.requestEnd(request);
    throw new EndSignal(request);
  }

  now(): number {
    return this.owner.now();
  }

  noteHit(work: MadeWork, args: readonly unknown[]): void {
    this.owner.noteHit(work, args);
  }

  noteMet(work: MadeWork, args: readonly unknown[]): void {
    this.owner.noteMet(work, args);
  }

  noteRead(sources: readonly CallSource[]): void {
    this.owner.noteRead(sources);
  }

  beforeMiss({ path }: { readonly path: string }): void {
    if (this.owner.endsBefore(path)) this.suspend({ paths: [path], calls: [] });
  }

  isDue(request: ScheduleRequest): boolean {
    return this.owner.isDue(request);
  }

  admit(component: object): boolean {
    return this.owner.admit(component);
  }

  adopt(work: object): void {
    this.owner.adopt(work);
  }

  warnOnce(message: string): void {
    this.owner.warnOnce(message);
  }
}
