import type { FieldOp, FieldPath } from './field-op.js';

/** A change of one container, made already, as those who make it describe it. */
export interface Change {
  /** The container itself, not its proxy. */
  readonly container: object;
  /** The operation for the place where the container stands; `undefined` where only the whole container says it. */
  readonly opAt: ((path: FieldPath) => FieldOp) | undefined;
  /** Parts that are in the container now, at `key` or, in an array, from there on. */
  readonly added: readonly unknown[];
  readonly key: unknown;
  /** Parts that were in the container before. */
  readonly removed: readonly unknown[];
  /** Makes the container what it was. Only the order of keys may be another then, which does not count. */
  undo(): void;
}

/** What the proxies of one work's data know of whoever made them. */
export interface DataWatch {
  /** Called before data is read, where somebody wants to know. */
  readonly onRead: (() => void) | undefined;
  /** What a reader is given for a value: a proxy of a container, that which has none as it is. */
  give(value: unknown, parent: object, key: unknown): unknown;
  /** What a reader is given for a value that has just been taken out. */
  giveAway(value: unknown): unknown;
  /** Notes that somebody outside of this work's fields holds an object of theirs, and not only its proxy. */
  noteShared(): void;
  /** Tells of a change, or takes it back and throws. */
  changed(change: Change): void;
}

/** For changes that take nothing out, or put nothing in. */
export const NOTHING: readonly unknown[] = Object.freeze([]);
