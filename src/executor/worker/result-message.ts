import { type Encoded, encode, sizeOf } from '../../codec/encode.js';
import { encodeError } from '../../codec/encode-error.js';
import { InvalidResultError, type UncrossableValueError } from '../../errors.js';
import type { ResultMessage } from '../protocol.js';

/** What `run` returned, or its promise came to, as a message. */
export function messageOfResult(value: unknown, isAsync: boolean, maxResultBytes: number): ResultMessage {
  let encoded: Encoded;
  try {
    encoded = encode(value, 'result');
  } catch (error) {
    return messageOfRefusal(error);
  }
  // A unit of text has three bytes at most: for most results that says enough.
  const isSmall = encoded.bytes === undefined && 3 * encoded.text.length <= maxResultBytes;
  if (isSmall || sizeOf(encoded) <= maxResultBytes) return { kind: 'returned', value: encoded, isAsync };
  const reason = `${sizeOf(encoded)} bytes large, and \`maxResultBytes\` is ${maxResultBytes}`;
  return { kind: 'invalid', error: encodeError(new InvalidResultError('result', reason)) };
}

function messageOfRefusal(error: unknown): ResultMessage {
  const { code, path, reason, cause } = error as Partial<UncrossableValueError>;
  if (code !== 'WORKLOOP_UNCROSSABLE_VALUE' || path === undefined || reason === undefined) {
    return { kind: 'threw', error: encodeError(error) };
  }
  // A getter in the result threw: the work's own failure.
  if (cause !== undefined) return { kind: 'threw', error: encodeError(cause) };
  return { kind: 'invalid', error: encodeError(new InvalidResultError(path, reason)) };
}
