import { workerProgram } from '../fixtures/worker-programs.js';
import { runCommand } from '../samples/run-command.js';

describe('the calls of a work with concurrency', () => {
  it.each(['thread', 'process'])(
    'begin in their order, whichever %s is ready first',
    async (executor) => {
      const ran = await runCommand(
        `node ${workerProgram('fixtures/workers/apps/start-order.js')} ${executor}`,
      );

      expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
      expect(ran.stdout).toContain('began 0,1,2,3,4,5,6,7');
    },
    30_000,
  );
});
