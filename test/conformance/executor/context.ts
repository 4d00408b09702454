import assert from 'node:assert/strict';
import type { CallName } from 'workloop-internal/executor/call-name.js';
import type { CheckGroup } from './check.js';
import { JobLog } from './job-log.js';

const stopped = new Error('nobody waits any more');

/** What a body may know of its call. */
export const context: CheckGroup = {
  name: 'context',
  checks: [
    {
      name: 'tells a body of its call, before and after an await',
      async run(world) {
        const { Curious } = await import('../../fixtures/workers/context.js');
        const stage = world.open(new Curious());

        const told = await stage.startOn(stage.slot, [], { attempt: 3 }).value();

        const expected = {
          attempt: 3,
          callKey: `v1:${'0'.repeat(64)}`,
          path: 'root.subject',
          isAborted: false,
        };
        assert.deepEqual(told, [expected, expected]);
      },
    },
    {
      name: 'names a call by its key, made of what the queue knows it by',
      async run(world) {
        const { canonicalize, digest } = await import('workloop/identity');
        const { Curious } = await import('../../fixtures/workers/context.js');
        const stage = world.open(new Curious());
        const long = 'x'.repeat(100_000);
        const parts: readonly [CallName[2], unknown][] = [
          [7, canonicalize([7])],
          [long, canonicalize([long])],
          [
            ['a ledger', 7],
            ['a ledger', 7],
          ],
        ];

        for (const [which, digested] of parts) {
          const callKey = digest(['root.subject', 'module#Curious', digested]);
          const log = new JobLog();
          const callName: CallName = ['root.subject', 'module#Curious', which];
          stage.slot.execute({ args: [], attempt: 1, callKey, callName }, log);
          const [before, after] = (await log.value()) as { readonly callKey: string }[];

          assert.equal(before?.callKey, callKey);
          assert.equal(after?.callKey, callKey);
        }
      },
    },
    {
      name: 'logs in the name of the work, at four levels, whole lines',
      async run(world) {
        const { Talkative } = await import('../../fixtures/workers/context.js');
        const stage = world.open(new Talkative());
        await stage.value();

        assert.deepEqual(stage.output, [
          { level: 'debug', stream: 'stdout', text: 'in detail { depth: 2 }' },
          { level: 'info', stream: 'stdout', text: 'half done: 50%' },
          { level: 'warn', stream: 'stderr', text: 'two' },
          { level: 'warn', stream: 'stderr', text: 'lines' },
          { level: 'error', stream: 'stderr', text: 'gone wrong' },
        ]);
      },
    },
    {
      name: 'throws where there is no call',
      async run(world) {
        const { ContextOutside } = await import('../../fixtures/workers/context.js');

        assert.equal(await world.open(new ContextOutside()).value(), 'WORKLOOP_OUTSIDE_CALL');
      },
    },
  ],
};

/** Where a body must be told, because nobody can end it. */
export const cooperation: CheckGroup = {
  name: 'cooperation',
  checks: [
    {
      name: 'aborts the signal with the reason, and waits for the body',
      async run(world) {
        const { Patient } = await import('../../fixtures/workers/context.js');
        const stage = world.open(new Patient());
        const log = stage.start();
        await log.started;

        stage.slot.abort(stopped);

        assert.equal(await log.value(), stopped.message);
      },
    },
  ],
};
