import type { CallKey } from '../identity/call-key.js';
import { Stamp } from '../stamp.js';

/** Where the value of a call's promise comes from: the call while it is under way, its record afterwards. */
export interface CallSource {
  readonly isUnderWay: boolean;
  /** What messages call the work: its path in an app, else its class. */
  readonly label: string;
  /** Settles when the call has ended, whichever way. */
  settling(): PromiseLike<unknown>;
  /** Whether the result will still be there for a call after this one. */
  readonly isKept: boolean;
  /** What stands for the call by now: itself, or the record that took its place. */
  readonly current: CallSource;
  /** Whether it is the call with this key of the work with this label. */
  isCallOf(label: string, key: CallKey): boolean;
  /** The value of a call that has ended; throws the failure of one that failed. */
  read(): unknown;
}

class Marked extends Stamp {
  #source: CallSource;

  constructor(promise: Promise<unknown>, source: CallSource) {
    super(promise);
    this.#source = source;
  }

  static sourceOf(value: object): CallSource | undefined {
    return #source in value ? (value as Marked).#source : undefined;
  }
}

/** Notes on a promise which call it is the promise of, and returns it. */
export function markCallPromise<T>(promise: Promise<T>, source: CallSource): Promise<T> {
  new Marked(promise, source);
  return promise;
}

/** The call that a promise belongs to; `undefined` for a value that no call of a work returned. */
export function sourceOfCallPromise(value: unknown): CallSource | undefined {
  return typeof value === 'object' && value !== null ? Marked.sourceOf(value) : undefined;
}
