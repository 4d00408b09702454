import { StoreError } from '../../errors.js';

/** What is there at once where that is possible, and else promised. */
export type Answer<T> = T | Promise<T>;

/** Whether an answer is promised. */
export function isPromise<T>(answer: Answer<T>): answer is Promise<T> {
  return typeof answer === 'object' && answer !== null && 'then' in answer;
}

/** A key and the bytes that stand under it. Nobody may write to the bytes. */
export interface StoreEntry {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What is to stand under a key; `undefined` for nothing. The bytes belong to the store from then on. */
export interface StoreChange {
  readonly key: string;
  readonly value: Uint8Array | undefined;
}

/** Which entries to read. */
export interface ScanRange {
  /** What the keys begin with; the empty text for all. */
  readonly prefix: string;
  /** Only keys after this one: the last key of the page before. */
  readonly after?: string;
  /** How many entries at most, from 1. */
  readonly limit: number;
}

/**
 * Where the ledger and the state live when they outlive the process: bytes by key, changed all or nothing. Small enough
 * for a database on another machine.
 *
 * Keys are well-formed texts of 1 to {@link MAX_KEY_BYTES} bytes of UTF-8, in the order of those bytes.
 */
export interface Store {
  /** What stands under a key by what has been committed. A store that can answer at once does. */
  get(key: string): Answer<Uint8Array | undefined>;
  /** Entries in the order of their keys. */
  scan(range: ScanRange): Answer<readonly StoreEntry[]>;
  /**
   * Makes changes, later ones over earlier ones, and resolves when they are durable: all of them, also when the process
   * or the machine ends at any moment, or none. Commits take effect in the order in which they were asked for. Those
   * that are asked for while another one is under way share the next write to the disk.
   *
   * @throws {StoreError} as a rejection; then nothing has changed.
   */
  commit(changes: readonly StoreChange[]): Promise<void>;
  /** How many bytes the store takes, roughly. */
  sizeBytes(): Answer<number>;
  /** Waits for the commits under way and lets go of the store. May be called twice. */
  close(): Promise<void>;
}

/** How long a key may be, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1_200;

/**
 * Whether a text may be a key.
 *
 * @throws {RangeError} if not. Keys are made by the framework, so this is a broken invariant of its own.
 */
export function checkKey(key: string): void {
  const isShort = key.length <= MAX_KEY_BYTES / 3 || Buffer.byteLength(key) <= MAX_KEY_BYTES;
  if (key.length > 0 && isShort && key.isWellFormed()) return;
  throw new RangeError(
    `Expected a key to be a well-formed text of 1 to ${MAX_KEY_BYTES} bytes, got one of ${Buffer.byteLength(key)} bytes.`,
  );
}

/** What a store says that is used after `close`. */
export function closedError(store: string): StoreError {
  return new StoreError(store, 'closed', 'It has been closed. Open it again.');
}
