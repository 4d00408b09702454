import assert from 'node:assert/strict';
import type { Fault } from '../../fixtures/workers/faults.js';
import type { Check, CheckGroup } from './check.js';
import { assertError } from './results.js';

/** A worker that ends during a call, and what is said about it. */
function crash(fault: Fault, message: RegExp): Check {
  return {
    name: `tells of a crash, and has another worker for the next job (${fault})`,
    async run(world) {
      const { Faulty } = await import('../../fixtures/workers/faults.js');
      const { Counter } = await import('../../fixtures/workers/counter.js');
      const stage = world.open(new Faulty(), { maxMemoryMb: 64 });
      const neighbour = world.open(new Counter());
      await Promise.all([stage.value(), neighbour.value()]);

      const log = stage.start(fault);
      const error = await log.error('crashed');
      const after = await stage.value(undefined, 'recovered');
      const elsewhere = (await neighbour.value()) as { executions: number };

      assertError(error, 'WORKLOOP_WORKER_CRASHED', message);
      assertError(error, 'WORKLOOP_WORKER_CRASHED', /root\.subject/);
      assert.deepEqual(log.events, ['started', 'ended']);
      assert.equal(after, 'recovered');
      assert.equal(elsewhere.executions, 2);
    },
  };
}

/** Ends of workers that nobody asked for. */
export const crashes: CheckGroup = {
  name: 'crashes',
  checks: [
    crash('exit0', /process\.exit\(0\)/),
    crash('exit3', /process\.exit\(3\)/),
    crash('exitInTimer', /process\.exit\(3\)/),
    crash('outOfMemory', /memory.*maxMemoryMb: 64/),
    crash('uncaughtInTimer', /nobody caught me/),
    crash('unhandledRejection', /nobody caught me/),
    {
      name: 'gives the error that nobody caught as the cause',
      async run(world) {
        const { Faulty } = await import('../../fixtures/workers/faults.js');
        const error = (await world.open(new Faulty()).start('uncaughtInTimer').error('crashed')) as Error;

        const cause = error.cause as Error & { code: string };
        assert.equal(cause.name, 'RangeError');
        assert.equal(cause.code, 'UNCAUGHT');
        assert.match(cause.stack ?? '', /faults\.[jt]s/);
      },
    },
    {
      name: 'does not take process.exitCode for an end',
      async run(world) {
        const { Faulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new Faulty());

        assert.equal(await stage.value('exitCode'), 'done');
        assert.equal(await stage.value(undefined, 'and on'), 'and on');
      },
    },
    ...((['exit3', 'uncaughtInTimer'] as const).map((fault) => ({
      name: `tells of a worker that ends when it is idle, and has another one for the next job (${fault})`,
      async run(world) {
        const { FaultyLater } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new FaultyLater());

        assert.equal(await stage.value(fault), 'answered');
        await stage.until(() => stage.workerErrors.length > 0);

        assert.equal(await stage.value(), 'answered');
        assert.equal(stage.workerErrors.length, 1);
      },
    })) satisfies CheckGroup['checks']),
    {
      name: 'is closed after a crash',
      async run(world) {
        const { Faulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new Faulty());
        await stage.start('exit3').error('crashed');

        await stage.slot.close(1000);
      },
    },
    {
      name: 'keeps the fields as the work left them, for the next worker',
      async run(world) {
        const { Faulty } = await import('../../fixtures/workers/faults.js');
        const stage = world.open(new Faulty());

        await stage.start('exit3').error('crashed');
        await stage.value(undefined, 'recovered');

        assert.equal(stage.work.executions, 2);
      },
    },
  ],
};

/** Ends that take the whole process along, which only a process of its own survives. */
export const signals: CheckGroup = {
  name: 'signals',
  checks: [
    crash('sigkill', /SIGKILL/),
    crash('sigsegv', /SIGSEGV/),
    crash('outOfBytes', /memory.*maxMemoryMb: 64/),
    {
      name: 'loses no line of a body that kills its own process',
      async run(world) {
        const { Printer } = await import('../../fixtures/workers/printing.js');
        const stage = world.open(new Printer());
        await stage.start('beforeKill').error('crashed');

        assert.deepEqual(
          stage.lines(),
          Array.from({ length: 10 }, (_, line) => `line ${line}`),
        );
      },
    },
  ],
};
