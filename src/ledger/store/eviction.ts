import type { RecordWriter } from './record-writer.js';
import type { Store } from './store.js';
import type { Facts } from './store-facts.js';
import { readOldest, type Use, type UseBundle } from './use-log.js';

/** So many records are given up at once. */
const SLICE = 256;
/** When there is too much, a bit more than that is given up, so that the next records find room. */
const ROOM = 0.98;

/** What is given up from, and by what. */
export interface EvictionOptions {
  readonly store: Store;
  /** What messages call the store. */
  readonly name: string;
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
    const { store, name, writeUses, onStuck } = this.options;
    await writeUses();
    while (this.#isTooMuch()) {
      const { bundles, before } = await readOldest(store, name, SLICE);
      if (bundles.length === 0) return onStuck();
      await this.#giveUp(bundles, before);
    }
  }

  /** Gives up records by their uses in these entries, in the order of the uses, as far as they tell of every use. */
  async #giveUp(bundles: readonly UseBundle[], before: number): Promise<void> {
    const { writer, facts, limitBytes } = this.options;
    const known = bundles.flatMap(({ uses }) => uses.filter(([, sequence]) => sequence < before));
    const oldest = known.sort(([, left], [, right]) => left - right).slice(0, SLICE);
    const keys = oldest.map(([key]) => key);
    await writer.changeUses(keys, (batch, olds) => {
      const dropped = new Set<number>();
      for (const [i, [key, sequence]] of oldest.entries()) {
        if (writer.costBytes <= limitBytes * ROOM) break;
        const old = batch.infoOf(key, olds[i]);
        if (old === undefined || old.sequence === sequence) {
          batch.remove(key, old);
          facts.hasEvicted = true;
        }
        dropped.add(sequence);
      }
      for (const bundle of bundles) batch.keepUses(bundle, ([, sequence]: Use) => !dropped.has(sequence));
    });
  }

  #isTooMuch(): boolean {
    return this.options.facts.costBytes > this.options.limitBytes;
  }
}
