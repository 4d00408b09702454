import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { CheckGroup } from './check.js';
import type { JobLog } from './job-log.js';
import { assertError } from './results.js';

const stopped = new Error('nobody waits any more');

/** What only a process of its own can do. */
export const processes: CheckGroup = {
  name: 'processes',
  checks: [
    {
      name: 'runs each slot in a process of its own, and leaves none behind',
      async run(world) {
        const { Echo } = await import('../../fixtures/workers/values.js');
        const stages = [world.open(new Echo()), world.open(new Echo())] as const;
        const pids = await Promise.all(stages.map((stage) => pidOf(stage.start())));
        const whileOpen = children();

        await stages[0].slot.close(5000);
        const afterSlot = children();
        await world.executor.close(5000);

        assert.equal(new Set([process.pid, ...pids]).size, 3);
        assert.deepEqual(new Set(whileOpen), new Set(pids));
        assert.deepEqual(afterSlot, [pids[1]]);
        assert.deepEqual(children(), []);
      },
    },
    {
      name: 'leaves nothing behind of a worker that was ended wherever it stood',
      async run(world) {
        const { AnnouncedFaulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new AnnouncedFaulty());
        const log = stage.start('syncLoop');
        await stage.until(() => stage.work.hasBegun);

        stage.slot.abort(stopped);
        await log.ended;

        assert.deepEqual(children(), []);
      },
    },
    {
      name: 'ends a body that waits for another program, and the program with it',
      async run(world) {
        const { AnnouncedFaulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new AnnouncedFaulty());
        const log = stage.start('blocked');
        await stage.until(() => stage.work.hasBegun);
        const [relay] = children();
        const program = await firstChildOf(relay as number);

        stage.slot.abort(stopped);
        await log.ended;

        assert.deepEqual(children(), []);
        await untilGone(program);
      },
    },
    {
      name: 'ends a process that does not answer',
      async run(world) {
        const { AnnouncedFaulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new AnnouncedFaulty());
        const log = stage.start('neverSettles');
        await stage.until(() => stage.work.hasBegun);
        process.kill(children()[0] as number, 'SIGSTOP');

        stage.slot.abort(stopped);
        await log.ended;

        assert.deepEqual(children(), []);
      },
    },
    {
      name: 'is closed while a process does not answer',
      async run(world) {
        const { Echo } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new Echo());
        process.kill(await pidOf(stage.start()), 'SIGSTOP');

        await stage.slot.close(50);

        assert.deepEqual(children(), []);
      },
    },
    {
      name: 'leaves what an interrupt or a request to end means to the app',
      async run(world) {
        const { Echo } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new Echo());
        const pid = await pidOf(stage.start());

        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);

        assert.equal(await pidOf(stage.start()), pid);
        assert.deepEqual(stage.workerErrors, []);
      },
    },
    {
      name: 'tells of a process that is killed when it is idle, and has another one for the next job',
      async run(world) {
        const { Echo } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new Echo());
        const pid = await pidOf(stage.start());

        process.kill(pid, 'SIGKILL');
        await stage.until(() => stage.workerErrors.length > 0);

        assertError(stage.workerErrors[0], 'WORKLOOP_WORKER_CRASHED', /SIGKILL/);
        assert.notEqual(await pidOf(stage.start()), pid);
      },
    },
    {
      name: 'loses no job and no process when its process is killed at any moment',
      async run(world) {
        const { Echo } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new Echo());
        for (let round = 0; round < 6; round++) {
          const log = stage.start(round);
          for (let turn = 0; turn < 3 ** round; turn++) await new Promise(setImmediate);
          for (const pid of children()) process.kill(pid, 'SIGKILL');
          const { kind } = await log.ended;

          assert.ok(['returned', 'crashed', 'setupFailed'].includes(kind), kind);
        }

        assert.notEqual(await pidOf(stage.start()), process.pid);
      },
    },
    {
      name: 'tells of a process that cannot be started, and tries again with the next job',
      async run(world) {
        const { Echo } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new Echo());
        const { execPath } = process;
        process.execPath = '/nowhere/node';
        const log = stage.start();
        const error = await log.error('setupFailed').finally(() => {
          process.execPath = execPath;
        });

        assertError(error, 'WORKLOOP_WORKER_SETUP', /could not be started: spawn .*ENOENT/);
        assert.notEqual(await pidOf(stage.start()), process.pid);
      },
    },
    {
      name: 'gives its process the arguments, the folder and the environment of the app',
      async run(world) {
        const { Surroundings } = await import('../../fixtures/workers/values.js');
        process.env.WORKLOOP_TEST_SURROUNDINGS = 'inherited';
        const told = await world.open(new Surroundings()).value();

        assert.deepEqual(told, {
          argv: process.argv.slice(2),
          folder: process.cwd(),
          variable: 'inherited',
        });
      },
    },
  ],
};

async function pidOf(log: JobLog): Promise<number> {
  return ((await log.value()) as { pid: number }).pid;
}

/** The processes that this one has started and that are not gone. */
function children(of: number = process.pid): number[] {
  return readdirSync(`/proc/${of}/task`).flatMap((thread) =>
    readFileSync(`/proc/${of}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

async function firstChildOf(pid: number): Promise<number> {
  for (;;) {
    const [child] = children(pid);
    if (child !== undefined) return child;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Whose parent is gone as well, its end is noticed by others, some time. */
async function untilGone(pid: number): Promise<void> {
  while (isThere(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}

function isThere(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
