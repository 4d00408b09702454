import { type CallKey, flatKey } from '../identity/call-key.js';
import type { CallRecord } from './call-record.js';

/**
 * A Map throws above 2^24 entries, and stands still for seconds when it doubles that late. Filled to the brim at a quarter
 * of that, it has no room that was bought and is not used.
 */
const SEGMENT_SIZE = 2 ** 22;

/**
 * The records of one ledger by key, in the order of their last use where that is asked for. As many Maps as it takes:
 *
 *     full[0] … full[n]   each SEGMENT_SIZE entries at most, older than
 *     newest              which takes what is added
 */
export class RecordIndex {
  /** What was added last. Whoever is in a hurry may look here alone; what is not here may still be known. */
  newest = new Map<CallKey, CallRecord>();
  readonly #full: Map<CallKey, CallRecord>[] = [];

  get size(): number {
    let size = this.newest.size;
    for (const segment of this.#full) size += segment.size;
    return size;
  }

  get(key: CallKey): CallRecord | undefined {
    const record = this.newest.get(key);
    return record !== undefined || this.#full.length === 0 ? record : this.#getFromFull(key);
  }

  /** The records that were added or touched last, the newest first. */
  last(count: number): (readonly [CallKey, CallRecord])[] {
    const found: (readonly [CallKey, CallRecord])[] = [];
    for (const segment of [this.newest, ...this.#full.toReversed()]) {
      if (found.length >= count) break;
      // Maps are read from their begin on only.
      const wanted = Math.max(0, segment.size - (count - found.length));
      let index = 0;
      const ofSegment: (readonly [CallKey, CallRecord])[] = [];
      for (const entry of segment) if (index++ >= wanted) ofSegment.push(entry);
      found.push(...ofSegment.reverse());
    }
    return found;
  }

  set(key: CallKey, record: CallRecord): void {
    if (this.newest.size >= SEGMENT_SIZE) {
      this.#full.push(this.newest);
      this.newest = new Map();
    }
    this.newest.set(flatKey(key), record);
  }

  delete(key: CallKey): boolean {
    if (this.newest.delete(key)) return true;
    const index = this.#full.findIndex((segment) => segment.delete(key));
    if (index === -1) return false;
    if (this.#full[index]?.size === 0) this.#full.splice(index, 1);
    return true;
  }

  /** Makes a record the last one to be given up. */
  touch(key: CallKey, record: CallRecord): void {
    this.delete(key);
    this.set(key, record);
  }

  /** Gives up the records that were added or touched the longest time ago, until `size` of them are left. */
  shrinkTo(size: number): void {
    for (let excess = this.size - size; excess > 0; excess--) {
      const [oldest] = (this.#full[0] ?? this.newest).keys();
      this.delete(oldest);
    }
  }

  clear(): void {
    this.newest = new Map();
    this.#full.length = 0;
  }

  #getFromFull(key: CallKey): CallRecord | undefined {
    for (let i = this.#full.length - 1; i >= 0; i--) {
      const record = this.#full[i]?.get(key);
      if (record !== undefined) return record;
    }
    return undefined;
  }
}
