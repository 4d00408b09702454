import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { messageOf, StoreError } from '../../errors.js';
import { DATA_FILE } from './data-file.js';
import {
  checkKey,
  closedError,
  type ScanRange,
  type Store,
  type StoreChange,
  type StoreEntry,
} from './store.js';

/** A transaction copies each page that it touches; one of this many changes keeps the file from doubling. */
const MOST_CHANGES = 5_000;

/** How often it is looked whether a process was killed that read the database: what it read cannot be used again. */
const READER_CHECK_MS = 10_000;

/** Commits that are written together. */
interface Group {
  readonly changes: StoreChange[];
  readonly done: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * A store in a folder of this machine. Pages are read as they are asked for, so that a large store is opened as fast as
 * a small one. The folder belongs to this process alone: see `openLmdbStore`.
 *
 * Import this file where a store is opened and not before: it loads native code, which an app without a store, and each of
 * its workers, can do without.
 */
export class LmdbStore implements Store {
  readonly #database: RootDatabase<Buffer, Buffer>;
  readonly #waiting: Group[] = [];
  #writing: Promise<void> | undefined;
  #readersCheckedAtMs = performance.now();
  #closing: Promise<void> | undefined;
  #lost: StoreError | undefined;

  /**
   * @param folder Which exists, and whose files have been looked at: what is broken there may end the process.
   * @param isReadOnly For who reads beside the process that the folder belongs to. Not in that process.
   * @throws what the database throws that cannot open its file.
   */
  constructor(
    private readonly folder: string,
    private readonly onClosed: () => Promise<void> = () => Promise.resolve(),
    private readonly isReadOnly = false,
  ) {
    this.#database = open<Buffer, Buffer>({
      path: folder,
      noSubdir: false,
      readOnly: isReadOnly,
      encoding: 'binary',
      keyEncoding: 'binary',
      // A commit is over when it is on the disk. Overlapping, a machine that stops would lose what was reported.
      overlappingSync: false,
      // There is one batch at a time. The promise of one that the database makes of its own accord is nobody's, and
      // where a commit fails, its rejection would end the process.
      eventTurnBatching: false,
    });
  }

  get(key: string): Uint8Array | undefined {
    this.#checkOpen();
    return this.#database.getBinary(Buffer.from(key));
  }

  scan({ prefix, after = '', limit }: ScanRange): StoreEntry[] {
    this.#checkOpen();
    const first = Buffer.from(prefix);
    const last = Buffer.from(after);
    const isFurther = after !== '' && Buffer.compare(last, first) >= 0;
    const start = isFurther ? last : first;
    // No byte of a key is above 0xF4.
    const end = Buffer.concat([first, Buffer.of(0xff)]);
    const range = this.#database.getRange({
      ...(start.length > 0 && { start }),
      end,
      exclusiveStart: isFurther,
      limit,
    });
    return Array.from(range, ({ key, value }) => ({ key: String(key), value }));
  }

  commit(changes: readonly StoreChange[]): Promise<void> {
    try {
      this.#checkOpen();
      if (this.isReadOnly) throw new StoreError(this.folder, 'readOnly', 'It was opened for reading.');
      for (const { key } of changes) checkKey(key);
    } catch (error) {
      return Promise.reject(error);
    }
    const group = this.#groupFor(changes.length);
    for (const change of changes) group.changes.push(change);
    this.#writing ??= this.#writeAll();
    return group.done;
  }

  sizeBytes(): number {
    return statSync(join(this.folder, DATA_FILE)).size;
  }

  /** Writes a copy that is as small as it can be into an empty folder, while nothing else is written. */
  async copyTo(folder: string): Promise<void> {
    try {
      await this.#database.backup(folder, true);
    } catch (error) {
      throw await this.#explained(error);
    }
  }

  /** Ids of the other processes that have the database open. */
  readers(): readonly number[] {
    this.#database.readerCheck();
    // A heading, then a line for each, which begins with the process id.
    const pids = this.#database.readerList().matchAll(/^\s*(\d+)\s/gm);
    return [...new Set(Array.from(pids, ([, pid]) => Number(pid)))].filter((pid) => pid !== process.pid);
  }

  /** Writes nothing any more, because the folder is somebody else's by now. */
  giveUp(error: StoreError): void {
    this.#lost ??= error;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#writing;
    await this.#database.close();
    await this.onClosed();
  }

  #groupFor(size: number): Group {
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.changes.length + size <= MOST_CHANGES) return last;
    const group = newGroup();
    this.#waiting.push(group);
    return group;
  }

  async #writeAll(): Promise<void> {
    // What is committed at once goes together.
    await Promise.resolve();
    for (let group = this.#waiting.shift(); group !== undefined; group = this.#waiting.shift()) {
      try {
        if (this.#lost !== undefined) throw this.#lost;
        await this.#write(group.changes);
        group.resolve();
      } catch (error) {
        group.reject(await this.#explained(error));
      }
    }
    this.#writing = undefined;
  }

  async #write(changes: readonly StoreChange[]): Promise<void> {
    if (changes.length === 0) return;
    const database = this.#database;
    if (performance.now() - this.#readersCheckedAtMs > READER_CHECK_MS) {
      this.#readersCheckedAtMs = performance.now();
      database.readerCheck();
    }
    let last: Promise<boolean> | undefined;
    const together = database.batch(() => {
      for (const { key, value } of changes) {
        const bytes = Buffer.from(key);
        const one = value === undefined ? database.remove(bytes) : database.put(bytes, value as Buffer);
        // Each change has a promise, mostly the one before; a rejection is told by the promise of the batch.
        if (one !== last) one.catch(() => undefined);
        last = one;
      }
    });
    await together;
  }

  async #explained(error: unknown): Promise<unknown> {
    if (error === this.#lost) return error;
    const cause = await causeOf(error);
    return isFull(cause, this.folder)
      ? new StoreError(
          this.folder,
          'full',
          'There is no room left on the disk. Make some; what was stored before is safe.',
          { cause },
        )
      : new StoreError(
          this.folder,
          'broken',
          `It could not be written: ${messageOf(cause)}. What was stored before is safe.`,
          { cause },
        );
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw closedError(this.folder);
  }
}

/** The bytes that a page and the two or three above it take, and some. */
const LEAST_ROOM_BYTES = 64 * 1024;

/** The disk is full, or what this user may have of it, or of one file; by name, and by number as the database tells it. */
const NO_ROOM: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG', 28, 122, 27];

/** A short write is told as any failure of the disk, so the disk is asked as well. */
function isFull(cause: unknown, folder: string): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (NO_ROOM.includes(code)) return true;
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LEAST_ROOM_BYTES;
  } catch {
    // The folder is gone, which is no matter of room.
    return false;
  }
}

/** The database tells that a commit failed and, by a promise beside, why. */
async function causeOf(error: unknown): Promise<unknown> {
  const why =
    typeof error === 'object' && error !== null && 'commitError' in error ? error.commitError : error;
  const told = Promise.resolve(why).catch((cause: unknown) => cause);
  return Promise.race([told, nextTurn().then(() => error)]);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function newGroup(): Group {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const done = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { changes: [], done, resolve, reject };
}
