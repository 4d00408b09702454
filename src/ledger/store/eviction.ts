import type { RecordWriter } from './record-writer.js';
import type { Store } from './store.js';
import type { Facts } from './store-facts.js';
import { sequenceIn, USES } from './store-keys.js';

/** So many records are given up at once. */
const SLICE = 256;
/** When there is too much, a bit more than that is given up, so that the next records find room. */
const ROOM = 0.98;

/** What is given up from, and by what. */
export interface EvictionOptions {
  readonly store: Store;
  readonly writer: RecordWriter;
  readonly facts: Facts;
  /** How many bytes the records may take. */
  readonly limitBytes: number;
  /** Writes down which records were used lately. */
  readonly writeUses: () => Promise<void>;
  /** Called when there is too much, and none of it may be given up. */
  readonly onStuck: () => void;
}

/** Keeps the records within their limit: the least recently used ones are given up, slice by slice with room for others. */
export class Eviction {
  #running: Promise<void> | undefined;

  constructor(private readonly options: EvictionOptions) {}

  /** Begins where there is too much, unless it is at it. */
  startIfNeeded(): void {
    if (!this.#isTooMuch() || this.#running !== undefined) return;
    this.#running = this.#run()
      // Tried again after the next commit, whose failure is told.
      .catch(() => undefined)
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Resolves when it is not at it. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    await this.options.writeUses();
    while (this.#isTooMuch()) {
      const oldest = await this.options.store.scan({ prefix: USES, limit: SLICE });
      if (oldest.length === 0) return this.options.onStuck();
      await this.#giveUp(
        oldest.map(({ key, value }) => ({ key: Buffer.from(value).toString(), sequence: sequenceIn(key) })),
      );
    }
  }

  async #giveUp(uses: readonly { readonly key: string; readonly sequence: number }[]): Promise<void> {
    const { writer, facts, limitBytes } = this.options;
    const keys = uses.map(({ key }) => key);
    await writer.changeUses(keys, (batch, olds) => {
      for (const [i, { key, sequence }] of uses.entries()) {
        if (writer.costBytes <= limitBytes * ROOM) return;
        const old = batch.infoOf(key, olds[i]);
        if (old === undefined || old.sequence === sequence) {
          batch.remove(key, old);
          facts.hasEvicted = true;
        }
        batch.forgetUse(sequence);
      }
    });
  }

  #isTooMuch(): boolean {
    return this.options.facts.costBytes > this.options.limitBytes;
  }
}
