import { workerProgram } from '../fixtures/worker-programs.js';
import { runCommand } from '../samples/run-command.js';

describe('a work that runs on a thread', () => {
  it.each([
    ['stop', 0, 'all is done'],
    ['fail', 1, 'nothing is done'],
  ])(
    'ends the app by %s',
    async (verb, exitCode, reason) => {
      const ran = await runCommand(`node ${workerProgram('fixtures/workers/apps/ended-by-work.js')} ${verb}`);

      expect(ran.stdout.split('\n')).toEqual([
        'INFO: Your app has started.',
        '[root.onThread] still here',
        `INFO: Your app has stopped: ${reason}`,
        '',
      ]);
      expect(ran).toMatchObject({ exitCode, stderr: '' });
    },
    30_000,
  );
});
