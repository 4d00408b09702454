import assert from 'node:assert/strict';
import type { CheckGroup } from './check.js';

const stopped = new Error('nobody waits any more');

/** When things happen to jobs and slots. */
export const lifecycle: CheckGroup = {
  name: 'lifecycle',
  checks: [
    {
      name: 'begins nothing before execute has returned and microtasks have run',
      async run(world) {
        const { AsyncEcho } = await import('../../fixtures/workers/values.js');
        const log = world.open(new AsyncEcho()).start();
        const atOnce = log.events.length;
        await Promise.resolve();
        const afterMicrotasks = log.events.length;
        await log.ended;

        assert.deepEqual([atOnce, afterMicrotasks], [0, 0]);
        assert.deepEqual(log.events, ['started', 'ended']);
      },
    },
    {
      name: 'does not run a body that may not begin, and takes the next one',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());

        const refused = await stage.startOn(stage.slot, [5], { mayStart: false }).ended;
        const after = await stage.value(1);

        assert.deepEqual(refused, { kind: 'neverBegan' });
        assert.deepEqual(after, { count: 1, executions: 1 });
      },
    },
    {
      name: 'runs calls of several slots side by side',
      async run(world) {
        const { Meeting } = await import('../../fixtures/workers/meeting.js');
        const stage = world.open(new Meeting());
        const names = ['ann', 'bob', 'cleo'];
        const slots = [stage.slot, stage.openSlot(), stage.openSlot()];

        const present = await Promise.all(
          slots.map((slot, index) => stage.startOn(slot, [world.folder, names[index], names]).value()),
        );

        assert.deepEqual(present, [3, 3, 3]);
      },
    },
    {
      name: 'drops a job that is aborted before it began',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());

        const log = stage.start(7);
        stage.slot.abort(stopped);
        const result = await log.ended;
        const after = (await stage.value(1)) as { count: number };

        assert.equal(result.kind, 'neverBegan');
        assert.equal(after.count, 1);
      },
    },
    {
      name: 'takes an abort without a job for nothing',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());

        stage.slot.abort(stopped);
        await stage.value(1);
        stage.slot.abort(stopped);
        const after = await stage.value(1);

        assert.deepEqual(after, { count: 2, executions: 2 });
      },
    },
    {
      name: 'is closed before its first job as well, and twice',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());

        await Promise.all([stage.slot.close(1000), stage.slot.close(1000)]);
        await stage.slot.close(1000);
        await Promise.all([world.executor.close(1000), world.executor.close(1000)]);
      },
    },
    {
      name: 'closes all slots with the executor, and runs their onExit',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        await world.open(new Hooked(world.diary)).value(1);

        await world.executor.close(5000);

        assert.equal(world.entries.at(-1), 'onExit');
      },
    },
  ],
};

/** What holds where a body can be ended from outside. */
export const interruption: CheckGroup = {
  name: 'interruption',
  checks: [
    ...((['syncLoop', 'asyncLoop', 'neverSettles'] as const).map((fault) => ({
      name: `ends a body wherever it stands, and is free for the next job (${fault})`,
      async run(world) {
        const { AnnouncedFaulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new AnnouncedFaulty());
        const log = stage.start(fault);
        await stage.until(() => stage.work.hasBegun);

        stage.slot.abort(stopped);
        stage.slot.abort(stopped);
        await log.ended;
        stage.work.hasBegun = false;
        const next = stage.start('exitCode');

        assert.equal(await next.value(), 'done');
      },
    })) satisfies CheckGroup['checks']),
    ...((['making', 'onStart'] as const).map((hook) => ({
      name: `ends a worker that loops in its setup (${hook})`,
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary, { [hook]: 'loops' }));
        const log = stage.start(1);
        await untilTrue(() => world.entries.at(-1) === hook);

        stage.slot.abort(stopped);
        await log.ended;

        assert.equal(world.entries.at(-1), hook);
      },
    })) satisfies CheckGroup['checks']),
    {
      name: 'ends a job that is aborted while its module loads',
      async run(world) {
        const { NeverLoaded } = await import('../../fixtures/workers/loading.js');
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new NeverLoaded());
        const log = stage.start();
        // By then the other one's worker was started, loaded and set up.
        await world.open(new Counter()).value();

        stage.slot.abort(stopped);
        const result = await log.ended;

        assert.equal(result.kind, 'neverBegan');
      },
    },
    {
      name: 'lets an abort and the end of the body meet',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());
        for (let round = 0; round < 5; round++) {
          const log = stage.start();
          await log.started;
          for (let wait = 0; wait < round; wait++) await new Promise(setImmediate);
          stage.slot.abort(stopped);
          await log.ended;
        }

        const after = await stage.start().ended;

        assert.equal(after.kind, 'returned');
      },
    },
    {
      name: 'ends a job under way when it is closed, and resolves afterwards',
      async run(world) {
        const { AnnouncedFaulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new AnnouncedFaulty());
        const log = stage.start('syncLoop');
        await stage.until(() => stage.work.hasBegun);

        await Promise.all([stage.slot.close(100), stage.slot.close(100)]);

        assert.deepEqual(log.events, ['started', 'ended']);
      },
    },
    {
      name: 'is closed while its worker starts',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());
        const log = stage.start();

        await stage.slot.close(1000);

        assert.deepEqual(log.events.at(-1), 'ended');
      },
    },
    {
      name: 'gives up on an onExit that takes longer than it may',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const never = world.open(new Hooked(world.diary, { onExit: 'never' }));
        const loops = world.open(new Hooked(world.diary, { onExit: 'loops' }));
        await Promise.all([never.value(1), loops.value(1)]);

        await Promise.all([never.slot.close(50), loops.slot.close(50)]);

        assert.equal(world.entries.filter((entry) => entry === 'onExit').length, 2);
      },
    },
  ],
};

async function untilTrue(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
