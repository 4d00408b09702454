import { isFrozenData } from '../codec/deeply-frozen.js';
import { isImmutablePrimitive } from '../codec/plain.js';
import type { WorkDefinition } from '../component/definition.js';
import type { RunBody } from '../component/run-method.js';
import { type CallKey, NO_PRIMITIVE_KEY, primitiveKeyOf } from '../identity/call-key.js';
import type { CallRecord } from '../ledger/call-record.js';
import type { RecordIndex } from '../ledger/record-index.js';
import type { Hasher } from '../plan.js';
import { KnownLists } from './known-lists.js';
import { standInOf } from './stand-in.js';

/** Stands for "no argument" where `undefined` is an argument. */
const NONE = Symbol('none');

/** A power of two, so that the slot of a number is some of its bits. */
const SLOTS = 1024;
const noNumbers = new Float64Array(SLOTS).fill(Number.NaN);
const noAnswers: unknown[] = new Array<unknown>(SLOTS).fill(undefined);
/** A work that is asked for one number only, or for none, is not given the memory for many. */
const NUMBERS_BEFORE_SLOTS = 16;

/** The slot of a number in {@link Recall.numbers}. */
export function slotOf(number: number): number {
  return number & (SLOTS - 1);
}

/** The work that is asked for, and what it is. */
export interface RecalledWork {
  readonly work: object;
  readonly definition: WorkDefinition;
  /** What `run` does where it finds no answer itself. */
  call(args: readonly unknown[]): unknown;
}

/**
 * The short ways to a hit, for works whose records count until they are forgotten. Nothing is decided here: what is
 * found was found in the ledger before, and whoever forgets a record clears this.
 *
 * Three ways, the shortest last: a Map of primitives or of what one leaf of the arguments tells apart; the one call that
 * was answered twice in a row; and, for a work that stands alone, what `run` itself compares with.
 */
export class Recall {
  readonly work: object;
  readonly dispatch: RecalledWork;
  /**
   * The `run` that may answer from here; not the one of a base class, which is reached by `super.run`. Only declared: a
   * field that is written once, and not with `undefined` before, is as good as a constant to the engine.
   */
  declare readonly run: RunBody | undefined;

  // For `run`, to compare before it does anything else; only while the work stands alone. Numbers are kept apart, so
  // that the engine compares them as numbers. The zeros are nowhere here, because `===` cannot tell them apart, and NaN,
  // which is unlike itself, stands for "none".

  /** A sole number to which {@link notedAnswer} is the answer. */
  soleNumber = Number.NaN;
  /** A sole argument of another type to which {@link notedAnswer} is the answer. */
  sole: unknown = NONE;
  /** The leaves of arguments to which {@link notedAnswer} is the answer. */
  leaves: readonly unknown[] | undefined;
  notedAnswer: unknown;
  /** Sole numbers that were answered lately, each in its slot, to which {@link answers} has the answers. */
  numbers = noNumbers;
  answers = noAnswers;
  /** Whether anything was answered since this was set to false. */
  hasAnswered = false;

  #isOpenForRun = false;
  #numbersAnswered = 0;
  #isOpen = false;
  #sole: unknown = NONE;
  #leaves: readonly unknown[] | undefined;
  /** Arguments that nobody can change: the same ones are the same call, however large. */
  #frozenArgs: readonly unknown[] | undefined;
  #noted: CallRecord | undefined;
  /** The record of the last answer; `undefined` after a miss. */
  #last: CallRecord | undefined;
  readonly #lists: KnownLists;

  constructor(
    dispatch: RecalledWork,
    readonly records: RecordIndex,
    private readonly hasher: Hasher | undefined,
  ) {
    this.dispatch = dispatch;
    this.work = dispatch.work;
    this.run = standInOf(dispatch.definition);
    this.#lists = new KnownLists(hasher);
  }

  /** Says what may be asked here from now on: hits at all, and hits by `run` itself. */
  open({ forHits, forRun }: { readonly forHits: boolean; readonly forRun: boolean }): void {
    this.#isOpen = forHits;
    this.#isOpenForRun = forRun;
    this.clear();
  }

  /** Takes note that an answer was found here, and returns it. */
  answered(answer: unknown): unknown {
    this.hasAnswered = true;
    return answer;
  }

  /** The record that answers a call; `undefined` says nothing. */
  find(args: readonly unknown[]): CallRecord | undefined {
    if (!this.#isOpen) return undefined;
    if (args.length === 1) {
      const sole = args[0];
      if (sole === this.#sole) {
        this.hasAnswered = true;
        return this.#noted;
      }
      const key = primitiveKeyOf(sole);
      if (key !== NO_PRIMITIVE_KEY) return this.#findSole(key);
    }
    if (this.#isNoted(args)) {
      this.hasAnswered = true;
      return this.#noted;
    }
    return this.#findKnown(args);
  }

  /** Whether `run` may give {@link notedAnswer}, because the arguments are the ones of these {@link leaves}. */
  isRepeated(args: readonly unknown[], leaves: readonly unknown[]): boolean {
    // An accessor among the arguments may have had everything forgotten meanwhile.
    return this.hasher?.same?.(args, leaves) === true && this.leaves === leaves;
  }

  /** Takes note of a call that was answered by way of its text. */
  noteAnswer(args: readonly unknown[], record: CallRecord): void {
    this.hasAnswered = true;
    if (this.#isOpen) {
      const leaves = this.#lists.add(args, record)?.leaves;
      if (record === this.#last) this.#noteRepeated(args, record, leaves);
    }
    this.#last = record;
  }

  /** Takes note of a miss; true if nothing was answered since the miss before it. */
  noteMiss(): boolean {
    const isFollowingMiss = !this.hasAnswered;
    this.hasAnswered = false;
    return isFollowingMiss;
  }

  clear(): void {
    this.#clearForRun();
    this.numbers = noNumbers;
    this.answers = noAnswers;
    this.#numbersAnswered = 0;
    this.#sole = NONE;
    this.#leaves = undefined;
    this.#frozenArgs = undefined;
    this.#noted = undefined;
    this.#last = undefined;
    this.#lists.clear();
  }

  #isNoted(args: readonly unknown[]): boolean {
    if (this.#leaves !== undefined) return this.hasher?.same?.(args, this.#leaves) === true;
    const noted = this.#frozenArgs;
    return noted?.length === args.length && noted.every((arg, position) => Object.is(arg, args[position]));
  }

  #findKnown(args: readonly unknown[]): CallRecord | undefined {
    const known = this.#lists.find(args);
    if (known === undefined) return undefined;
    this.hasAnswered = true;
    if (known.record === this.#last) this.#noteRepeated(args, known.record, known.leaves);
    else this.#last = known.record;
    return known.record;
  }

  #noteRepeated(args: readonly unknown[], record: CallRecord, leaves: readonly unknown[] | undefined): void {
    this.#sole = NONE;
    this.#clearForRun();
    this.#frozenArgs = args.every(cannotChange) ? args : undefined;
    this.#leaves = this.#frozenArgs === undefined ? (leaves ?? this.hasher?.leaves?.(args)) : undefined;
    this.#noted = record;
    if (!this.#isOpenForRun || !record.isShareable) return;
    this.leaves = this.#leaves;
    this.notedAnswer = record.answer;
  }

  #findSole(key: CallKey): CallRecord | undefined {
    const record = this.records.newest.get(key);
    if (record === undefined) return undefined;
    this.hasAnswered = true;
    if (record === this.#last) this.#noteSole(key, record);
    else this.#last = record;
    if (typeof key === 'number' && this.#isOpenForRun) this.#noteNumber(key, record);
    return record;
  }

  #noteSole(key: CallKey, record: CallRecord): void {
    if (key === 0) return;
    this.#sole = key;
    this.#leaves = undefined;
    this.#frozenArgs = undefined;
    this.#noted = record;
    if (!this.#isOpenForRun || !record.isShareable) return;
    this.#clearForRun();
    this.notedAnswer = record.answer;
    if (typeof key === 'number') this.soleNumber = key;
    else this.sole = key;
  }

  #clearForRun(): void {
    this.soleNumber = Number.NaN;
    this.sole = NONE;
    this.leaves = undefined;
    this.notedAnswer = undefined;
  }

  #noteNumber(key: number, record: CallRecord): void {
    if (key === 0 || !record.isShareable) return;
    if (this.#numbersAnswered < NUMBERS_BEFORE_SLOTS) {
      this.#numbersAnswered++;
      return;
    }
    if (this.numbers === noNumbers) {
      this.numbers = noNumbers.slice();
      this.answers = noAnswers.slice();
    }
    const slot = slotOf(key);
    this.numbers[slot] = key;
    this.answers[slot] = record.answer;
  }
}

/** Whether an argument is a primitive, or data that is frozen at every depth. */
function cannotChange(arg: unknown): boolean {
  return isImmutablePrimitive(arg) || (typeof arg === 'object' && arg !== null && isFrozenData(arg));
}
