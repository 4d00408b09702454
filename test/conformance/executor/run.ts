import type { ExecutorName } from 'workloop-internal/component/options.js';
import type { Check } from './check.js';
import { suite } from './suite.js';
import { type Internals, World } from './world.js';

/*
 * Makes the checks of one executor in plain Node, because threads and processes load compiled modules: one after the
 * other, as the parent names them by message.
 */

/** What the parent asks for. */
export interface CheckRequest {
  readonly group: string;
  readonly check: string;
}

/** What became of it: `problem` is absent where the promise is kept. */
export interface CheckReply {
  readonly problem?: string;
}

const name = process.argv[2] as ExecutorName;
const internals = await loadInternals();

process.on('message', async (request: CheckRequest) => {
  process.send?.(await make(request));
});
process.on('disconnect', () => process.exit());

async function make(request: CheckRequest): Promise<CheckReply> {
  try {
    await makeIn(new World(name, internals), checkOf(request));
    return {};
  } catch (error) {
    return { problem: inFull(error) };
  }
}

async function makeIn(world: World, check: Check): Promise<void> {
  try {
    await check.run(world);
  } finally {
    await world.close();
  }
}

function checkOf({ group, check }: CheckRequest): Check {
  const found = suite.find((each) => each.name === group)?.checks.find((each) => each.name === check);
  if (found === undefined) throw new Error(`There is no check '${check}' in '${group}'.`);
  return found;
}

function inFull(error: unknown): string {
  const { stack, cause } = error as Error;
  return `${stack ?? String(error)}${cause === undefined ? '' : `\ncaused by ${inFull(cause)}`}`;
}

async function loadInternals(): Promise<Internals> {
  const load = <Module>(path: string): Promise<Module> =>
    import(new URL(path, import.meta.resolve('workloop')).href) as Promise<Module>;
  type Classes = {
    clock: typeof import('workloop-internal/clock.js');
    inline: typeof import('workloop-internal/executor/inline-executor.js');
    thread: typeof import('workloop-internal/executor/thread-executor.js');
    process: typeof import('workloop-internal/executor/process/process-executor.js');
    definition: typeof import('workloop-internal/component/definition.js');
    options: typeof import('workloop-internal/component/options.js');
    fields: typeof import('workloop-internal/component/state/state-fields.js');
    state: typeof import('workloop-internal/component/state/work-state.js');
  };
  const { systemClock } = await load<Classes['clock']>('clock.js');
  const { InlineExecutor } = await load<Classes['inline']>('executor/inline-executor.js');
  const { ThreadExecutor } = await load<Classes['thread']>('executor/thread-executor.js');
  const { ProcessExecutor } = await load<Classes['process']>('executor/process/process-executor.js');
  const { definitionOf } = await load<Classes['definition']>('component/definition.js');
  const { resolveWorkOptions } = await load<Classes['options']>('component/options.js');
  const { isStateOf } = await load<Classes['fields']>('component/state/state-fields.js');
  const { WorkState } = await load<Classes['state']>('component/state/work-state.js');
  return {
    makeExecutor(executor, options) {
      switch (executor) {
        case 'inline':
          return new InlineExecutor(systemClock);
        case 'thread':
          return new ThreadExecutor(options);
        case 'process':
          return new ProcessExecutor(options);
      }
    },
    makeState: (work, definition) => new WorkState(work, isStateOf(definition)),
    definitionOf(work) {
      const definition = definitionOf(work);
      if (definition?.kind !== 'work') throw new Error(`${work.constructor.name} is no work.`);
      return definition;
    },
    resolveOptions: resolveWorkOptions,
  };
}
