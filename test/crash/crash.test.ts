import { workerProgram } from '../fixtures/worker-programs.js';
import { tryEachLine } from './each-line.js';
import { tryOut } from './trial.js';

/** Together they have all executors, and a root of each kind. `npm run soak` kills a thousand times. */
const seeds = [3, 9];
const KILLS = 4;

/** The soak kills it after each line, every day after some. */
const everyLine = process.env.WORKLOOP_LONG === undefined ? 75 : 1;

/** Four kills and four other lives take a few seconds; the machine may be busy with other tests. */
const GUARD_MS = 300_000;
/** Two lives for each line take a second. */
const LONG_GUARD_MS = 1_200_000;

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
    'does so at whatever line of its journal: an asynchronous root, whose passes make works',
    async () => expect(await tryEachLine(3, workerProgram('crash/app.js'), everyLine)).toEqual([]),
    LONG_GUARD_MS,
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
