import type { Store, StoreEntry } from './store.js';

/** What is to be known under a key. */
export interface RecordChange {
  readonly key: string;
  /** `undefined` for nothing. The bytes belong to the store from then on. */
  readonly value: Uint8Array | undefined;
  /** Whether the record may be given up when the store is full, as one of a call may. @default false */
  readonly isEvictable?: boolean;
  /** Whether the value is never put into a file, so that it can be read at once. @default false */
  readonly isInline?: boolean;
}

/** What a store of records is made of. */
export interface RecordStoreOptions {
  readonly store: Store;
  /** What messages call the store. */
  readonly name: string;
  /** The folder for large values; without one, they stay in the store. */
  readonly filesFolder?: string;
  /** How many bytes records and files may take, roughly; beyond, the least recently used ones are given up. */
  readonly limitBytes: number;
  /** Takes what the user should know, as sentences. */
  readonly warn: (message: string) => void;
}

/** A page of records. */
export interface RecordPage {
  readonly entries: readonly StoreEntry[];
  /** Keys of records that are there and cannot be read. */
  readonly unreadable: readonly string[];
  /** After which key the next page begins; absent where there is none. */
  readonly last: string | undefined;
}

/** A record without its value. */
export interface RecordUse {
  readonly key: string;
  /** Its place in the order of the last use, from 1; 0 for a record that is never given up. */
  readonly sequence: number;
}

/** A page of records without their values. */
export interface UsePage {
  readonly entries: readonly RecordUse[];
  /** After which key the next page begins; absent where there is none. */
  readonly last: string | undefined;
}
