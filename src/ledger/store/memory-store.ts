import {
  checkKey,
  closedError,
  type ScanRange,
  type Store,
  type StoreChange,
  type StoreEntry,
} from './store.js';

/** A store that ends with the process. */
export class MemoryStore implements Store {
  readonly #values = new Map<string, Uint8Array>();
  /** The keys in their order; absent after a key was added or removed, until somebody asks. */
  #ordered: Buffer[] | undefined;
  #sizeBytes = 0;
  #isClosed = false;

  get(key: string): Uint8Array | undefined {
    this.#checkOpen();
    return this.#values.get(key);
  }

  scan({ prefix, after = '', limit }: ScanRange): StoreEntry[] {
    this.#checkOpen();
    this.#ordered ??= [...this.#values.keys()].map((key) => Buffer.from(key)).sort(Buffer.compare);
    const entries: StoreEntry[] = [];
    for (let i = this.#firstFrom(prefix, after); i < this.#ordered.length && entries.length < limit; i++) {
      const key = String(this.#ordered[i]);
      if (!key.startsWith(prefix)) break;
      const value = this.#values.get(key);
      if (value !== undefined) entries.push({ key, value });
    }
    return entries;
  }

  commit(changes: readonly StoreChange[]): Promise<void> {
    try {
      this.#checkOpen();
      for (const { key } of changes) checkKey(key);
    } catch (error) {
      return Promise.reject(error);
    }
    for (const { key, value } of changes) this.#set(key, value);
    return Promise.resolve();
  }

  sizeBytes(): number {
    return this.#sizeBytes;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  #set(key: string, value: Uint8Array | undefined): void {
    const before = this.#values.get(key);
    if (before !== undefined) this.#sizeBytes -= before.byteLength + Buffer.byteLength(key);
    if (value !== undefined) {
      this.#sizeBytes += value.byteLength + Buffer.byteLength(key);
      this.#values.set(key, value);
    } else this.#values.delete(key);
    if ((before === undefined) !== (value === undefined)) this.#ordered = undefined;
  }

  /** Where in the order the first key stands that is after `after` and not before `prefix`. */
  #firstFrom(prefix: string, after: string): number {
    const ordered = this.#ordered ?? [];
    const [least, below] = [Buffer.from(prefix), Buffer.from(after)];
    let [low, high] = [0, ordered.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const key = ordered[middle] as Buffer;
      const isBefore = Buffer.compare(key, least) < 0 || (after !== '' && Buffer.compare(key, below) <= 0);
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #checkOpen(): void {
    if (this.#isClosed) throw closedError('memory');
  }
}
