import type { EndRequest, PassUnderWay, SuspensionReason } from '../call/pass-under-way.js';
import { EndSignal, Suspension } from '../call/signals.js';

/** What a pass asks of the app that it is a pass of. */
export interface PassOwner {
  now(): number;
  noteHit(path: string): void;
  adopt(work: object): void;
  warnOnce(message: string): void;
  requestEnd(request: EndRequest): void;
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
  ) {}

  suspend(reason: SuspensionReason): never {
    this.suspension ??= reason;
    throw new Suspension(reason);
  }

  end(request: EndRequest): never {
    this.owner.requestEnd(request);
    throw new EndSignal(request);
  }

  now(): number {
    return this.owner.now();
  }

  noteHit({ path }: { readonly path: string }): void {
    this.owner.noteHit(path);
  }

  adopt(work: object): void {
    this.owner.adopt(work);
  }

  warnOnce(message: string): void {
    this.owner.warnOnce(message);
  }
}
