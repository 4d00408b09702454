import { join } from 'node:path';
import { flow, stop, use } from 'workloop';
import { type FoundFile, findFiles } from './find-files.js';
import { IndexFile } from './index-file.js';
import { InvertedIndex } from './inverted-index.js';

/** Indexes the Markdown files of a folder, and stops. */
@flow()
export class IndexFolder {
  readonly indexer = new IndexFile();
  readonly #folder: string;
  #found: readonly FoundFile[] | undefined;
  #index: InvertedIndex | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** There when the app has stopped. */
  get index(): InvertedIndex | undefined {
    return this.#index;
  }

  run(): void {
    // Once in a run: many passes come by here, one whenever calls have ended.
    this.#found ??= findFiles(this.#folder);
    const counted = use(
      this.#found.map(({ path, digest }) => this.indexer.run(digest, join(this.#folder, path))),
    );
    const paths = this.#found.map(({ path }) => path);
    this.#index = new InvertedIndex(counted.map((words, i) => ({ path: paths[i] as string, words })));
    stop(`${paths.length} files are indexed`);
  }
}
