import { types } from 'node:util';
import { UnhashableArgumentError } from '../errors.js';
import { unobserved } from '../observed.js';
import { contentsText } from './contents.js';
import { pathText, type Step } from './path.js';
import { bigintText, booleanText, numberText, stringText, symbolText } from './primitives.js';
import * as refusals from './refusal.js';
import type { Writing } from './writing.js';

/** Level of the deepest container that is still written; the outermost one is at level 0. Part of the format. */
export const MAX_LEVEL = 1_000;

/**
 * How often containers that lie on cycles may be written again after the first time. In a graph where everything
 * points at everything the number of ways grows like a factorial, and so does the text. Part of the format.
 */
export const MAX_REWRITES = 1_000_000;

/**
 * Texts kept for objects that may occur again, in UTF-16 units all together. Beyond, an object's text is kept from its
 * second occurrence on: twice the work at most, and a list of a million records does not keep all their texts.
 */
const KEPT_UNITS = 1 << 22;

/** A container without others in it is not remembered up to this length of its text. */
const BRIEF = 1_024;

interface Written {
  readonly text: string;
  /** How many levels of containers there are below. */
  readonly height: number;
}

/** What is known of an object that was written before: its text, that it lies on a cycle, or only that it was seen. */
type Memo = Written | 'onCycle' | 'seen';

/** Unwinds an encoder that refused; never leaves this layer. */
const REFUSED = Symbol('refused');

const NO_LEVEL = Number.MAX_SAFE_INTEGER;

/**
 * Writes one value. The text of a container is a pure function of itself and the containers above it, so sharing is not
 * observed. An encoder is used once: after it has thrown, it only knows where.
 */
export class Encoder implements Writing {
  /** The containers being written, outermost first, and the step that led to each. */
  private readonly containers: object[] = [];
  private readonly steps: (Step | undefined)[] = [];
  /** Highest container (its index) that a back reference from within the present one reached. */
  private highest = NO_LEVEL;
  /** Lowest container (its index) that was reached within the present one. */
  private deepest = 0;
  private memos: Map<object, Memo> | undefined;
  private keptUnits = 0;
  private rewrites = 0;
  /** Objects with an identity method. */
  private identified: Set<object> | undefined;
  private refusal: refusals.Refusal | undefined;

  at: Step | undefined;

  /** @param level Level of the value: 0 unless it is part of something that is written elsewhere. */
  constructor(private readonly level = 0) {}

  value(value: unknown): string {
    switch (typeof value) {
      case 'string':
        return stringText(value);
      case 'number':
        return numberText(value);
      case 'boolean':
        return booleanText(value);
      case 'object':
        return value === null ? 'l' : this.container(value);
      case 'undefined':
        return 'u';
      case 'bigint':
        return bigintText(value);
      case 'symbol':
        return symbolText(value) ?? this.refuse(refusals.UNIQUE_SYMBOL);
      case 'function':
        return this.refuse(refusals.FUNCTION);
    }
  }

  standsFor(value: object): void {
    this.identified ??= new Set();
    this.identified.add(value);
  }

  refuse(why: refusals.Refusal): never {
    this.refusal = why;
    throw REFUSED;
  }

  /** Turns whatever stopped this encoder into the error to throw, its path beginning with the given root. */
  explain(thrown: unknown, root: string): UnhashableArgumentError {
    const path = pathText(root, [...this.steps, this.at]);
    if (thrown === REFUSED) {
      const { reason, remedy } = this.refusal!;
      return new UnhashableArgumentError(path, reason, remedy);
    }
    const { reason, remedy } = whyThrown(thrown);
    return new UnhashableArgumentError(path, reason, remedy, { cause: thrown });
  }

  /** Whether the value's text may differ inside other containers, because a cycle leads back through it. */
  get isEntangled(): boolean {
    return this.rewrites > 0 || this.highest !== NO_LEVEL;
  }

  private container(observed: object): string {
    // A proxy counts as what it stands for, and is slower to read.
    const value = unobserved(observed);
    const depth = this.containers.length;
    const memo = this.memos?.get(value);
    if (typeof memo === 'object' && this.level + depth + memo.height <= MAX_LEVEL) {
      if (depth + memo.height > this.deepest) this.deepest = depth + memo.height;
      return memo.text;
    }
    for (let above = depth - 1; above >= 0; above--) {
      if (this.containers[above] !== value) continue;
      // All that is below such an object is what its method returned: a way back to it would say nothing about it.
      if (this.identified?.has(value)) this.refuse(refusals.SELF_IDENTIFIED);
      return this.backReference(above);
    }
    if (this.level + depth > MAX_LEVEL) this.refuse(refusals.TOO_DEEP);
    if (memo === 'onCycle' && ++this.rewrites > MAX_REWRITES) this.refuse(refusals.TOO_ENTANGLED);
    return this.write(value, depth, memo);
  }

  private backReference(above: number): string {
    if (above < this.highest) this.highest = above;
    return `r${this.containers.length - above};`;
  }

  private write(value: object, depth: number, memo: Memo | undefined): string {
    const { highest, deepest } = this;
    this.highest = NO_LEVEL;
    this.deepest = depth;
    this.steps.push(this.at);
    this.at = undefined;
    this.containers.push(value);

    const text = contentsText(value, this);

    this.containers.pop();
    this.at = this.steps.pop();
    if (depth > 0) this.remember(value, text, depth, memo);
    // A reference to this very container says nothing about those above it.
    if (depth > 0 && this.highest >= depth) this.highest = NO_LEVEL;
    if (highest < this.highest) this.highest = highest;
    if (deepest > this.deepest) this.deepest = deepest;
    return text;
  }

  /**
   * A text holds for every place where none of the containers above lies on a cycle with this one: everywhere, if no
   * back reference from within reached this container or one above it.
   */
  private remember(value: object, text: string, depth: number, memo: Memo | undefined): void {
    // Most containers hold no others; to write one of those again is cheaper than to remember it.
    if (this.deepest === depth && this.highest > depth && text.length <= BRIEF) return;
    this.memos ??= new Map();
    if (this.highest <= depth) {
      this.memos.set(value, 'onCycle');
    } else if (memo === 'seen' || this.keptUnits < KEPT_UNITS) {
      this.keptUnits += text.length;
      this.memos.set(value, { text, height: this.deepest - depth });
    } else {
      this.memos.set(value, 'seen');
    }
  }
}

function whyThrown(error: unknown): refusals.Refusal {
  if (isRangeError(error, /call stack/)) return refusals.STACK_FULL;
  if (isRangeError(error, /string length/)) return refusals.TOO_LONG;
  return refusals.threw(error);
}

function isRangeError(error: unknown, message: RegExp): boolean {
  return types.isNativeError(error) && error.name === 'RangeError' && message.test(error.message);
}
