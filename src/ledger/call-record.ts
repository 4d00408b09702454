import { type Copied, copyAndFreeze, type Uncopyable } from '../codec/copy.js';
import type { Decoded } from '../codec/decode.js';
import { encode, sizeOf } from '../codec/encode.js';
import { InvalidResultError } from '../errors.js';
import type { CallKey } from '../identity/call-key.js';
import { type CallSource, markCallPromise } from './call-promise.js';

/**
 * What a ledger keeps of a call that succeeded: its value, out of everybody's hands. Millions of these are alive at
 * once, so there is nothing here that could be worked out, and calls without a result share one record.
 */
export class CallRecord implements CallSource {
  #promise: Promise<unknown> | undefined;

  constructor(
    private readonly kept: unknown,
    /** Whether one and the same answer serves everybody. */
    readonly isShareable: boolean,
    /** Whether `run` returned a promise of the value, so that a hit has to as well. */
    readonly isAsync: boolean,
  ) {}

  get isUnderWay(): boolean {
    return false;
  }

  settling(): Promise<unknown> {
    return this.promise;
  }

  get isKept(): boolean {
    return true;
  }

  get label(): string {
    return 'a recorded call';
  }

  get current(): CallSource {
    return this;
  }

  /** A record does not know what it is the record of. */
  isCallOf(): boolean {
    return false;
  }

  read(): unknown {
    return this.value;
  }

  /** The value as a caller may have it: the one frozen copy, or a copy of its own where it cannot be frozen. */
  get value(): unknown {
    return this.isShareable ? this.kept : copyAndFreeze(this.kept, 'keep').value;
  }

  /** The value as it is kept, for who only looks at it and changes nothing. */
  get original(): unknown {
    return this.kept;
  }

  /** A promise of the value that is fulfilled already: one for each record, as long as the value can be shared. */
  get promise(): Promise<unknown> {
    if (!this.isShareable) return settledPromise(this);
    this.#promise ??= settledPromise(this);
    return this.#promise;
  }

  /** What a call that is answered from this record returns. */
  get answer(): unknown {
    return this.isAsync ? this.promise : this.value;
  }

  /** When the record stops to count, in the clock's milliseconds. */
  get expiresAtMs(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** Whether the record counts no more. */
  isExpired(_nowMs: number): boolean {
    return false;
  }
}

/** A record that counts for a limited time. */
class ExpiringRecord extends CallRecord {
  constructor(
    kept: unknown,
    isShareable: boolean,
    isAsync: boolean,
    private readonly countsUntilMs: number,
  ) {
    super(kept, isShareable, isAsync);
  }

  override get expiresAtMs(): number {
    return this.countsUntilMs;
  }

  override isExpired(nowMs: number): boolean {
    return nowMs >= this.countsUntilMs;
  }
}

/** A record that the store has as well: there it is given up when it was not used for long. */
export class StoredRecord extends ExpiringRecord {
  /** In which stretch of time a use was noted in the store last. */
  usedIn = 0;

  constructor(
    kept: unknown,
    isShareable: boolean,
    isAsync: boolean,
    expiresAtMs: number,
    readonly key: CallKey,
  ) {
    super(kept, isShareable, isAsync, expiresAtMs);
  }
}

const nothing = new CallRecord(undefined, true, false);
const nothingAsync = new CallRecord(undefined, true, true);

/** See {@link Copied.roughBytes}. */
const MOST_BY_ENCODING = 6;

/** How a value is to be recorded. */
export interface Recording {
  /** Whether `run` returned a promise of the value. */
  readonly isAsync: boolean;
  /** When the record stops to count, in the clock's milliseconds; `Infinity` for never. */
  readonly expiresAtMs: number;
  /** What to do with parts that cannot be copied. */
  readonly uncopyable: Uncopyable;
  /** How large the value may be; without it, as large as it is. */
  readonly maxBytes?: number;
  /** Of the call, where the store has the record as well. */
  readonly storedAs?: { readonly key: CallKey };
}

/**
 * Takes a copy of a value for the ledger.
 *
 * @throws {InvalidResultError} where a part cannot be copied and may not be kept, or the value is too large.
 */
export function recordOf(
  value: unknown,
  { isAsync, expiresAtMs, uncopyable, maxBytes, storedAs }: Recording,
): CallRecord {
  if (storedAs !== undefined) {
    const copied = copyWithin(maxBytes, value, uncopyable);
    return new StoredRecord(copied.value, copied.isShareable, isAsync, expiresAtMs, storedAs.key);
  }
  if (expiresAtMs === Number.POSITIVE_INFINITY) {
    if (value === undefined) return isAsync ? nothingAsync : nothing;
    const copied = copyWithin(maxBytes, value, uncopyable);
    return new CallRecord(copied.value, copied.isShareable, isAsync);
  }
  const copied = copyWithin(maxBytes, value, uncopyable);
  return new ExpiringRecord(copied.value, copied.isShareable, isAsync, expiresAtMs);
}

/** Takes a value that a store has of a call. */
export function storedRecordOf(
  { value, isFrozen }: Decoded,
  { key, isAsync, expiresAtMs }: Pick<Recording, 'isAsync' | 'expiresAtMs'> & { readonly key: CallKey },
): StoredRecord {
  const kept = isFrozen ? { value, isShareable: true } : copyAndFreeze(value, 'keep');
  return new StoredRecord(kept.value, kept.isShareable, isAsync, expiresAtMs, key);
}

function copyWithin(maxBytes: number | undefined, value: unknown, uncopyable: Uncopyable): Copied {
  const copied = copyAndFreeze(value, uncopyable);
  // Only what may be too large is measured, as it would be on its way out of a worker.
  if (maxBytes !== undefined && copied.roughBytes * MOST_BY_ENCODING > maxBytes) {
    const sizeBytes = sizeOf(encode(copied.value, 'result'));
    if (sizeBytes > maxBytes) throw new InvalidResultError('result', tooLarge(sizeBytes, maxBytes));
  }
  return copied;
}

function tooLarge(sizeBytes: number, maxBytes: number): string {
  return `${sizeBytes} bytes large, and \`maxResultBytes\` is ${maxBytes}`;
}

function settledPromise(record: CallRecord): Promise<unknown> {
  return markCallPromise(Promise.resolve(record.value), record);
}
