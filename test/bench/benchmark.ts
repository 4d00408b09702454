import type { Target } from './target.js';

/** What a figure counts; lower is better for all of them. */
export type Unit =
  | 'ns per call'
  | 'µs per 1,000 records'
  | 'µs per pass'
  | 'µs per call'
  | '% of a core'
  | 'bytes per call'
  | 'MB'
  | 'ms'
  | 'calls that failed';

/** Produces one figure, in the process that is given to this subject alone. Throws when an answer is wrong. */
export type Measure = () => Promise<number>;

/** One question, put to several subjects, each in processes of its own so that none pays for another's type feedback. */
export interface Benchmark {
  /** `group/name`; the command's filter is looked for in it. */
  readonly name: string;
  /** What is measured, in a sentence for the report. */
  readonly question: string;
  readonly unit: Unit;
  /** In the order in which the rounds interleave them. */
  readonly subjects: Readonly<Record<string, Measure>>;
  readonly targets: readonly Target[];
  /** Flags of Node for every subject, a larger heap for instance. */
  readonly nodeFlags?: readonly string[];
  /** Processes per subject where the usual ten would take too long. */
  readonly processes?: number;
}
