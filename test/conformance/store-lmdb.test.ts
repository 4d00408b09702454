import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LmdbStore } from '../../src/ledger/store/lmdb-store.js';
import { describeStore } from './store.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describeStore('LMDB', {
  fresh: () => {
    const folder = mkdtempSync(join(tmpdir(), 'workloop-store-'));
    folders.push(folder);
    return Promise.resolve(new LmdbStore(folder));
  },
});
