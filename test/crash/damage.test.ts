import { openLmdbStore } from '../../src/ledger/store/open-lmdb-store.js';
import { Random } from '../faults/random.js';
import { workerProgram } from '../fixtures/worker-programs.js';
import { damages } from './damage.js';
import type { Entry } from './journal.js';
import { Lives } from './lives.js';
import { restartDamaged } from './restart.js';

/** Has all kinds of records and a result of over a mebibyte, and takes no time. */
const SEED = 171;
/** The soak tries everything several times, with fresh seeds; every day a third of it is tried, once. */
const isLong = process.env.WORKLOOP_LONG !== undefined;
const rounds = isLong ? 4 : 1;
const chance = Number(process.env.FUZZ_SEED ?? 7);
const some = <Row>(rows: readonly Row[]): Row[] => rows.filter((_row, index) => isLong || index % 3 === 0);

/** A few restarts; the machine may be busy with other tests. */
const GUARD_MS = 300_000;

let lives: Lives;
let reference: readonly Entry[];
beforeAll(async () => {
  lives = new Lives([workerProgram('crash/app.js'), String(SEED)]);
  expect(await lives.live()).toMatchObject({ code: 0 });
  reference = lives.journal;
}, GUARD_MS);
afterAll(async () => {
  expect(await lives.close()).toEqual([]);
});

describe('an app on a damaged store', () => {
  it.each(some(damages.map((damage) => [damage.what, damage] as const)))(
    'comes to the right end or to a clear refusal: %s',
    async (_what, damage) => {
      for (let round = 0; round < rounds; round++) {
        const seed = chance + round;
        const { problems } = await restartDamaged(lives, damage.inflict, new Random(seed), reference);

        expect({ seed, problems }).toEqual({ seed, problems: [] });
      }
    },
    GUARD_MS,
  );

  it.each(
    some([
      ['a field', /^r:s\//],
      ['the number of the run', /^r:run$/],
      ['a schedule', /^r:k\//],
      ['a call', /^r:c\//],
      ['the code of a work', /^r:f\//],
      ['the last arguments of a work', /^r:a\//],
      ['a component', /^r:t\//],
      ['a work', /^r:w\//],
      ['what the store says of itself', /^(?!r:)/],
    ]),
  )(
    'comes to the right end without the record of %s',
    async (_what, name) => {
      for (let round = 0; round < rounds; round++) {
        const seed = chance + round;
        const spoil = (store: string, random: Random): Promise<void> => spoilRecord(store, name, random);

        const { outcome, problems } = await restartDamaged(lives, spoil, new Random(seed), reference);

        expect({ seed, outcome, problems }).toEqual({ seed, outcome: 'went on', problems: [] });
      }
    },
    GUARD_MS,
  );
});

/** Flips a bit in one of the records with such a name, and in nothing else. */
async function spoilRecord(folder: string, name: RegExp, random: Random): Promise<void> {
  const store = await openLmdbStore({ folder, warn: () => undefined });
  try {
    const records = await store.scan({ prefix: '', limit: 10_000 });
    const { key, value } = random.pick(records.filter((record) => name.test(record.key)));
    const bytes = Buffer.from(value);
    const at = random.integer(0, bytes.length - 1);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.integer(0, 7)), at);
    await store.commit([{ key, value: bytes }]);
  } finally {
    await store.close();
  }
}
