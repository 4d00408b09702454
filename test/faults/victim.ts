import { randomUUID } from 'node:crypto';
import { appendFileSync, statSync } from 'node:fs';
import { callContext, isWorker, work } from 'workloop';
import type { HookPlace } from './catalogue.js';
import { commit, waitFor } from './commit.js';
import { write } from './journal.js';
import type { Task, WorkPlan } from './scenario.js';

/** How often a body says that it is still there, in milliseconds. */
const ALIVE_MS = 20;

/** A work to which everything happens, and that writes it down. */
export abstract class Victim {
  /** Counted up by each body, where the fields may be written. */
  progress = 0;
  /** Set by the flow. */
  told = 0;
  readonly _plan: WorkPlan;
  readonly _folder: string;

  /** @param folder The journal is in it, and what hooks remember. */
  constructor(plan: WorkPlan, folder: string) {
    this._plan = plan;
    this._folder = folder;
    // The flow's own instance is not the one that is to fail.
    if (isWorker) void this._perform('making');
  }

  onStart(): unknown {
    return this._perform('onStart');
  }

  onException(): unknown {
    return this._perform('onException');
  }

  onExit(): unknown {
    return this._perform('onExit');
  }

  /** Says that a body begins; returns its name. */
  _begin(task: Task, attempt: number): string {
    const body = randomUUID();
    write(this._journal, { kind: 'begin', work: task.work, token: task.token, attempt, body });
    if (this._plan.options.concurrency === 1) this.progress++;
    return body;
  }

  _say(kind: 'alive' | 'end', body: string): void {
    write(this._journal, { kind, work: this._plan.name, body });
  }

  _commit(task: Task, attempt: number, signal: AbortSignal): unknown {
    const answer = { token: task.token };
    if (task.fault === undefined || attempt > task.times) return answer;
    write(this._journal, { kind: 'fault', work: task.work, fault: task.fault, token: task.token });
    return commit(task.fault, answer, signal);
  }

  _perform(place: HookPlace): unknown {
    const planned = this._plan.hooks[place];
    if (planned === undefined || this._count(place) > planned.times) return undefined;
    write(this._journal, { kind: 'fault', work: this._plan.name, fault: `${place} ${planned.deed}` });
    switch (planned.deed) {
      case 'throws':
        throw new RangeError(`${place} throws`);
      case 'rejects':
        return new Promise((_resolve, reject) => {
          setTimeout(() => reject(new RangeError(`${place} throws`)), 1);
        });
      case 'exits':
        return process.exit(4);
      case 'never':
        return new Promise(() => undefined);
      case 'loops':
        for (;;);
    }
  }

  get _journal(): string {
    return `${this._folder}/journal`;
  }

  /** Counts how often a hook was called in all workers of the work. */
  _count(place: HookPlace): number {
    const file = `${this._folder}/${this._plan.name}.${place}`;
    appendFileSync(file, '.');
    return statSync(file).size;
  }
}

/** Its `run` is asynchronous. */
@work()
export class AsyncVictim extends Victim {
  async run(task: Task): Promise<unknown> {
    const { attempt, signal } = callContext();
    const body = this._begin(task, attempt);
    const living = setInterval(() => this._say('alive', body), ALIVE_MS);
    try {
      if (task.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, task.delayMs));
      return await this._commit(task, attempt, signal);
    } finally {
      clearInterval(living);
      this._say('end', body);
    }
  }
}

/** Its `run` is synchronous. */
@work()
export class SyncVictim extends Victim {
  run(task: Task): unknown {
    const { attempt, signal } = callContext();
    const body = this._begin(task, attempt);
    try {
      if (task.delayMs > 0) waitFor(task.delayMs);
      return this._commit(task, attempt, signal);
    } finally {
      this._say('end', body);
    }
  }
}
