import type { WorkDispatch } from '../../call/dispatch.js';
import type { AppCounts } from '../../loop/app-context.js';
import type { HitTick } from '../api.js';

/** Hits that come within so many milliseconds make one tick for each work; */
const TICK_MS = 100;
/** where more than so many works have hits at a time, within as much longer. */
const MOST_AT_ONCE = 50;
/** So many ticks wait for being told; of more, the oldest are left out. */
const MOST_UNTOLD = 5_000;

/**
 * The hits of an app's works, as ticks. Each work counts its own, at the price of an addition; here it is looked at what has
 * been added, at the ends of passes.
 */
export class HitLog {
  /**
   * How long the executions took that hits made needless. A hit counts as long as the executions took on average of which
   * the work's ledger has recorded the results, in this run or, from the store, in earlier ones: to look at each record
   * would cost each hit more than the rest of it.
   */
  savedMs = 0;
  readonly #seen = new WeakMap<object, number>();
  #ticks: HitTick[] = [];
  #seenInAll = 0;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #pauseMs = TICK_MS;

  constructor(
    private readonly counts: Readonly<AppCounts>,
    private readonly works: () => Iterable<WorkDispatch>,
    /** Told of a work that had hits. */
    private readonly onHits: (work: object) => void,
  ) {}

  /** Looks for hits, no more often than ticks are wanted. */
  look(atMs: number): void {
    if (atMs - this.#lookedAtMs >= this.#pauseMs || atMs < this.#lookedAtMs) this.lookNow(atMs);
  }

  take(atMs: number): readonly HitTick[] {
    this.look(atMs);
    const ticks = this.#ticks;
    this.#ticks = [];
    return ticks;
  }

  /** Looks for hits, however long ago it was done last. */
  lookNow(atMs: number): void {
    const { hits } = this.counts;
    if (hits === this.#seenInAll) return;
    this.#seenInAll = hits;
    this.#lookedAtMs = atMs;
    const ticksBefore = this.#ticks.length;
    for (const work of this.works()) this.#lookAt(work, atMs);
    this.#pauseMs = TICK_MS * Math.max(1, Math.ceil((this.#ticks.length - ticksBefore) / MOST_AT_ONCE));
    if (this.#ticks.length > 2 * MOST_UNTOLD) this.#ticks = this.#ticks.slice(-MOST_UNTOLD);
  }

  /** A work is about to go; should it come back, it counts anew. */
  left(work: WorkDispatch, atMs: number): void {
    this.#lookAt(work, atMs);
    this.#seen.delete(work);
  }

  #lookAt(work: WorkDispatch, atMs: number): void {
    const count = work.hits - (this.#seen.get(work) ?? 0);
    if (count === 0) return;
    this.#seen.set(work, work.hits);
    this.onHits(work.work);
    this.#ticks.push({ path: work.label, atMs, count });
    const { count: recorded, totalMs } = work.known.recorded;
    if (recorded > 0) this.savedMs += (count * totalMs) / recorded;
  }
}
