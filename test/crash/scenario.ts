import type { ExecutorName } from 'workloop';
import { Random } from '../faults/random.js';
import { type ValueKind, valueKinds } from './values.js';

/** One work, and the calls that flows make of it. The argument of its constructor, as it stands. */
export interface StationPlan {
  /** Different for each work of an app. */
  readonly name: string;
  readonly executor: ExecutorName;
  readonly isParallel: boolean;
  readonly isSynchronous: boolean;
  readonly concurrency: number;
  readonly hasMaxEntries: boolean;
  /** Whether it is known by its name from one life to the next, and not by its place. */
  readonly hasKey: boolean;
  readonly kind: ValueKind;
  readonly factor: number;
  /** Whether bodies count themselves in its fields. */
  readonly hasState: boolean;
  readonly items: readonly Item[];
}

/** One call. Works of one class are called with the same arguments: it is the work that makes the difference. */
export interface Item {
  readonly n: number;
  /** How long the body takes, in milliseconds. */
  readonly delayMs: number;
  /** How many attempts fail; there are three at most. */
  readonly failures: number;
}

/** A flow that is made in a pass because of a result, and removed when it is done. */
export interface BranchPlan {
  readonly name: string;
  readonly place: 'array' | 'map';
  readonly isAsync: boolean;
  readonly stations: readonly StationPlan[];
}

/** One app. Made of a seed. */
export interface Scenario {
  readonly seed: number;
  /** Whether the root's `run` is. */
  readonly isAsync: boolean;
  readonly stations: readonly StationPlan[];
  /** How often the tree grows. */
  readonly generations: number;
  /** What branches may be made of. */
  readonly executors: readonly ExecutorName[];
}

const kinds = Object.keys(valueKinds) as ValueKind[];
const largeKinds: readonly ValueKind[] = ['largeText', 'largeBytes'];
const smallKinds = kinds.filter((kind) => !largeKinds.includes(kind));

/** The scenario of a seed. */
export function scenarioOf(seed: number): Scenario {
  const random = new Random(seed);
  // Processes take long to start, and each life starts them anew.
  const processes = random.pick([0, 0, 1, 1, 2]);
  const others = random.integer(2, 5);
  const executors = [
    ...Array.from({ length: processes }, () => 'process' as const),
    ...Array.from({ length: others }, () => random.pick(['inline', 'thread'] as const)),
  ];
  const large = random.integer(0, executors.length - 1);
  return {
    seed,
    isAsync: random.isLucky(0.4),
    stations: executors.map((executor, index) =>
      stationOf(
        random,
        `w${index}`,
        executor,
        index === large ? largeKinds : smallKinds,
        random.integer(2, 9),
      ),
    ),
    generations: random.integer(1, 3),
    executors: random.pick([['inline'], ['inline', 'thread'], ['inline', 'inline', 'thread']]),
  };
}

/** The branches that come of a result: they depend on it, and on nothing else. */
export function branchesOf(scenario: Scenario, generation: number, sum: number): BranchPlan[] {
  const random = new Random(scenario.seed * 1_000_003 + generation * 1009 + Math.round(sum));
  return Array.from({ length: random.integer(1, 3) }, (_, index): BranchPlan => {
    const name = `g${generation}b${index}`;
    return {
      name,
      place: random.pick(['array', 'map'] as const),
      isAsync: scenario.isAsync && random.isLucky(0.5),
      stations: Array.from({ length: random.integer(1, 2) }, (_, which) =>
        stationOf(
          random,
          `${name}w${which}`,
          random.pick(scenario.executors),
          smallKinds,
          random.integer(1, 4),
        ),
      ),
    };
  });
}

function stationOf(
  random: Random,
  name: string,
  executor: ExecutorName,
  kinds: readonly ValueKind[],
  calls: number,
): StationPlan {
  const isSynchronous = random.isLucky(0.3);
  const concurrency = random.pick([1, 1, 1, 2]);
  const isLarge = kinds === largeKinds;
  const canFail = !isLarge && random.isLucky(0.3);
  const slowest = random.pick([0, 3, 10, 20]);
  return {
    name,
    executor,
    isSynchronous,
    // What is synchronous and returns a value blocks.
    isParallel: !isSynchronous && random.isLucky(0.6),
    concurrency,
    hasMaxEntries: random.isLucky(0.3),
    hasKey: random.isLucky(0.3),
    kind: random.pick(kinds),
    factor: random.integer(1, 9),
    // With several calls at once the fields may not be written, and failed attempts would write them too.
    hasState: concurrency === 1 && !canFail && random.isLucky(0.9),
    items: Array.from({ length: isLarge ? 2 : calls }, (_, index) => ({
      n: index + 1,
      delayMs: random.integer(0, slowest),
      failures: canFail && random.isLucky(0.4) ? random.pick([1, 2, 3]) : 0,
    })),
  };
}
