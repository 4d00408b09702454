import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/*
 * Not imported: what opens a database loads it with `import()`, and a work reaches what the helpers of its test import, so
 * that nothing of it would be stored.
 */
const { AppStore } = jest.requireActual<typeof import('../../../src/loop/durable/app-store.js')>(
  '../../../src/loop/durable/app-store.js',
);

/** Folders of stores for one test, removed after it; and what has been committed to them. */
export class Stores {
  readonly #folders: string[] = [];
  readonly #commits = jest.spyOn(AppStore.prototype, 'commit');
  #seen = 0;

  make(): string {
    const folder = mkdtempSync(join(tmpdir(), 'workloop-store-'));
    this.#folders.push(folder);
    return folder;
  }

  /** Resolves when everything that apps have committed so far is durable. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#commits.mock.results.map(({ value }) => value as Promise<void>));
  }

  /** A copy of a store as a kill at this moment would leave it, after what has been committed. */
  async killed(folder: string): Promise<string> {
    await this.settled();
    const copy = this.make();
    cpSync(folder, copy, { recursive: true, filter: (file) => !basename(file).startsWith('claim-') });
    return copy;
  }

  /** The keys of the changes that were committed since this was asked last, call by call. */
  takeCommittedKeys(): string[][] {
    const calls = this.#commits.mock.calls.slice(this.#seen);
    this.#seen = this.#commits.mock.calls.length;
    return calls.map(([changes]) => changes.map(({ key }) => key)).filter((list) => list.length > 0);
  }

  remove(): void {
    this.#commits.mockRestore();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}
