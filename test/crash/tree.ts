import { setTimeout as wait } from 'node:timers/promises';
import { flow, handleOf, schedule, stop, use, WorkFailedError } from 'workloop';
import { digest } from 'workloop/identity';
import type { BranchPlan, Item, Scenario, StationPlan } from './scenario.js';
import type { Value } from './values.js';
import { BEATS, Beat, callOf, Guest, makeStation, Planner, type Station } from './works.js';
import { write } from './write.js';

/** Any work of this app. */
export type AnyWork = Station | Guest | Planner | Beat;

/** What was written down in this life already. */
const told = new Set<string>();

/** A flow whose end can be waited for. */
interface Branch {
  readonly _plan: BranchPlan;
  readonly stations: readonly Station[];
  total: number | undefined;
  run(): unknown;
}

@flow()
class SyncBranch implements Branch {
  readonly stations: Station[];
  total: number | undefined = undefined;

  constructor(readonly _plan: BranchPlan) {
    this.stations = _plan.stations.map(makeStation);
  }

  run(): void {
    this.total = totalOf(this.stations);
  }
}

@flow()
class AsyncBranch implements Branch {
  readonly stations: Station[];
  total: number | undefined = undefined;

  constructor(readonly _plan: BranchPlan) {
    this.stations = _plan.stations.map(makeStation);
  }

  async run(): Promise<void> {
    await wait(1);
    this.total = totalOf(this.stations);
  }
}

/** All that happens in the app: works with calls, generations of branches that come of results, and an end. */
abstract class Root {
  readonly stations: Station[];
  readonly planner: Planner;
  readonly beat = new Beat();
  branches: Branch[] = [];
  readonly branchByName = new Map<string, Branch>();
  readonly guests: Record<string, Guest> = {};
  readonly done = new Map<string, number>();
  generation = 0;
  ticks = 0;
  readonly #scenario: Scenario;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.stations = scenario.stations.map(makeStation);
    this.planner = new Planner(scenario);
  }

  abstract run(): unknown;

  /** A pass. What it yields is waited for where the root is asynchronous. */
  *steps(): Generator<unknown, void> {
    for (const work of handleOf<Root>(this).works as readonly unknown[]) tellRestored(work as AnyWork);
    if (schedule('* * * * * *', { timezone: 'UTC' })) {
      this.ticks++;
      write({ kind: 'tick' });
    }
    if (this.beat.ended < BEATS) void this.beat.run();
    this.done.set('base', totalOf(this.stations));
    yield wait(1);
    while (this.generation < this.#scenario.generations) yield* this.#grow();
    if (this.beat.ended < BEATS) return;
    this.#tellEnd();
    stop('all is done');
  }

  *#grow(): Generator<unknown, void> {
    const { generation, planner } = this;
    const sum = [...this.done.values()].reduce((one, other) => one + other, 0);
    const { body, branches } = use(planner.run(generation, sum));
    tellGot(callOf(planner._plan, generation), body, branches);
    const wanted = branches.filter(({ name }) => !this.done.has(name));
    for (const plan of wanted) this.#make(plan);
    yield wait(1);
    const guest = this.#guestOf(generation);
    const coming = startAll(guest);
    const made = [...this.branches, ...this.branchByName.values()];
    for (const branch of made) for (const station of branch.stations) startAll(station);
    yield wait(1);
    for (const branch of made) yield branch.run();
    const values = use(coming);
    // From here on no call ends the pass, so that all of this is done or nothing.
    tellAll(guest, values);
    for (const branch of made) this.done.set(branch._plan.name, branch.total as number);
    const sumOfGuest = values.reduce((rest, { n }) => rest + n, 0);
    this.done.set(`guest${generation}`, sumOfGuest);
    this.branches = [];
    this.branchByName.clear();
    delete this.guests[`at${generation}`];
    this.generation++;
  }

  #make(plan: BranchPlan): void {
    const { name, place, isAsync } = plan;
    const isThere = this.branchByName.has(name) || this.branches.some(({ _plan }) => _plan.name === name);
    if (isThere) return;
    const branch = isAsync ? new AsyncBranch(plan) : new SyncBranch(plan);
    if (place === 'map') this.branchByName.set(name, branch);
    else this.branches.push(branch);
    for (const station of branch.stations) tellRestored(station);
  }

  #guestOf(generation: number): Guest {
    const items = [1, 2].map((n): Item => ({ n, delayMs: n * 2, failures: 0 }));
    const plan: StationPlan = {
      name: `guest${generation}`,
      executor: 'thread',
      isParallel: true,
      isSynchronous: false,
      concurrency: 1,
      hasMaxEntries: false,
      hasKey: false,
      kind: 'text',
      factor: generation + 1,
      hasState: true,
      items,
    };
    const guest = this.guests[`at${generation}`] ?? new Guest(plan);
    this.guests[`at${generation}`] = guest;
    tellRestored(guest);
    return guest;
  }

  #tellEnd(): void {
    const works = this.stations.map(({ _plan, calls, begun, ended }) => ({
      name: _plan.name,
      begun,
      ended,
      // Which call was first is chance.
      calls: [...calls].sort(),
    }));
    const left = handleOf<Root>(this).paths.length;
    const state = JSON.stringify({ generation: this.generation, done: [...this.done].sort(), left });
    write({ kind: 'final', state, works: JSON.stringify(works) });
  }
}

@flow()
export class SyncRoot extends Root {
  override run(): void {
    for (const _step of this.steps());
  }
}

@flow()
export class AsyncRoot extends Root {
  override async run(): Promise<void> {
    for (const step of this.steps()) await step;
  }
}

/** Starts the calls of a parallel work, so that they go on beside others. */
function startAll(work: Station | Guest): Promise<Value>[] {
  if (!(work instanceof Guest) && !work._plan.isParallel) return [];
  return work._plan.items.map((item) => work.run(item) as Promise<Value>);
}

function tellAll(work: Guest, values: readonly Value[]): void {
  for (const [index, { body, value }] of values.entries()) {
    tellGot(callOf(work._plan, (work._plan.items[index] as Item).n), body, value);
  }
}

/** What all calls of works come to, when they are complete. */
function totalOf(stations: readonly Station[]): number {
  for (const station of stations) startAll(station);
  return stations.reduce((total, station) => total + sumOf(station), 0);
}

function sumOf(station: Station): number {
  return station._plan.items.reduce((sum, item) => sum + numberOf(station, item), 0);
}

function numberOf(station: Station, item: Item): number {
  try {
    const returned: Value | Promise<Value> = station.run(item);
    const { body, n, value } = returned instanceof Promise ? use(returned) : returned;
    tellGot(callOf(station._plan, item.n), body, value);
    return n;
  } catch (error) {
    if (!(error instanceof WorkFailedError)) throw error;
    return -1;
  }
}

function tellGot(call: string, body: string, value: unknown): void {
  if (isTold(call)) return;
  write({ kind: 'got', call, body, digest: digest(value) });
}

function tellRestored(work: AnyWork): void {
  const hasState = work instanceof Beat || ('begun' in work && work._plan.hasState);
  if (!hasState || isTold(`restored ${work._plan.name}`)) return;
  // A kill in the middle of an asynchronous pass may leave a record of a work that the pass made, and that the next life has
  // to make anew: it has its fields back when it has joined the app.
  handleOf(work as { run(): unknown });
  const { begun, ended, calls } = work;
  write({ kind: 'restored', work: work._plan.name, state: { begun, ended, calls: [...calls] } });
}

function isTold(what: string): boolean {
  return told.size === told.add(what).size;
}
