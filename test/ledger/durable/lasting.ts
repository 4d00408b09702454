import type { MemoryStore } from '../../../src/ledger/store/memory-store.js';
import { RecordStore } from '../../../src/ledger/store/record-store.js';
import type { Store } from '../../../src/ledger/store/store.js';

/** A store that outlives the record stores over it. */
export function lasting(store: MemoryStore): Store {
  return {
    get: (key) => store.get(key),
    scan: (range) => store.scan(range),
    commit: (changes) => store.commit(changes),
    sizeBytes: () => store.sizeBytes(),
    close: () => Promise.resolve(),
  };
}

/** The same, as slow as a store on another machine: it never answers at once. */
export function late(store: MemoryStore): Store {
  return {
    ...lasting(store),
    get: async (key) => store.get(key),
    scan: async (range) => store.scan(range),
  };
}

export function openRecords(
  store: Store,
  warn: (message: string) => void = () => undefined,
): Promise<RecordStore> {
  return RecordStore.open({ store, name: 'test', limitBytes: Number.POSITIVE_INFINITY, warn });
}
