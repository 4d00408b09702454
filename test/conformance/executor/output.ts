import assert from 'node:assert/strict';
import type { CheckGroup } from './check.js';

const stopped = new Error('nobody waits any more');

/** What a work prints where it has a worker. */
export const output: CheckGroup = {
  name: 'output',
  checks: [
    {
      name: 'hands on whole lines of both streams before the job ends',
      async run(world) {
        const { Printer } = await import('../../fixtures/workers/printing.js');
        const stage = world.open(new Printer());
        await stage.start('lines').ended;

        assert.deepEqual(stage.lines('stdout'), ['one', 'three', 'four']);
        assert.deepEqual(stage.lines('stderr'), ['two']);
        assert.deepEqual(
          stage.output.map(({ level }) => level),
          ['info', 'error', 'info', 'info'],
        );
      },
    },
    {
      name: 'puts lines together, and takes the rest for a line when the call ends',
      async run(world) {
        const { Printer } = await import('../../fixtures/workers/printing.js');
        const stage = world.open(new Printer());
        await stage.start('parts').ended;

        assert.deepEqual(stage.lines(), ['a line in parts', 'and a rest €']);
      },
    },
    {
      name: 'hands on lines of a synchronous loop while it runs',
      async run(world) {
        const { Printer } = await import('../../fixtures/workers/printing.js');
        const stage = world.open(new Printer());
        const log = stage.start('loop');

        await stage.until(() => stage.output.length > 0);
        const wasRunning = !log.events.includes('ended');
        stage.slot.abort(stopped);
        await log.ended;

        assert.ok(wasRunning);
        assert.deepEqual(stage.lines(), ['before the loop']);
      },
    },
    {
      name: 'loses no line of a body that is ended',
      async run(world) {
        const { Printer } = await import('../../fixtures/workers/printing.js');
        const stage = world.open(new Printer());
        const log = stage.start('manyThenLoop');

        await stage.until(() => stage.lines().at(-1) === 'line 999');
        stage.slot.abort(stopped);
        await log.ended;

        assert.deepEqual(
          stage.lines(),
          Array.from({ length: 1000 }, (_, line) => `line ${line}`),
        );
      },
    },
    {
      name: 'loses no line before process.exit, the unfinished one included',
      async run(world) {
        const { Printer } = await import('../../fixtures/workers/printing.js');
        const stage = world.open(new Printer());
        await stage.start('beforeExit').error('crashed');

        const lines = Array.from({ length: 10 }, (_, line) => `line ${line}`);
        assert.deepEqual(stage.lines(), [...lines, 'an unfinished last one']);
      },
    },
  ],
};

/** What goes past Node's own streams. */
export const rawOutput: CheckGroup = {
  name: 'raw output',
  checks: [
    {
      name: 'hands on what is written to the descriptors of its process, up to the unfinished rest',
      async run(world) {
        const { Printer } = await import('../../fixtures/workers/printing.js');
        const stage = world.open(new Printer());
        await stage.start('raw').ended;
        await stage.slot.close(1000);

        assert.deepEqual(stage.lines(), ['straight to the descriptor', 'and an unfinished rest']);
      },
    },
  ],
};
