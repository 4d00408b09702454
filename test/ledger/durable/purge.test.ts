import { WorkEntries } from '../../../src/ledger/durable/work-entries.js';
import { MemoryStore } from '../../../src/ledger/store/memory-store.js';
import type { RecordStore } from '../../../src/ledger/store/record-store.js';
import type { Store } from '../../../src/ledger/store/store.js';
import { lasting, openRecords } from './lasting.js';

const WORKS = 1_000;
const uids = Array.from({ length: WORKS }, (_, i) => `gone-${String(i).padStart(4, '0')}`);
const value = Buffer.from('{}');

/** A store that counts how often it is written to, each of which waits for a disk. */
function counting(memory: MemoryStore): { readonly store: Store; readonly writes: () => number } {
  const store = lasting(memory);
  let writes = 0;
  const commit: Store['commit'] = async (changes) => {
    writes++;
    await new Promise((resolve) => setTimeout(resolve, 1));
    return store.commit(changes);
  };
  return { store: { ...store, commit }, writes: () => writes };
}

async function keysIn(records: RecordStore): Promise<string[]> {
  return (await records.uses('c/', 5_000)).entries.map(({ key }) => key);
}

it('removes the calls of thousands of works that nobody has any more with few writes, in the next run', async () => {
  const { store, writes } = counting(new MemoryStore());
  const records = await openRecords(store);
  await records.commit(
    uids.flatMap((uid) => ['one', 'two'].map((call) => ({ key: `c/${uid}/gen/${call}`, value }))),
  );
  const before = writes();

  const entries = await WorkEntries.load(records);
  await entries.settled();

  expect(await keysIn(records)).toEqual([]);
  expect(writes() - before).toBeLessThan(WORKS / 10);
  await records.close();
});

it('removes the calls of works with few writes that leave all together', async () => {
  const { store, writes } = counting(new MemoryStore());
  const records = await openRecords(store);
  const entries = await WorkEntries.load(records);
  await records.commit(uids.map((uid) => ({ key: `c/${uid}/gen/one`, value })));
  const before = writes();

  await records.commit(uids.flatMap((uid) => entries.remove(uid)));
  entries.goOnPurging();
  await entries.settled();

  expect(await keysIn(records)).toEqual([]);
  expect(writes() - before).toBeLessThan(WORKS / 10);
  await records.close();
});
