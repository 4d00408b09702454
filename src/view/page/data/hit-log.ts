import type { HitTick } from '../../api.js';

const MOST_TICKS = 20_000;

/** The hits that the page knows, by work and in order of time. */
export class HitLog {
  readonly #byPath = new Map<string, HitTick[]>();
  #count = 0;
  #knownFromMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly most = MOST_TICKS) {}

  /** Of one work, oldest first. */
  of(path: string): readonly HitTick[] {
    return this.#byPath.get(path) ?? [];
  }

  put(ticks: readonly HitTick[]): void {
    for (const tick of ticks) {
      const known = this.#byPath.get(tick.path);
      if (known === undefined) this.#byPath.set(tick.path, [tick]);
      else insert(known, tick);
    }
    this.#count += ticks.length;
    if (this.#count > this.most * 1.1) this.#forgetOldest();
  }

  /** Since when all hits are here. */
  get knownFromMs(): number {
    return this.#knownFromMs;
  }

  /** Begins anew; only hits since that time will come. */
  begin(fromMs = Number.NEGATIVE_INFINITY): void {
    this.#byPath.clear();
    this.#count = 0;
    this.#knownFromMs = fromMs;
  }

  /** Seldom, so it may be slow: by the time before which there are too many. */
  #forgetOldest(): void {
    const times = [...this.#byPath.values()].flatMap((ticks) => ticks.map(({ atMs }) => atMs));
    const from = times.sort((one, other) => other - one)[this.most - 1]!;
    this.#count = 0;
    this.#knownFromMs = Math.max(this.#knownFromMs, from);
    for (const [path, ticks] of this.#byPath) {
      const left = ticks.filter(({ atMs }) => atMs >= from);
      this.#byPath.set(path, left);
      this.#count += left.length;
    }
  }
}

function insert(ticks: HitTick[], tick: HitTick): void {
  let at = ticks.length;
  while (at > 0 && ticks[at - 1]!.atMs > tick.atMs) at--;
  const before = ticks[at - 1];
  if (before?.atMs === tick.atMs) ticks[at - 1] = { ...tick, count: before.count + tick.count };
  else ticks.splice(at, 0, tick);
}
