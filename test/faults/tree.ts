import { types } from 'node:util';
import { fail, flow, handleOf, QueueFullError, stop, use, WorkFailedError } from 'workloop';
import { write } from './journal.js';
import { LoopingOnLoad } from './modules/loops.js';
import { WaitingOnLoad } from './modules/never.js';
import { ThrowingOnLoad } from './modules/throws.js';
import type { Scenario, Task, WorkPlan } from './scenario.js';
import { AsyncVictim, SyncVictim, type Victim } from './victim.js';

/** A work as the flow calls it. */
export type RunnableVictim = Victim & { run(task: Task): unknown };

/** Makes the work of a plan. */
export function makeVictim(plan: WorkPlan, folder: string): RunnableVictim {
  switch (plan.module) {
    case 'throws':
      return new ThrowingOnLoad(plan, folder);
    case 'never':
      return new WaitingOnLoad(plan, folder);
    case 'loops':
      return new LoopingOnLoad(plan, folder);
    case 'fine':
      return plan.isSynchronous ? new SyncVictim(plan, folder) : new AsyncVictim(plan, folder);
  }
}

/** Calls its works until it has an answer to each of their tasks, whatever that is. */
@flow()
export class Group {
  single: RunnableVictim | undefined;
  several: RunnableVictim[] = [];
  byName = new Map<string, RunnableVictim>();
  groups: Group[] = [];
  readonly #journal: string;
  readonly #answered = new Set<string>();
  /** Of calls that are not cached: each is made once. */
  readonly #promises = new Map<string, unknown>();

  constructor(journal: string) {
    this.#journal = journal;
  }

  get works(): readonly RunnableVictim[] {
    return [...(this.single === undefined ? [] : [this.single]), ...this.several, ...this.byName.values()];
  }

  get answers(): number {
    return this.groups.reduce((sum, group) => sum + group.answers, this.#answered.size);
  }

  /** How many tasks of works that are still there have no answer. */
  get open(): number {
    const own = this.works.flatMap((work) => this.#openTasksOf(work)).length;
    return this.groups.reduce((sum, group) => sum + group.open, own);
  }

  /** Takes a work in at the place that its plan names. */
  add(work: RunnableVictim): void {
    const { place, name } = work._plan;
    if (place === 'field' && this.single === undefined) this.single = work;
    else if (place === 'map') this.byName.set(name, work);
    else this.several.push(work);
  }

  remove(work: RunnableVictim): void {
    if (this.single === work) this.single = undefined;
    this.several = this.several.filter((each) => each !== work);
    this.byName.delete(work._plan.name);
  }

  run(): void {
    const parallel = this.works.filter((work) => work._plan.options.parallel);
    for (const work of parallel) for (const task of this.#openTasksOf(work)) this.#submit(work, task);
    for (const group of this.groups) group.run();
    for (const work of this.works) for (const task of this.#openTasksOf(work)) this.#finish(work, task);
  }

  #openTasksOf(work: RunnableVictim): Task[] {
    return work._plan.tasks.filter(({ token }) => !this.#answered.has(token));
  }

  /** Returns what the call returned, or `undefined` where the queue is full. */
  #submit(work: RunnableVictim, task: Task): { readonly returned: unknown } | undefined {
    const { cacheCalls } = work._plan.options;
    if (!cacheCalls && this.#promises.has(task.token)) return { returned: this.#promises.get(task.token) };
    try {
      const returned = work.run(task);
      if (!cacheCalls) this.#promises.set(task.token, returned);
      return { returned };
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error;
      const waiting = handleOf(work).queueLength;
      write(this.#journal, { kind: 'full', work: task.work, waiting });
      return undefined;
    }
  }

  #finish(work: RunnableVictim, task: Task): void {
    let answer: { readonly value: string } | { readonly error: string };
    try {
      const call = this.#submit(work, task);
      if (call === undefined) return;
      const { returned } = call;
      const value = returned instanceof Promise ? use(returned) : returned;
      answer = { value: String((value as { token?: unknown }).token) };
    } catch (error) {
      if (!(error instanceof WorkFailedError)) throw error;
      answer = { error: nameOf(error.cause) };
    }
    this.#answered.add(task.token);
    write(this.#journal, { kind: 'answer', work: task.work, token: task.token, ...answer });
  }
}

/** The root: ends the app as its scenario says. */
@flow()
export class Root extends Group {
  readonly #scenario: Scenario;
  readonly #say: (ending: string) => void;

  constructor(scenario: Scenario, journal: string) {
    super(journal);
    this.#scenario = scenario;
    this.#say = (name) => write(journal, { kind: 'ending', name });
  }

  override run(): void {
    const { name, afterAnswers } = this.#scenario.ending;
    if (this.answers >= afterAnswers && name !== 'done' && name !== 'raise') {
      this.#say(name);
      if (name === 'stop') stop('in the middle');
      if (name === 'fail') fail('in the middle');
      throw new RangeError('the flow throws');
    }
    super.run();
    if (this.open > 0) return;
    this.#say('done');
    stop('all is done');
  }
}

function nameOf(error: unknown): string {
  // Not `instanceof`: some of these errors throw when they are looked at.
  return types.isNativeError(error) ? error.name : typeof error;
}
