import assert from 'node:assert/strict';
import type { CheckGroup } from './check.js';
import { assertError } from './results.js';

/** `onStart`, `onExit` and `onException`. */
export const hooks: CheckGroup = {
  name: 'hooks',
  checks: [
    {
      name: 'calls onStart once, before the first body, and onExit once, after the last one',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary));
        await stage.value(1);
        await stage.value(2);
        await stage.slot.close(5000);

        assert.deepEqual(afterMaking(world.entries), ['onStart', 'run', 'run', 'onExit']);
      },
    },
    {
      name: 'waits for hooks that take their time',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const deeds = { onStart: 'waits', onException: 'waits', onExit: 'waits' } as const;
        const stage = world.open(new Hooked(world.diary, deeds));
        const error = await stage.start(new TypeError('wrong')).error('threw');
        await stage.slot.close(5000);

        assert.equal((error as Error).message, 'wrong');
        assert.deepEqual(afterMaking(world.entries), [
          ...['onStart', 'onStart is over', 'run', 'wrong', 'onException', 'onException is over'],
          ...['onExit', 'onExit is over'],
        ]);
      },
    },
    {
      name: 'calls no onExit where nothing was started',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        await world.open(new Hooked(world.diary)).slot.close(5000);

        assert.deepEqual(world.entries, []);
      },
    },
    ...((['throws', 'throwsInTime'] as const).map((deed) => ({
      name: `fails the setup where onStart ${deed}, each time anew`,
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary, { onStart: deed }));

        for (let attempt = 0; attempt < 2; attempt++) {
          const log = stage.start(1);
          assertError(causeOf(await log.error('setupFailed')), undefined, /onStart throws/);
          assert.deepEqual(log.events, ['ended']);
        }
        assert.deepEqual(afterMaking(world.entries), ['onStart', 'onStart']);
      },
    })) satisfies CheckGroup['checks']),
    {
      name: 'sets up anew for the next job',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary, { onStart: 'throwsOnce' }));

        await stage.start(1).error('setupFailed');
        const after = await stage.value(2);

        assert.equal(after, 2);
      },
    },
    {
      name: 'keeps the error of the call where onException throws, and tells of the other one',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary, { onException: 'throws' }));

        const error = await stage.start(new TypeError('wrong')).error('threw');
        await stage.until(() => stage.workerErrors.length > 0);

        assert.equal((error as Error).message, 'wrong');
        assert.match(stage.workerErrors[0]?.message ?? '', /onException throws/);
      },
    },
    {
      name: 'tells of an onExit that throws',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary, { onExit: 'throwsInTime' }));
        await stage.value(1);

        await stage.slot.close(5000);

        assert.match(stage.workerErrors[0]?.message ?? '', /onExit throws/);
      },
    },
    {
      name: 'sets up ahead of the first job, once',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary));

        stage.slot.warmUp();
        stage.slot.warmUp();
        await stage.value(1);
        stage.slot.warmUp();
        await stage.value(2);

        assert.deepEqual(afterMaking(world.entries), ['onStart', 'run', 'run']);
      },
    },
    {
      name: 'tells of a setup ahead of the first job that fails, and tries again with the job',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary, { onStart: 'throwsOnce' }));

        stage.slot.warmUp();
        await stage.until(() => stage.workerErrors.length > 0);
        const value = await stage.value(2);

        assert.match(causeOf(stage.workerErrors[0]).message, /onStart throws/);
        assert.equal(value, 2);
      },
    },
  ],
};

/** How a worker comes to the class of its work. */
export const classes: CheckGroup = {
  name: 'classes',
  checks: [
    {
      name: 'finds a class whether it is exported, by which name, or not at all',
      async run(world) {
        const module = await import('../../fixtures/workers/classes.js');

        assert.equal(await world.open(module.makeHidden()).value(), 'hidden');
        assert.equal(await world.open(new module.default()).value('ann'), 'hello ann');
        assert.equal(await world.open(new module.Base()).value(4), 8);
        assert.equal(await world.open(new module.Derived()).value(4), 13);
      },
    },
    {
      name: 'finds a class of a CommonJS module',
      async run(world) {
        const { CommonExported, makeCommonHidden } = await import('../../fixtures/workers/common.cjs');
        const stage = world.open(new CommonExported());

        assert.equal(await world.open(makeCommonHidden()).value(4), '4 of common.cjs');
        assert.equal(await stage.value(4), 4);
        assert.equal(await stage.value(4), 8);
      },
    },
    {
      name: 'finds a class of which only run is decorated',
      async run(world) {
        const { MethodDecorated } = await import('../../fixtures/workers/method-decorated.js');

        assert.equal(await world.open(new MethodDecorated()).value(4), 5);
      },
    },
  ],
};

/** What only workers have to do to come to the class of a work. */
export const loading: CheckGroup = {
  name: 'loading',
  checks: [
    {
      name: 'is ready when the entry file of the app reaches App.run()',
      async run(world) {
        const { Early } = await import('../../fixtures/workers/entry.js');

        assert.equal(await world.open(new Early()).value(21), 42);
      },
    },
    {
      name: 'tells of a class that no worker comes to, because App.run() stands before it',
      async run(world) {
        const { Late } = await import('../../fixtures/workers/entry.js');
        const error = await world.open(new Late()).start(1).error('setupFailed');

        assertError(error, 'WORKLOOP_WORKER_SETUP', /Late/);
      },
    },
    {
      name: 'tells of a class that is made in a function',
      async run(world) {
        const { makeLocal } = await import('../../fixtures/workers/classes.js');
        const error = await world.open(makeLocal()).start(1).error('setupFailed');

        assertError(error, 'WORKLOOP_WORKER_SETUP', /Local.*function/s);
      },
    },
    {
      name: 'tells of a class without a plan, and what makes plans',
      async run(world) {
        const { makeUnplanned } = await import('../../fixtures/workers/unplanned.js');
        const error = await world.open(makeUnplanned()).start(1).error('setupFailed');

        assertError(error, 'WORKLOOP_WORKER_SETUP', /tspc/);
      },
    },
    {
      name: 'tells of a subclass that is not decorated itself',
      async run(world) {
        const { Undecorated } = await import('../../fixtures/workers/classes.js');
        const error = await world.open(new Undecorated()).start(1).error('setupFailed');

        assertError(error, 'WORKLOOP_WORKER_SETUP', /Undecorated/);
      },
    },
    {
      name: 'tells of a module that throws',
      async run(world) {
        const { ThrowsOnLoad } = await import('../../fixtures/workers/loading-throws.js');
        const error = await world.open(new ThrowsOnLoad()).start().error('setupFailed');

        assertError(causeOf(error), undefined, /does not load in a worker/);
      },
    },
    ...(['never', 'loops'].map((how) => ({
      name: `gives up on a module that is not loaded in time (${how})`,
      async run(world) {
        const { NeverLoaded } = await import('../../fixtures/workers/loading.js');
        const { LoopsOnLoad } = await import('../../fixtures/workers/loading-loops.js');
        const executor = world.makeExecutor({ startTimeoutMs: 300 });
        const work = how === 'never' ? new NeverLoaded() : new LoopsOnLoad();
        const error = await world.open(work, {}, executor).start().error('setupFailed');

        assertError(error, 'WORKLOOP_WORKER_SETUP', /startTimeoutMs/);
      },
    })) satisfies CheckGroup['checks']),
    ...((['throws', 'exits'] as const).map((deed) => ({
      name: `tells of a constructor that ${deed}`,
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const log = world.open(new Hooked(world.diary, { making: deed })).start(1);
        const error = causeOf(await log.error('setupFailed'));

        assertError(error, undefined, deed === 'throws' ? /making throws/ : /process\.exit\(4\)/);
        assert.deepEqual(log.events, ['ended']);
      },
    })) satisfies CheckGroup['checks']),
    {
      name: 'makes the instance anew where the constructor failed',
      async run(world) {
        const { Hooked } = await import('../../fixtures/workers/hooks.js');
        const stage = world.open(new Hooked(world.diary, { making: 'throwsOnce' }));

        await stage.start(1).error('setupFailed');

        assert.equal(await stage.value(2), 2);
      },
    },
    {
      name: 'tells of a field that cannot cross',
      async run(world) {
        const { Uncrossable } = await import('../../fixtures/workers/state.js');
        const error = await world.open(new Uncrossable()).start().error('setupFailed');

        assertError(error, 'WORKLOOP_FIELD_VALUE', /root\.subject/);
        assertError(error, 'WORKLOOP_FIELD_VALUE', /handler\.deep\[0\]/);
      },
    },
  ],
};

/** Executors say the constructor's work for the instances that they make, inline there is none. */
function afterMaking(entries: readonly string[]): string[] {
  return entries.filter((entry) => entry !== 'making');
}

/** Where an error comes from; itself, where it was passed on as it is. */
function causeOf(error: unknown): Error {
  const { cause } = error as Error;
  return (cause as Error | undefined) ?? (error as Error);
}
