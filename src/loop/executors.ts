import type { Clock } from '../clock.js';
import type { ExecutorName } from '../component/options.js';
import type { Executor } from '../executor/executor.js';
import { InlineExecutor } from '../executor/inline-executor.js';
import { ProcessExecutor } from '../executor/process/process-executor.js';
import { ThreadExecutor } from '../executor/thread-executor.js';
import type { ResolvedAppOptions } from './app-options.js';

/** The executors of one app. */
export interface Executors {
  /** Whether works run elsewhere than on the app's own thread where they ask for it. */
  readonly haveWorkers: boolean;
  of(name: ExecutorName): Executor;
  /** Ends all workers, after their `onExit`, which has `graceMs` for it. */
  close(graceMs: number): Promise<void>;
}

/** Makes each executor when it is first asked for: an app without threads loads nothing for them. */
export class AppExecutors implements Executors {
  readonly haveWorkers = true;
  readonly #made = new Map<ExecutorName, Executor>();

  constructor(
    private readonly clock: Clock,
    private readonly options: ResolvedAppOptions,
  ) {}

  of(name: ExecutorName): Executor {
    let executor = this.#made.get(name);
    if (executor === undefined) {
      executor = this.#make(name);
      this.#made.set(name, executor);
    }
    return executor;
  }

  async close(graceMs: number): Promise<void> {
    await Promise.all([...this.#made.values()].map((executor) => executor.close(graceMs)));
  }

  #make(name: ExecutorName): Executor {
    switch (name) {
      case 'inline':
        return new InlineExecutor(this.clock);
      case 'thread':
        return new ThreadExecutor(this.options);
      case 'process':
        return new ProcessExecutor(this.options);
    }
  }
}

/** Runs every work on the app's own thread, whatever it asks for: a virtual clock holds nowhere else. */
export class InlineOnly implements Executors {
  readonly haveWorkers = false;
  readonly #inline: InlineExecutor;

  constructor(clock: Clock) {
    this.#inline = new InlineExecutor(clock);
  }

  of(): Executor {
    return this.#inline;
  }

  close(graceMs: number): Promise<void> {
    return this.#inline.close(graceMs);
  }
}
