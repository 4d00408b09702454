import assert from 'node:assert/strict';
import type { CheckGroup } from './check.js';

/** What code in a worker may do as it does elsewhere. */
export const habits: CheckGroup = {
  name: 'habits',
  checks: [
    {
      name: 'calls back when something is printed, and takes every encoding',
      async run(world) {
        const { StreamUser } = await import('../../fixtures/workers/habits.js');
        const stage = world.open(new StreamUser());

        const order = await stage.value('callbacks');

        assert.deepEqual(order, ['write returned true', 'first written', 'second written']);
        assert.deepEqual(stage.lines(), ['one', 'two']);
      },
    },
    {
      name: 'has the whole console',
      async run(world) {
        const { StreamUser } = await import('../../fixtures/workers/habits.js');
        const stage = world.open(new StreamUser());
        await stage.value('console');

        const lines = stage.lines();
        assert.ok(lines.some((line) => line.includes('ann') && line.includes('7')));
        assert.deepEqual(lines.slice(-3), ['{ deep: [Object] }', 'outer', '  seven is 7']);
        assert.deepEqual(stage.lines('stderr'), ['too far']);
      },
    },
    {
      name: 'lets streams be piped to its own, which stay open',
      async run(world) {
        const { StreamUser } = await import('../../fixtures/workers/habits.js');
        const stage = world.open(new StreamUser());

        assert.equal(await stage.value('pipe'), true);
        assert.deepEqual(stage.lines(), ['piped one', 'piped two']);
      },
    },
    {
      name: 'puts together a character that is printed in two halves',
      async run(world) {
        const { StreamUser } = await import('../../fixtures/workers/habits.js');
        const stage = world.open(new StreamUser());
        await stage.value('halves');

        assert.deepEqual(stage.lines(), ['half a € sign']);
      },
    },
    {
      name: 'runs listeners of the exit, and hands on what they print',
      async run(world) {
        const { StreamUser } = await import('../../fixtures/workers/habits.js');
        const stage = world.open(new StreamUser());
        const error = (await stage.start('exitListener').error('crashed')) as Error;

        assert.match(error.message, /process\.exit\(3\)/);
        assert.deepEqual(stage.lines(), ['leaving with 3']);
      },
    },
    {
      name: 'lives on where the code itself handles what nobody catches',
      async run(world) {
        const { Guarded } = await import('../../fixtures/workers/habits.js');
        const stage = world.open(new Guarded());

        assert.equal(await stage.value(), 'handled, execution 1');
        assert.equal(await stage.value(), 'handled, execution 2');
        assert.deepEqual(stage.workerErrors, []);
      },
    },
    {
      name: 'leaves the port of the thread to the code',
      async run(world) {
        const { PortUser } = await import('../../fixtures/workers/habits.js');
        const stage = world.open(new PortUser());

        assert.deepEqual([await stage.value(), await stage.value()], ['ran', 'ran']);
      },
    },
    {
      name: 'lets a body leave in good order when its slot is closed',
      async run(world) {
        const { Polite } = await import('../../fixtures/workers/habits.js');
        const stage = world.open(new Polite(world.diary));
        const log = stage.start();
        await stage.until(() => stage.work.state === 'waiting');
        await stage.slot.close(20_000);

        assert.match(String(await log.value()), /^left: .*closed/);
        assert.deepEqual(world.entries, ['told']);
        assert.equal(stage.work.state, 'told');
      },
    },
  ],
};

/** What becomes of a worker whose fields cannot be those of the flow. */
export const unfit: CheckGroup = {
  name: 'fields that part',
  checks: [
    {
      name: 'ends the call where the app takes a change of the work for a conflict, and begins anew with its fields',
      async run(world) {
        const { AnnouncedFaulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new AnnouncedFaulty());
        const conflict = new RangeError('conflict');
        stage.onRemoteChanges = () => {
          throw conflict;
        };

        assert.equal(await stage.start('syncLoop').error('threw'), conflict);
        assert.equal(stage.work.hasBegun, false);
      },
    },
    {
      name: 'ends the call where the flow gives a field what cannot cross, and names it',
      async run(world) {
        const { Faulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new Faulty());
        const log = stage.start('syncLoop');
        await stage.until(() => stage.work.executions === 1);
        Reflect.set(stage.work, 'executions', { rows: [1, () => 2] });

        const error = (await log.error('invalid')) as Error & { code: string };
        assert.equal(error.code, 'WORKLOOP_FIELD_VALUE');
        assert.match(error.message, /`executions\.rows\[1\]` of `root\.subject`/);
        stage.work.executions = 5;
        assert.equal(await stage.value(undefined, 'after'), 'after');
        assert.equal(stage.work.executions, 6);
      },
    },
  ],
};

/** How works share few threads. */
export const fewThreads: CheckGroup = {
  name: 'few threads',
  checks: [
    {
      name: 'gives the thread of an idle work to one that needs it, after its onExit',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const executor = world.makeExecutor({ maxThreads: 1 });
        const [one, other] = [
          world.open(new Hooked(world.diary), {}, executor),
          world.open(new Hooked(world.diary), {}, executor),
        ];
        await one.value(1);
        await other.value(2);

        const round = ['making', 'onStart', 'run'];
        assert.deepEqual(world.entries, [...round, 'onExit', ...round]);
      },
    },
    {
      name: 'keeps the fields of a work that gave its thread up, and nothing else of it',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const executor = world.makeExecutor({ maxThreads: 1 });
        const [one, other] = [
          world.open(new Counter(), {}, executor),
          world.open(new Counter(), {}, executor),
        ];
        const before = [await one.value(), await one.value()];
        await other.value();

        assert.deepEqual(before.at(-1), { count: 2, executions: 2 });
        assert.deepEqual(await one.value(), { count: 3, executions: 1 });
      },
    },
    {
      name: 'takes the thread of the work that has been idle longest',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const executor = world.makeExecutor({ maxThreads: 2 });
        const stages = [1, 2, 3].map(() => world.open(new Counter(), {}, executor));
        for (const index of [0, 1, 0, 2]) await stages[index]?.value();

        const [first, second] = [await stages[0]?.value(), await stages[1]?.value()];
        assert.deepEqual(first, { count: 3, executions: 3 });
        assert.deepEqual(second, { count: 2, executions: 1 });
      },
    },
    {
      name: 'runs jobs first in first out where no thread is idle',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const executor = world.makeExecutor({ maxThreads: 1 });
        const stages = [1, 2, 3, 4].map(() => world.open(new Counter(), {}, executor));
        const order: number[] = [];
        await Promise.all(
          stages.map(async (stage, index) => {
            await stage.value();
            order.push(index);
          }),
        );

        assert.deepEqual(order, [0, 1, 2, 3]);
      },
    },
    {
      name: 'forgets a waiting job that is aborted, and does not wait with it',
      async run(world) {
        const { Faulty } = await import('../../fixtures/workers/faults.js');
        const executor = world.makeExecutor({ maxThreads: 1 });
        const [busy, waiting] = [
          world.open(new Faulty(), {}, executor),
          world.open(new Faulty(), {}, executor),
        ];
        const running = busy.start('syncLoop');
        await running.started;
        const log = waiting.start();
        await new Promise(setImmediate);
        waiting.slot.abort(new Error('enough'));

        assert.deepEqual(await log.ended, { kind: 'neverBegan' });
        assert.deepEqual(running.events, ['started']);
        busy.slot.abort(new Error('enough'));
        await running.ended;
        assert.equal(await waiting.value(undefined, 'after'), 'after');
      },
    },
    {
      name: 'takes no thread from a work for one that only warms up',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const executor = world.makeExecutor({ maxThreads: 1 });
        const [one, other] = [
          world.open(new Counter(), {}, executor),
          world.open(new Counter(), {}, executor),
        ];
        await one.value();
        other.slot.warmUp();

        assert.deepEqual(await one.value(), { count: 2, executions: 2 });
        assert.deepEqual(await other.value(), { count: 1, executions: 1 });
      },
    },
    {
      name: 'keeps the process of the app alive while a body runs, and no longer',
      async run(world) {
        const { Rester } = await import('../../fixtures/workers/habits.js');
        const held = () =>
          process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name)).length;
        const before = held();
        const stage = world.open(new Rester());
        stage.slot.warmUp();
        const starting = held();
        const log = stage.start();
        await stage.until(() => stage.work.hasBegun);
        const running = held();
        stage.slot.abort(new Error('enough'));
        await log.ended;
        const { Counter } = await import('../../fixtures/workers/counter.js');
        await world.open(new Counter()).value();
        await new Promise(setImmediate);

        assert.ok(starting > before);
        assert.ok(running > before);
        assert.equal(held(), before);
      },
    },
  ],
};
