import { workerProgram } from '../fixtures/worker-programs.js';
import { tryOut } from './trial.js';

/** Together they have all executors, and a root of each kind. `npm run soak` kills a thousand times. */
const seeds = [3, 9];
const KILLS = 4;

/** Four kills and four other lives take a few seconds; the machine may be busy with other tests. */
const GUARD_MS = 300_000;

describe('an app that is killed at random moments', () => {
  it.each(seeds)(
    'loses no completed call, repeats none, and ends as if nothing had happened: seed %i',
    async (seed) => {
      const { problems } = await tryOut(seed, KILLS, workerProgram('crash/app.js'));

      expect(problems).toEqual([]);
    },
    GUARD_MS,
  );

  it(
    'would be found out if it kept nothing',
    async () => {
      const { lost, twice } = await tryOut(11, 1, workerProgram('crash/app.js'), false);

      expect(lost.size).toBeGreaterThan(0);
      expect(twice).toBeGreaterThan(0);
    },
    GUARD_MS,
  );
});
