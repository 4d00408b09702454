import type { FieldOp } from './field-op.js';

/** Who hears of what happens to the fields of a work on this side: all that the other side does not know yet. */
export interface StateListener {
  /**
   * A field has changed, by assignment or in place, and not by `WorkState.apply`. The values in an operation are copies,
   * so operations may be kept and sent later. `before` is the field's value from before, without proxies, where it was
   * assigned. What it throws reaches whoever made the change, which has been taken back by then.
   */
  onChange(op: FieldOp, before: unknown): void;
  /** A field, or data in a field, is about to be read: the time to apply what the other side did. */
  readonly onRead?: () => void;
  /** What a field holds has been handed out, and is no primitive: whoever has it may change it unseen. */
  readonly onGiven?: (name: string) => void;
  /**
   * Whether the fields are kept equal somewhere else. Where they are not, nothing is copied: the values in operations are
   * those in the fields, and `findUnseen` finds new and deleted fields, but nothing that changed in place.
   *
   * @default true
   */
  readonly hasOtherSide?: boolean;
}
