import { flatText } from '../identity/call-key.js';
import type { CallRecord } from '../ledger/call-record.js';
import type { Hasher } from '../plan.js';

/** So many lists are known at most; as many again are passed over before all of them make room. */
const MOST_LISTS = 10_000;
/** After so many changes of the position no leaf tells the lists apart. */
const MOST_MOVES = 8;

/** An argument list and the record that answers it. */
export interface KnownList {
  readonly leaves: readonly unknown[];
  readonly record: CallRecord;
}

/**
 * Argument lists that were answered by way of their text, found again without it: one leaf says which of them it can be,
 * and comparing all leaves says whether it is.
 *
 * The leaf is at the same position for all, found by trial: where two lists agree in it, it moves to where they differ.
 */
export class KnownLists {
  #byLeaf = new Map<unknown, KnownList>();
  #position = 0;
  #moves = 0;
  #passedOver = 0;

  constructor(private readonly hasher: Hasher | undefined) {}

  /** The known list that has the same text as `args`; `undefined` says nothing. */
  find(args: readonly unknown[]): KnownList | undefined {
    const byLeaf = this.#byLeaf;
    if (byLeaf.size === 0) return undefined;
    const known = byLeaf.get(this.#leafOf(args));
    if (known === undefined || this.hasher?.same?.(args, known.leaves) !== true) return undefined;
    // An accessor among the arguments may have had everything forgotten meanwhile.
    return byLeaf === this.#byLeaf ? known : undefined;
  }

  /** Knows a list from now on, if it is of the kind that can be found again. */
  add(args: readonly unknown[], record: CallRecord): KnownList | undefined {
    if (this.hasher?.leaf === undefined || this.#moves > MOST_MOVES || !this.#hasRoom()) return undefined;
    const leaves = this.hasher.leaves?.(args)?.map(flat);
    if (leaves === undefined) return undefined;
    const known = { leaves, record };
    const other = this.#byLeaf.get(this.#leafOf(args));
    if (other !== undefined && other.record !== record) this.#move(other.leaves, leaves);
    if (this.#moves <= MOST_MOVES) this.#byLeaf.set(this.#leafOf(args), known);
    return known;
  }

  clear(): void {
    this.#byLeaf = new Map();
    this.#moves = 0;
    this.#passedOver = 0;
  }

  #leafOf(args: readonly unknown[]): unknown {
    try {
      return this.hasher?.leaf?.(args, this.#position);
    } catch {
      // An accessor threw. The text will meet it again and say where it is.
      return undefined;
    }
  }

  #hasRoom(): boolean {
    if (this.#byLeaf.size < MOST_LISTS) return true;
    this.#passedOver++;
    if (this.#passedOver < MOST_LISTS) return false;
    this.#byLeaf = new Map();
    this.#passedOver = 0;
    return true;
  }

  #move(one: readonly unknown[], other: readonly unknown[]): void {
    this.#byLeaf = new Map();
    this.#moves++;
    this.#position = one.findIndex((leaf, position) => !Object.is(leaf, other[position]));
  }
}

/** A short piece of a long text would keep all of it in memory. */
function flat(leaf: unknown): unknown {
  return typeof leaf === 'string' ? flatText(leaf) : leaf;
}
