import type { SeriesPoint } from '../api.js';

/** So many durations of one second are looked at; of more, every so-manieth takes the place of another one. */
const MOST_DURATIONS = 1_000;

/** What counts are compared with. */
export interface Counts {
  readonly executions: number;
  readonly hits: number;
  readonly failures: number;
}

/** What happened in the second under way, for the charts. */
export class Second {
  #before: Counts = { executions: 0, hits: 0, failures: 0 };
  #durations: number[] = [];
  #ended = 0;

  executionEnded(durationMs: number): void {
    this.#durations[this.#ended++ % MOST_DURATIONS] = durationMs;
  }

  /** Ends the second and begins the next one. */
  take(atMs: number, counts: Counts): SeriesPoint {
    const before = this.#before;
    this.#before = { executions: counts.executions, hits: counts.hits, failures: counts.failures };
    const durations = this.#durations.sort((one, other) => one - other);
    this.#durations = [];
    this.#ended = 0;
    const { heapUsed, rss } = process.memoryUsage();
    return {
      atMs,
      executions: counts.executions - before.executions,
      hits: counts.hits - before.hits,
      failures: counts.failures - before.failures,
      ...(durations.length > 0 && { p50Ms: quantile(durations, 0.5), p95Ms: quantile(durations, 0.95) }),
      heapBytes: heapUsed,
      residentBytes: rss,
    };
  }
}

/** By the nearest rank. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]!;
}
