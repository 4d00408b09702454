import { flow, work } from 'workloop';
import * as fingerprints from '../../../src/fingerprint/fingerprints.js';
import { Stores } from '../../loop/durable/stores.js';
import { RecordedApp } from '../recorder/recorded-app.js';

/* What the view tells of a work whose calls and code a store knows from earlier runs. */

let stores: Stores;
let folder: string;
/** What the code of the work reaches, by name and digest; as an edit leaves it. */
let reaches: Readonly<Record<string, string>>;

beforeEach(() => {
  stores = new Stores();
  folder = stores.make();
  reaches = { 'src/clean.ts#parse': 'a1', 'src/app.ts#Double': 'b1' };
  jest.spyOn(fingerprints, 'fingerprintOf').mockImplementation(() => ({
    kind: 'known',
    digest: Object.values(reaches).join(),
    reaches: Object.entries(reaches).map(([name, digest]) => ({ name, digest })),
  }));
});

afterEach(() => {
  jest.restoreAllMocks();
  stores.remove();
});

@work()
class Double {
  run(n: number): number {
    return n * 2;
  }
}

@flow()
class Doubling {
  double = new Double();
  constructor(readonly _numbers: readonly number[]) {}
  run(): void {
    for (const n of this._numbers) this.double.run(n);
  }
}

/** One run of the app on the store. */
async function inRun<Told>(numbers: readonly number[], ask: (app: RecordedApp) => Told): Promise<Told> {
  const app = new RecordedApp(new Doubling(numbers), { store: folder });
  try {
    while (app.engine.context.counts.passes === 0) await new Promise((resolve) => setImmediate(resolve));
    await app.settle();
    return ask(app);
  } finally {
    await app.close();
  }
}

const path = 'root.double';

it('nothing has changed in the first run, nor in one with the same code', async () => {
  for (const _run of [1, 2])
    expect(await inRun([1], (app) => app.ask('code', { path }))).toEqual({
      path,
      fingerprint: 'a1,b1',
      unknown: [],
      reaches: [
        { name: 'src/clean.ts#parse', digest: 'a1' },
        { name: 'src/app.ts#Double', digest: 'b1' },
      ],
      changes: [],
    });
});

it('names what has changed in the code since the last run', async () => {
  await inRun([1], () => undefined);
  reaches = { 'src/clean.ts#parse': 'a2', 'src/app.ts#Double': 'b1', 'src/new.ts#trim': 'c1' };

  const { changes } = await inRun([1], (app) => app.ask('code', { path }));

  expect(changes).toEqual([expect.stringMatching(/src\/clean\.ts#parse.*src\/new\.ts#trim/)]);
});

it('names a changed code as the reason of the calls that execute again', async () => {
  await inRun([1], () => undefined);
  reaches = { ...reaches, 'src/clean.ts#parse': 'a2' };

  const [why, ledger] = await inRun([1], (app) => [
    app.ask('explain', { path, args: [2] }).why,
    app.ask('ledger', { path }),
  ]);

  expect(why.kind).not.toBe('');
  expect(ledger.entries).toMatchObject([{ args: '(1)', value: '2', run: 2 }]);
});

it('says of a result from the store which run produced it, and when', async () => {
  const recordedAtMs = await inRun([1, 2], (app) => app.clock.now());

  const { inMemory, entries } = await inRun([2, 3], (app) => app.ask('ledger', { path }));

  expect(inMemory).toBe(2);
  expect(entries).toMatchObject([
    { args: '(3)', value: '6', run: 2 },
    { args: '(2)', value: '4', run: 1, recordedAtMs },
  ]);
});

it('counts in the duration of a call what its body took, and not what the store took', async () => {
  const app = new RecordedApp(new Doubling([1]), { store: folder });
  try {
    while (app.engine.context.store === undefined) await new Promise((resolve) => setImmediate(resolve));
    const { store, clock } = app.engine.context;
    const commit = store.records.commit.bind(store.records);
    jest.spyOn(store.records, 'commit').mockImplementation(async (changes) => {
      await commit(changes);
      app.clock.moveTo(clock.now() + 5_000);
    });
    while (app.engine.context.counts.hits === 0) await new Promise((resolve) => setImmediate(resolve));

    const { startedAtMs, endedAtMs } = app.ask('call', { id: 1 });
    const { entries } = app.ask('ledger', { path });

    expect(endedAtMs).toBe(startedAtMs);
    expect(entries).toMatchObject([{ recordedAtMs: startedAtMs }]);
  } finally {
    await app.close();
  }
});
