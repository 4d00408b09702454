import { type Encoded, encode } from '../codec/encode.js';
import type { FieldOp, FieldPath } from '../component/state/field-op.js';
import { FieldValueError, type UncrossableValueError } from '../errors.js';

/**
 * Encodes the fields of a work, a record.
 *
 * @param path Of the work, for errors.
 * @throws {FieldValueError} naming the field that cannot cross.
 */
export function encodeFields(fields: Readonly<Record<string, unknown>>, path: string): Encoded {
  return refusingFields(path, () => encode(fields, FIELDS));
}

/**
 * Encodes one field operation, or a list of them.
 *
 * @param path Of the work, for errors.
 * @throws {FieldValueError} naming the field that cannot cross.
 */
export function encodeChanges(ops: FieldOp | readonly FieldOp[], path: string): Encoded {
  try {
    return encode(ops, FIELDS);
  } catch (error) {
    // The path leads to a part of an operation, which nobody knows. Asked one by one, the field says it.
    for (const op of isOne(ops) ? [ops] : ops) {
      refusingFields(path, () => encode(contentOf(op), `${FIELDS}.${textOf(op.path)}`));
    }
    throw error;
  }
}

const FIELDS = 'fields';

function isOne(ops: FieldOp | readonly FieldOp[]): ops is FieldOp {
  return 'kind' in ops;
}

function contentOf(op: FieldOp): unknown {
  switch (op.kind) {
    case 'set':
    case 'setAdd':
    case 'setDelete':
      return op.value;
    case 'splice':
      return op.items;
    case 'mapSet':
      return new Map([[op.key, op.value]]);
    case 'mapDelete':
      return op.key;
    case 'delete':
    case 'clear':
      return undefined;
  }
}

function textOf([field, ...steps]: FieldPath): string {
  return steps.reduce<string>((text, step) => {
    if (typeof step === 'string') return `${text}.${step}`;
    return typeof step === 'number' ? `${text}[${step}]` : `${text}.get(…)`;
  }, field);
}

function refusingFields<T>(path: string, encodeIt: () => T): T {
  try {
    return encodeIt();
  } catch (error) {
    const { code, path: at, reason } = error as Partial<UncrossableValueError>;
    if (code !== 'WORKLOOP_UNCROSSABLE_VALUE' || at === undefined || reason === undefined) throw error;
    throw new FieldValueError(path, at.replace(/^fields\.?/, ''), reason, { cause: error });
  }
}
