import type { FieldOp } from './field-op.js';

/** Who hears of what happens to the fields of a work on this side: all that the other side does not know yet. */
export interface StateListener {
  /**
   * A field has changed, by assignment or in place, and not by {@link WorkState.apply}. `before` is the field's value
   * from before, where it was assigned. What it throws reaches whoever made the change, which has been taken back by then.
   */
  onChange(op: FieldOp, before: unknown): void;
  /** A field is about to be read: the time to apply what the other side did. */
  onRead?(): void;
}

/**
 * The public fields of one work instance, watched: in the app for the flow's instance, in a worker for the instance
 * there. Assignments are seen by accessors, changes in place by proxies around the plain data in the fields. What is
 * done behind their back (to an object that was kept before it was assigned, to a Date) is found by {@link findUnseen}.
 */
export interface WorkState {
  /** Begins to watch, or watches for somebody else; `undefined` ends it, and the fields are as they were before. */
  listen(listener: StateListener | undefined): void;
  /** The fields by name, without proxies. */
  fields(): Readonly<Record<string, unknown>>;
  /** Does to the fields what was done to them on the other side, without telling the listener. */
  apply(ops: readonly FieldOp[]): void;
  /** Tells the listener of what was changed unseen since this was last asked, as assignments of whole fields. */
  findUnseen(): void;
  /** Gives the fields the values that they had when the watching began; the listener is told. */
  reset(): void;
}
