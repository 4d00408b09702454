import { type CallKey, NO_PRIMITIVE_KEY, primitiveKeyOf } from '../identity/call-key.js';
import type { CallRecord } from '../ledger/call-record.js';
import type { RecordIndex } from '../ledger/record-index.js';
import type { Hasher } from '../plan.js';

/** Stands for "no argument yet" where `undefined` is an argument. */
const NONE = Symbol('none');

/**
 * The short way to a hit, for works whose records count until they are forgotten: the call that was answered last is
 * known by its arguments, and a sole primitive argument is looked up as it is. Whoever forgets a record clears this.
 *
 * A call is noted only when it was answered twice in a row: who asks for something else each time would pay for the
 * note and never use it.
 */
export class Recall {
  /** The arguments of the noted call: a sole primitive that is its own key, or the leaves of an argument list. */
  #sole: unknown = NONE;
  #leaves: readonly unknown[] | undefined;
  #noted: CallRecord | undefined;
  /** The record of the last answer; `undefined` after a miss. */
  #last: CallRecord | undefined;

  constructor(
    private readonly records: RecordIndex,
    private readonly hasher: Hasher | undefined,
  ) {}

  /** The record that answers a call; `undefined` says nothing. */
  find(args: readonly unknown[]): CallRecord | undefined {
    if (args.length === 1) {
      const sole = args[0];
      // NaN and the two zeros are never noted: the first is unlike itself, and `===` cannot tell the others apart.
      if (sole === this.#sole) return this.#noted;
      if (typeof sole === 'number') {
        // Told that it is an integer, the engine looks it up in the Map without calling anything.
        const integer = sole | 0;
        if (integer === sole && integer !== 0)
          return this.#answered(integer, this.records.newest.get(integer));
      }
      const key = primitiveKeyOf(sole);
      if (key !== NO_PRIMITIVE_KEY) return this.#answered(key, this.records.newest.get(key));
    }
    if (this.#leaves !== undefined && this.hasher?.same?.(args, this.#leaves) === true) return this.#noted;
    return undefined;
  }

  /** Takes note of a call that was answered by way of its text. */
  noteAnswer(args: readonly unknown[], record: CallRecord): void {
    if (record === this.#last) {
      this.#sole = NONE;
      this.#leaves = this.hasher?.leaves?.(args);
      this.#noted = record;
    }
    this.#last = record;
  }

  /** Takes note of a miss; true if nothing was answered since the miss before it. */
  noteMiss(): boolean {
    const wasMissBefore = this.#last === undefined && this.#noted === undefined;
    this.clear();
    return wasMissBefore;
  }

  clear(): void {
    this.#sole = NONE;
    this.#leaves = undefined;
    this.#noted = undefined;
    this.#last = undefined;
  }

  #answered(key: CallKey, record: CallRecord | undefined): CallRecord | undefined {
    if (record !== this.#last) {
      if (record !== undefined) this.#last = record;
    } else if (record !== undefined && key !== 0) {
      this.#sole = key;
      this.#leaves = undefined;
      this.#noted = record;
    }
    return record;
  }
}
