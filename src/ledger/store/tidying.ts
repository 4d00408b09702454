import type { RecordWriter } from './record-writer.js';
import type { Store } from './store.js';
import type { Facts } from './store-facts.js';
import { readOldest, type Use, type UseBundle } from './use-log.js';

/** About so many uses are looked at together. */
const SLICE = 256;
/** It is done when there are so many times as many uses as records, */
const MOST_USES_PER_RECORD = 2;
/** and some. */
const MOST_DEAD = 2_000;

/** Drops the uses that do not count any more, when there are many: what it costs is a part of what made them. */
export class Tidying {
  #running: Promise<void> | undefined;

  constructor(
    private readonly store: Store,
    private readonly name: string,
    private readonly writer: RecordWriter,
    private readonly facts: Facts,
  ) {}

  /** Begins where there is much to drop, unless it is at it. */
  startIfNeeded(): void {
    const { uses, evictables } = this.facts;
    if (uses <= MOST_USES_PER_RECORD * evictables + MOST_DEAD || this.#running !== undefined) return;
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
    let [alive, after]: [number, string | undefined] = [0, undefined];
    for (;;) {
      const read: readonly UseBundle[] = (await readOldest(this.store, this.name, SLICE, after)).bundles;
      after = read.at(-1)?.storedKey;
      if (after === undefined) break;
      alive += await this.#tidy(read);
    }
    // Damage may have made the counts wrong, and then this would begin again and again.
    this.facts.uses = alive;
    this.facts.evictables = Math.max(this.facts.evictables, Math.ceil(alive / MOST_USES_PER_RECORD));
  }

  async #tidy(bundles: readonly UseBundle[]): Promise<number> {
    const uses = bundles.flatMap(({ uses }) => uses);
    const keys = uses.map(([key]) => key);
    let alive = 0;
    await this.writer.changeUses(keys, (batch, olds) => {
      const living = new Set<number>();
      for (const [i, [key, sequence]] of uses.entries())
        if (batch.infoOf(key, olds[i])?.sequence === sequence) living.add(sequence);
      for (const bundle of bundles) batch.keepUses(bundle, ([, sequence]: Use) => living.has(sequence));
      alive = living.size;
    });
    return alive;
  }
}
