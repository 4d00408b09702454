import { workerProgram } from '../fixtures/worker-programs.js';
import { tryOut } from './trial.js';

/** Of these, each has something that the others have not; together they have all executors. */
const seeds = [7, 17, 22, 27, 38];

/** An app takes a second or two; the machine may be busy with other tests. */
const GUARD_MS = 120_000;

describe('an app with random faults', () => {
  it.each(seeds)(
    'loses no call, publishes no outcome twice, and ends by itself: seed %i',
    async (seed) => {
      const { problems } = await tryOut(seed, workerProgram('faults/app.js'));

      expect(problems).toEqual([]);
    },
    GUARD_MS,
  );
});
