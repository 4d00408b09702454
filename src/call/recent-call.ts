import type { CallKey } from '../identity/call-key.js';
import type { CallRecord } from '../ledger/call-record.js';
import type { Hasher } from '../plan.js';

/** Stands for "no argument yet" where `undefined` is an argument. */
const NONE = Symbol('none');

/**
 * The call that was answered last, so that whoever asks the same again and again is answered without a look into the
 * ledger. Only for records that count until they are forgotten; whoever forgets a record clears this.
 */
export class RecentCall {
  #sole: unknown = NONE;
  #leaves: readonly unknown[] | undefined;
  #record: CallRecord | undefined;

  constructor(private readonly hasher: Hasher | undefined) {}

  /** The record of the last call if this is the same one; `undefined` says nothing. */
  match(args: readonly unknown[]): CallRecord | undefined {
    // NaN and the two zeros are never put there: the first is unlike itself, and `===` cannot tell the others apart.
    if (args.length === 1 && args[0] === this.#sole) return this.#record;
    if (this.#leaves !== undefined && this.hasher?.same?.(args, this.#leaves) === true) return this.#record;
    return undefined;
  }

  /** Takes note of an answered call. */
  remember(args: readonly unknown[], key: CallKey, record: CallRecord): void {
    this.#record = record;
    // A key that is the argument itself is a primitive; a text never is, not even by chance (see `callKeyOf`).
    this.#sole = args.length === 1 && args[0] === key && key !== 0 ? key : NONE;
    this.#leaves = this.#sole === NONE ? this.hasher?.leaves?.(args) : undefined;
  }

  clear(): void {
    this.#sole = NONE;
    this.#leaves = undefined;
    this.#record = undefined;
  }
}
