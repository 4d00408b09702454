import { RecordBatch } from './record-batch.js';
import type { RecordInfo } from './record-info.js';
import type { Store } from './store.js';
import { type Facts, writeFacts } from './store-facts.js';
import { FACTS_KEY } from './store-keys.js';

/** A transaction copies each page that it touches; one of this many changes keeps a database from doubling. */
const MOST_CHANGES = 5_000;

/**
 * Batches on their way to a store, one after the other. What is asked for in one turn of the event loop, or while a batch
 * is being written, shares the next one.
 */
export class BatchQueue {
  /** The first one is being written, if one is; the last one may still be filled. */
  readonly #batches: RecordBatch[] = [];
  #writing: Promise<void> | undefined;
  #isFirstTaken = false;
  /** Called when a batch is about to be written, and may still be filled. Where it throws, the batch is not written. */
  onBeforeWrite: () => void = () => undefined;

  constructor(
    private readonly store: Store,
    private readonly facts: Facts,
    /** Called after each batch, whether it could be written or not. */
    private readonly onEnd: (batch: RecordBatch, isWritten: boolean) => void,
  ) {}

  /** The batch that is filled at the moment; it is on its way already. */
  get open(): RecordBatch {
    const last = this.#batches.at(-1);
    const isTaken = this.#batches.length === 1 && this.#isFirstTaken;
    if (last !== undefined && !isTaken && last.changes.length < MOST_CHANGES) return last;
    const batch = new RecordBatch();
    // Who asked for a change is told; of others' changes beside it, somebody else is.
    batch.done.catch(() => undefined);
    this.#batches.push(batch);
    this.#writing ??= this.#writeAll();
    return batch;
  }

  /** What a record will take and be once all batches are written; absent where no batch says. */
  infoOf(key: string): { readonly info: RecordInfo | undefined } | undefined {
    for (let i = this.#batches.length - 1; i >= 0; i--) {
      const infos = this.#batches[i]?.infos;
      if (infos?.has(key) === true) return { info: infos.get(key) };
    }
    return undefined;
  }

  /** What the records will take once all batches are written. */
  get costBytes(): number {
    const waiting = this.#isFirstTaken ? this.#batches.slice(1) : this.#batches;
    return waiting.reduce((sum, { costBytes }) => sum + costBytes, this.facts.costBytes);
  }

  /** Resolves when no batch is on its way. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    await nextTurn();
    for (let batch = this.#batches[0]; batch !== undefined; batch = this.#batches[0]) {
      let isWritten = true;
      try {
        this.onBeforeWrite();
        this.#isFirstTaken = true;
        await this.#write(batch);
        batch.resolve();
      } catch (error) {
        isWritten = false;
        batch.reject(error);
      }
      this.#batches.shift();
      this.#isFirstTaken = false;
      this.onEnd(batch, isWritten);
    }
    this.#writing = undefined;
  }

  async #write(batch: RecordBatch): Promise<void> {
    if (batch.changes.length === 0) return;
    this.#count(batch, 1);
    try {
      const facts = { key: FACTS_KEY, value: writeFacts(this.facts) };
      await this.store.commit([...batch.allChanges(), facts]);
    } catch (error) {
      this.#count(batch, -1);
      throw error;
    }
  }

  #count({ costBytes, evictables, uses }: RecordBatch, sign: 1 | -1): void {
    this.facts.costBytes += sign * costBytes;
    this.facts.evictables += sign * evictables;
    this.facts.uses += sign * uses;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
