import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';

/** Somewhere to keep bytes by key, on the disk when `put` resolves. */
export interface Keeper {
  put(key: string, value: Uint8Array): Promise<unknown>;
  get(key: string): Uint8Array | undefined;
  close(): Promise<void>;
}

export type MakeKeeper = (folder: string) => Promise<Keeper>;

/** What is used here of the package's `ledger/store/open-record-store`, which has no name outside. */
interface BuiltPart {
  openRecordStore(options: {
    readonly folder: string;
    readonly limitBytes: number;
    readonly warn: (message: string) => void;
  }): Promise<{
    commit(changes: readonly object[]): Promise<void>;
    get(key: string): unknown;
    close(): Promise<void>;
  }>;
}

// It is measured as it was built, and types are checked before anything is.
const openRecordStore = async (folder: string) => {
  const part = new URL('../../../dist/ledger/store/open-record-store.js', import.meta.url).href;
  const built: BuiltPart = await import(part);
  return built.openRecordStore({ folder, limitBytes: 2 ** 40, warn: (message) => console.error(message) });
};

/** Our records: sealed, counted, and with their place in the order of the last use. */
export const records: MakeKeeper = async (folder) => {
  const store = await openRecordStore(folder);
  return {
    put: (key, value) => store.commit([{ key, value, isEvictable: true }]),
    get: (key) => store.get(key) as Uint8Array | undefined,
    close: () => store.close(),
  };
};

/** LMDB by itself; a `put` resolves when the commit is on the disk, or, as its default is, perhaps before. */
export function rawLmdb({ isOnDisk }: { readonly isOnDisk: boolean }): MakeKeeper {
  return async (folder) => {
    const database = open<Uint8Array, Buffer>({
      path: folder,
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      overlappingSync: !isOnDisk,
    });
    return {
      put: (key, value) => database.put(Buffer.from(key), value),
      get: (key) => database.getBinary(Buffer.from(key)),
      close: () => database.close(),
    };
  };
}

/** Keys as calls have them: in an order of their own, with much in common. */
export function keyOf(index: number): string {
  return `c/Q2hhbmdlcyBl/0/${createHash('sha256').update(String(index)).digest('base64url')}`;
}

/** A folder that is there while `use` lasts, and the answer of `use`. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'workloop-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
