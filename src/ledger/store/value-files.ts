import { createHash, randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, StoreError } from '../../errors.js';
import { makeOwnFolder } from './own-file.js';

/** Bytes of a digest. */
export const DIGEST_BYTES = 32;
const UNFINISHED = '.part';

/** The name of a file of a store: the SHA-256 of what it holds, in hexadecimal digits. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What the file of a large value holds; `undefined` if it is missing or damaged. */
export async function readValueFile(folder: string, digest: string): Promise<Uint8Array | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(folder, digest));
  } catch {
    // Missing, or out of reach: the value is not there in either case, and its call executes again.
    return undefined;
  }
  return digestOf(bytes) === digest ? bytes : undefined;
}

/**
 * Files of large values beside a database, named by their digest. A file is written under another name and renamed
 * when it is on the disk, so that what has a digest for a name is whole, or was damaged later. One thing is done at a
 * time, so that a file is not removed while another record comes to need it.
 */
export class ValueFiles {
  /** What is being written or waits for its record, and by how many. */
  readonly #held = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    /** Whether a record refers to a file. */
    private readonly isNeeded: (digest: string) => Promise<boolean> | boolean,
  ) {
    makeOwnFolder(folder);
  }

  /** Keeps a file from being removed until {@link letGo}, because a record that refers to it is on its way. */
  hold(digest: string): void {
    this.#held.set(digest, (this.#held.get(digest) ?? 0) + 1);
  }

  letGo(digest: string): void {
    const rest = (this.#held.get(digest) ?? 0) - 1;
    if (rest > 0) this.#held.set(digest, rest);
    else this.#held.delete(digest);
  }

  /**
   * Writes bytes to a file of their own; resolves when that is on the disk.
   *
   * @throws {StoreError} where it cannot be written.
   */
  write(digest: string, bytes: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const file = join(this.folder, digest);
      if ((await sizeOfFile(file)) === bytes.byteLength) return;
      const unfinished = `${file}.${randomBytes(4).toString('hex')}${UNFINISHED}`;
      try {
        await writeThrough(unfinished, bytes);
        await rename(unfinished, file);
        await syncFolder(this.folder);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw explained(error, this.folder);
      }
    });
  }

  /** What a file holds; `undefined` if it is missing or damaged, and then it is gone afterwards. */
  async read(digest: string): Promise<Uint8Array | undefined> {
    const bytes = await readValueFile(this.folder, digest);
    if (bytes === undefined) await this.#inTurn(() => rm(join(this.folder, digest), { force: true }));
    return bytes;
  }

  /** Removes a file, unless a record refers to it or is about to. */
  removeUnneeded(digest: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#held.has(digest) || (await this.isNeeded(digest))) return;
      await rm(join(this.folder, digest), { force: true });
    });
  }

  /** Removes every file that no record refers to, and what was not written to its end. */
  async removeAllUnneeded(): Promise<void> {
    for (const name of await readdir(this.folder)) {
      if (isDigest(name)) await this.removeUnneeded(name);
      else if (name.endsWith(UNFINISHED)) {
        await this.#inTurn(() => rm(join(this.folder, name), { force: true }));
      }
    }
  }

  /** Resolves when all that was asked for is done. */
  async settled(): Promise<void> {
    await this.#last;
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function isDigest(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

async function sizeOfFile(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    // Not there yet.
    return undefined;
  }
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of a file is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  // Windows has no such notion.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explained(error: unknown, folder: string): StoreError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  const what = isFull
    ? 'There is no room left on the disk. Make some; what was stored before is safe.'
    : `A value could not be written: ${messageOf(error)}. What was stored before is safe.`;
  return new StoreError(folder, isFull ? 'full' : 'broken', what, { cause: error });
}
