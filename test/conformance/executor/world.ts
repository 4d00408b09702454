import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkDefinition } from 'workloop-internal/component/definition.js';
import type { ExecutorName, ResolvedWorkOptions, WorkOptions } from 'workloop-internal/component/options.js';
import type { WorkState } from 'workloop-internal/component/state/work-state.js';
import type { Executor } from 'workloop-internal/executor/executor.js';
import { Stage } from './stage.js';

/** What checks need of the built package and cannot import by its name. */
export interface Internals {
  makeExecutor(name: ExecutorName, options: { startTimeoutMs: number; maxThreads: number }): Executor;
  makeState(work: object, definition: WorkDefinition): WorkState;
  definitionOf(work: object): WorkDefinition;
  resolveOptions(...layers: WorkOptions[]): ResolvedWorkOptions;
}

/** How long a slot may take to close where its `onExit` is not at issue. */
const GRACE_MS = 5000;

/** All that one check has to do with. */
export class World {
  readonly executor: Executor;
  /** A folder of its own. */
  readonly folder = mkdtempSync(join(tmpdir(), 'workloop-executor-'));
  readonly #stages: Stage<object>[] = [];
  readonly #executors: Executor[] = [];

  constructor(
    private readonly name: ExecutorName,
    private readonly internals: Internals,
  ) {
    this.executor = this.makeExecutor();
  }

  /** A further executor of the same kind. */
  makeExecutor({ startTimeoutMs = 20_000, maxThreads = 4 } = {}): Executor {
    const executor = this.internals.makeExecutor(this.name, { startTimeoutMs, maxThreads });
    this.#executors.push(executor);
    return executor;
  }

  /** Puts a work where the executor finds it. */
  open<Work extends object>(
    work: Work,
    options: WorkOptions = {},
    executor: Executor = this.executor,
  ): Stage<Work> {
    const { internals } = this;
    const definition = internals.definitionOf(work);
    const resolved = internals.resolveOptions(definition.options, options);
    const state = internals.makeState(work, definition);
    const stage = new Stage(work, definition, resolved, state, executor);
    this.#stages.push(stage);
    return stage;
  }

  /** A file in which works say what is done to them. */
  get diary(): string {
    return join(this.folder, 'diary');
  }

  /** The lines of the diary. */
  get entries(): string[] {
    try {
      return readFileSync(this.diary, 'utf8').split('\n').slice(0, -1);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** Closes everything, and looks whether every job was told of as it is to be. */
  async close(): Promise<void> {
    await Promise.all(this.#stages.map((stage) => stage.close(GRACE_MS)));
    await Promise.all(this.#executors.map((executor) => executor.close(GRACE_MS)));
    rmSync(this.folder, { recursive: true, force: true });
    for (const stage of this.#stages) for (const log of stage.logs) log.verify();
  }
}
