import type { FieldOp } from './field-op.js';

/** The same changes in fewer operations. */
export function coalesce(ops: readonly FieldOp[]): readonly FieldOp[] {
  return ops;
}
