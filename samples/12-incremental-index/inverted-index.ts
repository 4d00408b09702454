import type { WordCounts } from './index-file.js';
import { tokenize } from './tokenize.js';

/** What was found, and how well it fits: more is better. */
export interface Hit {
  readonly path: string;
  readonly score: number;
}

/** A file and its words. */
export interface IndexedFile {
  readonly path: string;
  readonly words: WordCounts;
}

/** Knows of each word which files it is in. */
export class InvertedIndex {
  readonly #paths: readonly string[];
  /** By word: the position of a file among the paths, how often the word is in it, and so on with the next file. */
  readonly #postings = new Map<string, number[]>();

  constructor(files: readonly IndexedFile[]) {
    this.#paths = files.map(({ path }) => path);
    for (const [file, { words }] of files.entries()) this.#add(file, words.split(' '));
  }

  /**
   * The files that have most of the words of a query, and the rarest of them: term frequency by inverse document frequency,
   * both as logarithms (Salton and Buckley, 1988).
   */
  find(query: string, most: number): Hit[] {
    const scores = new Map<number, number>();
    for (const word of new Set(tokenize(query))) {
      const postings = this.#postings.get(word) ?? [];
      const rarity = Math.log((2 * this.#paths.length) / postings.length);
      for (let i = 0; i < postings.length; i += 2) {
        const [file, count] = [postings[i] as number, postings[i + 1] as number];
        scores.set(file, (scores.get(file) ?? 0) + (1 + Math.log(count)) * rarity);
      }
    }
    const hits = [...scores].map(([file, score]) => ({ path: this.#paths[file] as string, score }));
    return hits.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1)).slice(0, most);
  }

  /** @param wordsAndCounts Word, count, word, count; or one empty text. */
  #add(file: number, wordsAndCounts: readonly string[]): void {
    for (let i = 1; i < wordsAndCounts.length; i += 2) {
      const [word, count] = [wordsAndCounts[i - 1] as string, Number(wordsAndCounts[i])];
      const postings = this.#postings.get(word);
      if (postings === undefined) this.#postings.set(word, [file, count]);
      else postings.push(file, count);
    }
  }
}
