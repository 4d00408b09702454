import assert from 'node:assert/strict';
import type { CheckGroup } from './check.js';
import { assertError } from './results.js';

/** How many messages go in each direction. */
const MESSAGES = 10_000;

/** Fields of a work, which the flow and its worker see alike. */
export const state: CheckGroup = {
  name: 'state',
  checks: [
    {
      name: 'begins with the fields as they are in the flow, and leaves them as the work did',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());
        stage.work.count = 40;

        const first = (await stage.value(2)) as { count: number };
        stage.work.count = 100;
        const second = (await stage.value(1)) as { count: number };

        assert.equal(first.count, 42);
        assert.equal(second.count, 101);
        assert.equal(stage.work.count, 101);
      },
    },
    {
      name: 'carries assignments, appends, Map and Set changes and nested ones to the flow, complete and in order',
      async run(world) {
        const { Progress } = await import('../../fixtures/workers/state.js');
        const stage = world.open(new Progress());

        assert.equal(await stage.value(1000), 1000);

        const { work } = stage;
        const steps = Array.from({ length: 1000 }, (_, index) => index + 1);
        assert.equal(work.progress, 1);
        assert.deepEqual([...work.rows], steps);
        assert.deepEqual([...work.seen], steps);
        assert.equal(work.byName.get('step 1000'), 1000);
        assert.deepEqual(
          { ...work.settings, tags: [...work.settings.tags] },
          { depth: 1001, tags: ['first', 'last'] },
        );
      },
    },
    {
      name: 'shows the flow what happens while the body runs',
      async run(world) {
        const { AnnouncedFaulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new AnnouncedFaulty());
        const log = stage.start('neverSettles');

        await stage.until(() => stage.work.hasBegun);
        const events = [...log.events];
        stage.slot.abort(new Error('enough'));

        assert.deepEqual(events, ['started']);
      },
    },
    {
      name: 'reaches a body in the middle of a synchronous loop',
      async run(world) {
        const { Obedient } = await import('../../fixtures/workers/state.js');
        const stage = world.open(new Obedient());
        const log = stage.start();
        await stage.until(() => stage.work.hasBegun);

        stage.work.stopRequested = true;

        assert.equal(await log.value(), 'stopped as it was told');
      },
    },
    {
      name: `carries ${MESSAGES} appends in each direction, complete and in order`,
      async run(world) {
        const { Correspondent } = await import('../../fixtures/workers/state.js');
        const stage = world.open(new Correspondent());
        const log = stage.start(MESSAGES);
        await log.started;

        for (let message = 0; message < MESSAGES; message++) {
          stage.work.inbox.push(message);
          if (message % 500 === 0) await new Promise(setImmediate);
        }

        assert.equal(await log.value(), MESSAGES);
        assert.deepEqual(
          [...stage.work.outbox],
          Array.from({ length: MESSAGES }, (_, index) => 2 * index),
        );
      },
    },
    {
      name: 'makes few messages of ten thousand assignments',
      async run(world) {
        const { Busy } = await import('../../fixtures/workers/state.js');
        const stage = world.open(new Busy());

        assert.equal(await stage.value(), 10_000);

        assert.equal(stage.work.value, 10_000);
        assert.ok(stage.remoteMessages < 200, `There were ${stage.remoteMessages} messages.`);
      },
    },
    {
      name: 'leaves out fields that are no state',
      async run(world) {
        const { Secretive } = await import('../../fixtures/workers/state.js');
        const stage = world.open(new Secretive());

        await stage.value();
        const second = await stage.value();

        assert.deepEqual(second, { shown: 2, hidden: 2, secret: 'function' });
        assert.equal(stage.work.shown, 2);
      },
    },
    {
      name: 'lets nobody write fields where several calls run side by side',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const error = await world.open(new Counter(), { concurrency: 2 }).start().error('threw');

        assertError(error, 'WORKLOOP_READ_ONLY_FIELD', /count/);
      },
    },
  ],
};
