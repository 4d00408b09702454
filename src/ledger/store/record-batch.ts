import { seal } from './seal.js';
import type { StoreChange } from './store.js';
import { costOf, fileKey, infoKey, type RecordInfo, recordKey, useKey, writeInfo } from './use-index.js';

/** A record as it is to be. */
export interface NewRecord {
  readonly value: Uint8Array;
  /** Where it stands in the order of the last use; 0 for never given up. */
  readonly sequence: number;
  /** Of the file that the value is in, if it is in one. */
  readonly digest: string | undefined;
}

/** What is written to a store in one go: changes of records, each with the entries that go with it. */
export class RecordBatch {
  readonly changes: StoreChange[] = [];
  /** By the key of a record, what its info will be. */
  readonly infos = new Map<string, RecordInfo | undefined>();
  /** How much more the records will take. */
  costBytes = 0;
  /** Digests of files that a record needs no more. */
  readonly freed: string[] = [];

  /** Puts a record in the place of another one or of none. */
  put(key: string, { value, sequence, digest }: NewRecord, old: RecordInfo | undefined): void {
    const sealed =
      digest === undefined ? seal(key, 'inline', value) : seal(key, 'file', Buffer.from(digest, 'hex'));
    const costBytes = costOf(key, sealed.byteLength, digest === undefined ? 0 : value.byteLength);
    this.#dropBeside(key, old);
    this.#set(recordKey(key), sealed);
    if (digest !== undefined) this.#set(fileKey(digest, key), new Uint8Array());
    this.#setInfo(key, { sequence, costBytes, digest }, old);
  }

  /** Removes a record, or what is left of one. */
  remove(key: string, old: RecordInfo | undefined): void {
    this.#dropBeside(key, old);
    this.#set(recordKey(key), undefined);
    this.#set(infoKey(key), undefined);
    this.infos.set(key, undefined);
    this.costBytes -= old?.costBytes ?? 0;
  }

  /** Makes a record the last one to be given up. */
  touch(key: string, sequence: number, old: RecordInfo): void {
    this.#set(useKey(old.sequence), undefined);
    this.#setInfo(key, { ...old, sequence }, old);
  }

  /** Removes an entry that says nothing. */
  forgetUse(sequence: number): void {
    this.#set(useKey(sequence), undefined);
  }

  #setInfo(key: string, info: RecordInfo, old: RecordInfo | undefined): void {
    this.#set(infoKey(key), writeInfo(key, info));
    if (info.sequence > 0) this.#set(useKey(info.sequence), Buffer.from(key));
    this.infos.set(key, info);
    this.costBytes += info.costBytes - (old?.costBytes ?? 0);
  }

  #dropBeside(key: string, old: RecordInfo | undefined): void {
    if (old === undefined) return;
    if (old.sequence > 0) this.#set(useKey(old.sequence), undefined);
    if (old.digest === undefined) return;
    this.#set(fileKey(old.digest, key), undefined);
    this.freed.push(old.digest);
  }

  #set(key: string, value: Uint8Array | undefined): void {
    this.changes.push({ key, value });
  }
}
