import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What the processes of one subject found. */
export interface Figure {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** What one run of one benchmark found, and where. */
export interface Result {
  readonly node: string;
  readonly processes: number;
  readonly figures: Readonly<Record<string, Figure>>;
}

/** Results by the name of their benchmark. */
export type Results = Readonly<Record<string, Result>>;

/** Sums up the figures of several processes. */
export function figureOf(samples: readonly number[]): Figure {
  const sorted = [...samples].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, lowest: sorted[0]!, highest: sorted.at(-1)! };
}

/** Reads the results of earlier runs, so that a filtered run replaces only its own. */
export function readResults(path: string): Results {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {};
}

/** Writes all results, sorted by name. */
export function writeResults(path: string, results: Results): void {
  const sorted = Object.fromEntries(
    Object.entries(results).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
  writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
}
