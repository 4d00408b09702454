import { join } from 'node:path';
import { flow, stop, use } from 'workloop';
import { type FoundFile, findFiles } from './find-files.js';
import { IndexFile, type WordCounts } from './index-file.js';
import { InvertedIndex } from './inverted-index.js';

/** Indexes the Markdown files of a folder, as they are when it is made, and stops. */
@flow()
export class IndexFolder {
  readonly indexer = new IndexFile();
  readonly #folder: string;
  readonly #found: readonly FoundFile[];
  #counted: readonly WordCounts[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    // Here and once, because many passes come by below: one whenever calls have ended.
    this.#found = findFiles(folder);
  }

  run(): void {
    this.#counted = use(
      this.#found.map(({ path, digest }) => this.indexer.run(digest, join(this.#folder, path))),
    );
    stop(`${this.#counted.length} files are indexed`);
  }

  /** Puts together what was counted; after the app has stopped. */
  index(): InvertedIndex {
    return new InvertedIndex(
      this.#counted.map((words, i) => ({ path: this.#found[i]?.path as string, words })),
    );
  }
}
