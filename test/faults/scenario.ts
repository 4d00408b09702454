import type { AppOptions, ExecutorName, WorkOptions } from 'workloop';
import { type BodyFaultName, bodyFaults, type HookDeed, type HookPlace, hookDeeds } from './catalogue.js';
import { Random } from './random.js';

/** One call that the flow is to get an answer to. Its argument, as it stands. */
export interface Task {
  /** Different for each task of a scenario. */
  readonly token: string;
  /** The work that it is a task of. */
  readonly work: string;
  /** How long the body waits before anything else, in milliseconds. */
  readonly delayMs: number;
  readonly fault?: BodyFaultName;
  /** How many attempts have the fault. */
  readonly times: number;
}

/** Which modules the class of a work stands in: one that loads, or one that does not in a worker. */
export type ModuleName = 'fine' | 'throws' | 'never' | 'loops';

/** One work. */
export interface WorkPlan {
  readonly name: string;
  readonly place: 'field' | 'array' | 'map';
  /** Counts the flows of the scenario. */
  readonly group: number;
  readonly executor: ExecutorName;
  readonly isSynchronous: boolean;
  readonly module: ModuleName;
  readonly options: WorkOptions & { readonly cacheCalls: boolean; readonly parallel: boolean };
  readonly hooks: Readonly<Partial<Record<HookPlace, { readonly deed: HookDeed; readonly times: number }>>>;
  readonly tasks: readonly Task[];
}

/** What somebody outside the works does to one of them, or to its process. */
export interface Blow {
  readonly action: 'stop' | 'stopTwice' | 'delete' | 'remove' | 'kill' | 'retry' | 'renew';
  readonly work: string;
  /** Falls after so many events of calls of the work, and then so many milliseconds. */
  readonly afterEvents: number;
  readonly delayMs: number;
  /** How long a stopped work waits for its start, in milliseconds. */
  readonly startAfterMs: number;
}

/** How the app comes to its end: when all is done, or in the middle of it. */
export type EndingName = 'done' | 'stop' | 'fail' | 'throw' | 'raise';

/** One app and all that happens to it. Made of a seed; what the machine makes of the moments is its own affair. */
export interface Scenario {
  readonly seed: number;
  readonly options: AppOptions;
  /** For each flow but the root, the flow that it stands in. */
  readonly parents: readonly number[];
  readonly works: readonly WorkPlan[];
  readonly blows: readonly Blow[];
  readonly ending: { readonly name: EndingName; readonly afterAnswers: number };
}

const names = Object.keys(bodyFaults) as BodyFaultName[];

/** The scenario of a seed. */
export function scenarioOf(seed: number): Scenario {
  const random = new Random(seed);
  // Where starts are short of time, works that start elsewhere would be short of it as well.
  const hasSlowStart = random.isLucky(0.08);
  const parents = Array.from({ length: random.integer(0, 3) }, (_, index) => random.integer(0, index));
  const ending = random.isLucky(0.7) ? 'done' : random.pick(['stop', 'fail', 'throw', 'raise'] as const);
  const works = Array.from({ length: random.integer(2, 5) }, (_, index) =>
    workOf(random, `w${index}`, random.integer(0, parents.length), hasSlowStart, index === 0),
  );
  const blows = Array.from({ length: random.integer(0, 3) }, () => blowOn(random, random.pick(works)));
  if (ending === 'raise')
    works[0] = { ...works[0]!, options: { ...works[0]!.options, raiseException: true } };
  return {
    seed,
    options: {
      heartbeatMs: random.pick([20, 50, 100]),
      shutdownMs: random.pick([200, 500, 1000]),
      maxThreads: random.integer(1, 4),
      startTimeoutMs: hasSlowStart ? 1500 : 30_000,
    },
    parents,
    works,
    blows,
    ending: { name: ending, afterAnswers: random.integer(0, 4) },
  };
}

function workOf(
  random: Random,
  name: string,
  group: number,
  hasSlowStart: boolean,
  isFirst: boolean,
): WorkPlan {
  const isSlow = hasSlowStart && isFirst;
  const executor = isSlow
    ? random.pick(['thread', 'process'] as const)
    : hasSlowStart
      ? 'inline'
      : random.pick(['inline', 'thread', 'process'] as const);
  const isSynchronous = random.isLucky(0.3);
  const isCalm = random.isLucky(0.2);
  const chosen = isCalm ? [] : [1, 2].map(() => faultOf(random, executor, isSynchronous));
  const attempts = random.pick([1, 1, 2, 3]);
  const tasks = Array.from({ length: random.integer(2, 6) }, (_, index): Task => {
    const fault = chosen.length > 0 && random.isLucky(0.6) ? random.pick(chosen) : undefined;
    return {
      token: `${name}.${index}`,
      work: name,
      delayMs: random.pick([0, 0, 5, 30]),
      times: random.integer(1, 3),
      ...(fault === undefined ? {} : { fault }),
    };
  });
  const cacheCalls = random.isLucky(0.6);
  const needs = (trait: 'isEndless' | 'needsMemoryLimit') => chosen.some((fault) => bodyFaults[fault][trait]);
  return {
    name,
    place: random.pick(['field', 'array', 'array', 'map'] as const),
    group,
    executor,
    isSynchronous,
    module: moduleOf(random, executor, isSlow),
    hooks: isCalm ? {} : hooksOf(random, executor),
    tasks,
    options: {
      executor,
      cacheCalls,
      // What blocks and is not cached never lets the flow go on.
      parallel: !cacheCalls || random.isLucky(0.5),
      raiseException: false,
      concurrency: random.pick([1, 1, 2, 3]),
      maxQueue: random.pick([1, 2, 1000]),
      maxResultBytes: 100_000,
      startWithFlow: random.isLucky(0.2),
      retry: { attempts, backoffMs: random.pick([0, 10, 50]), factor: 2, jitter: 0.5 },
      ...(needs('isEndless') ? { timeoutMs: random.pick([300, 600]) } : {}),
      ...(needs('needsMemoryLimit') ? { maxMemoryMb: 48 } : {}),
    },
  };
}

/** Some kinds have many faults, and all kinds are to be tried. */
function faultOf(random: Random, executor: ExecutorName, isSynchronous: boolean): BodyFaultName {
  const possible = names.filter((name) => isPossible(name, executor, isSynchronous));
  const kind = random.pick([...new Set(possible.map((name) => bodyFaults[name].kind))]);
  return random.pick(possible.filter((name) => bodyFaults[name].kind === kind));
}

function isPossible(name: BodyFaultName, executor: ExecutorName, isSynchronous: boolean): boolean {
  const { executors, only, isEndless } = bodyFaults[name];
  // A synchronous body that runs inline cannot have a time-out.
  if (isEndless && executor === 'inline' && isSynchronous) return false;
  return executors.includes(executor) && only !== (isSynchronous ? 'asynchronous' : 'synchronous');
}

function moduleOf(random: Random, executor: ExecutorName, isSlow: boolean): ModuleName {
  if (isSlow) return random.pick(['never', 'loops'] as const);
  return executor !== 'inline' && random.isLucky(0.06) ? 'throws' : 'fine';
}

function hooksOf(random: Random, executor: ExecutorName): WorkPlan['hooks'] {
  const places = (['making', 'onStart', 'onException', 'onExit'] as const).filter(
    (place) => hookDeeds[place][executor].length > 0 && random.isLucky(0.18),
  );
  return Object.fromEntries(
    places.map((place) => [
      place,
      { deed: random.pick(hookDeeds[place][executor]), times: random.integer(1, 3) },
    ]),
  );
}

function blowOn(random: Random, { name, executor }: WorkPlan): Blow {
  const actions = ['stop', 'stopTwice', 'delete', 'remove', 'retry', 'renew'] as const;
  return {
    action: executor === 'process' && random.isLucky(0.6) ? 'kill' : random.pick(actions),
    work: name,
    afterEvents: random.integer(1, 6),
    delayMs: random.pick([0, 0, 1, 5, 20, 60, 150]),
    startAfterMs: random.pick([0, 1, 20, 100]),
  };
}
