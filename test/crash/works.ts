import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { callContext, type WorkOptions, withOptions, work } from 'workloop';
import { waitFor } from '../faults/commit.js';
import { type BranchPlan, branchesOf, type Item, type Scenario, type StationPlan } from './scenario.js';
import { type Value, valueKinds } from './values.js';
import { write } from './write.js';

/** How many beats there are to be. */
export const BEATS = 3;

/** A work that writes down what its bodies do, and returns which body it was. */
abstract class Base {
  begun = 0;
  ended = 0;
  calls: string[] = [];

  constructor(readonly _plan: StationPlan) {}

  _begin({ n }: Item): string {
    const body = randomUUID();
    write({ kind: 'begin', call: callOf(this._plan, n), body, attempt: callContext().attempt });
    if (this._plan.hasState) this.begun++;
    return body;
  }

  _end(body: string, { n, failures }: Item, attempt: number): Value {
    const { hasState, kind, factor } = this._plan;
    const call = callOf(this._plan, n);
    if (attempt <= failures) {
      write({ kind: 'threw', call, body });
      throw new RangeError(`attempt ${attempt} fails`);
    }
    if (hasState) {
      this.calls.push(call);
      this.ended++;
    }
    write({ kind: 'end', call, body });
    return { body, n: n * factor, value: valueKinds[kind](n * factor) };
  }
}

/** What a call is called in the journal. */
export function callOf({ name }: Pick<StationPlan, 'name'>, n: number): string {
  return `${name}(${n})`;
}

@work({ raiseException: false })
export class AsyncStation extends Base {
  async run(item: Item): Promise<Value> {
    const { attempt } = callContext();
    const body = this._begin(item);
    await wait(item.delayMs);
    return this._end(body, item, attempt);
  }
}

@work({ raiseException: false })
export class SyncStation extends Base {
  run(item: Item): Value {
    const { attempt } = callContext();
    const body = this._begin(item);
    waitFor(item.delayMs);
    return this._end(body, item, attempt);
  }
}

export type Station = AsyncStation | SyncStation;

/** Makes the work of a plan. */
export function makeStation(plan: StationPlan): Station {
  const options: WorkOptions = {
    executor: plan.executor,
    parallel: plan.isParallel,
    concurrency: plan.concurrency,
    retry: { attempts: 3, backoffMs: 2, factor: 2 },
    // More than there are calls.
    ...(plan.hasMaxEntries ? { maxEntries: 1000 } : {}),
    ...(plan.hasKey ? { key: plan.name } : {}),
  };
  return plan.isSynchronous
    ? withOptions(new SyncStation(plan), options)
    : withOptions(new AsyncStation(plan), options);
}

/** A work that stands in the tree by itself for a while; its options are those of its class. */
@work({ executor: 'thread', parallel: true })
export class Guest extends Base {
  async run(item: Item): Promise<Value> {
    const body = this._begin(item);
    await wait(item.delayMs);
    return this._end(body, item, 1);
  }
}

/** Says how the tree grows. */
@work()
export class Planner {
  readonly _plan = { name: 'planner' };

  constructor(readonly _scenario: Scenario) {}

  async run(generation: number, sum: number): Promise<{ body: string; branches: BranchPlan[] }> {
    const body = randomUUID();
    const call = callOf(this._plan, generation);
    write({ kind: 'begin', call, body, attempt: 1 });
    const branches = branchesOf(this._scenario, generation, sum);
    write({ kind: 'end', call, body });
    return { body, branches };
  }
}

/** Is executed whenever it is called; its state says how often. */
@work({ cacheCalls: false, parallel: true, executor: 'inline' })
export class Beat {
  readonly _plan = { name: 'beat' };
  begun = 0;
  ended = 0;
  calls: string[] = [];

  async run(): Promise<void> {
    const body = randomUUID();
    write({ kind: 'begin', call: 'beat', body, attempt: 1 });
    this.begun++;
    await wait(1);
    this.calls.push('beat');
    this.ended++;
    write({ kind: 'end', call: 'beat', body });
  }
}
