import type { RecordStore } from '../store/record-store.js';
import { readCallKey } from './call-keys.js';

const PAGE = 1_000;
/** So many are given up with one call at most. */
const MOST_AT_ONCE = 1_000;

/**
 * In which order the recorded calls of one generation were used last, for a work with `maxEntries`. Read from the store
 * in the background; until that is done, what is used and recorded meanwhile is known to be later than all the rest.
 */
export class Recency {
  /** The digests of the calls, the one used least recently first. */
  #order = new Map<string, true>();
  /** Forgotten while the store was being read. */
  readonly #gone = new Set<string>();
  /** What is not to count any more, and still stands in the store. */
  readonly #excess = new Set<string>();
  #isLoaded = false;
  readonly loading: Promise<void>;

  constructor(
    private readonly records: RecordStore,
    readonly prefix: string,
  ) {
    this.loading = this.#load()
      // Of what could not be read, more is kept than is asked for.
      .catch(() => undefined);
  }

  /** Whether a call that the store has is one to be given up. */
  isGivenUp(digest: string): boolean {
    return this.#excess.has(digest);
  }

  /** A call was used. */
  touch(digest: string): void {
    if (this.#isLoaded && !this.#order.has(digest)) return;
    this.#order.delete(digest);
    this.#order.set(digest, true);
  }

  /** A call is no longer recorded. */
  delete(digest: string): void {
    this.#order.delete(digest);
    this.#excess.delete(digest);
    if (!this.#isLoaded) this.#gone.add(digest);
  }

  /** A call is recorded; returns the digests of those that are given up for it. */
  add(digest: string, maxEntries: number): readonly string[] {
    this.#gone.delete(digest);
    this.#excess.delete(digest);
    this.#order.delete(digest);
    this.#order.set(digest, true);
    if (!this.#isLoaded) return [];
    for (const oldest of this.#order.keys()) {
      if (this.#order.size <= maxEntries) break;
      this.#order.delete(oldest);
      this.#excess.add(oldest);
    }
    const given = [...this.#excess].slice(0, MOST_AT_ONCE);
    for (const each of given) this.#excess.delete(each);
    return given;
  }

  async #load(): Promise<void> {
    const found: { readonly digest: string; readonly sequence: number }[] = [];
    let after: string | undefined;
    do {
      const page = await this.records.uses(this.prefix, PAGE, after);
      for (const { key, sequence } of page.entries) {
        const call = readCallKey(key);
        if (call !== undefined && !call.isTrace) found.push({ digest: call.digest, sequence });
      }
      after = page.last;
    } while (after !== undefined);
    const order = new Map<string, true>();
    for (const { digest } of found.sort((one, other) => one.sequence - other.sequence)) {
      if (!this.#order.has(digest) && !this.#gone.has(digest)) order.set(digest, true);
    }
    for (const digest of this.#order.keys()) order.set(digest, true);
    this.#order = order;
    this.#gone.clear();
    this.#isLoaded = true;
  }
}
