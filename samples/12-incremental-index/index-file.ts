import { readFile } from 'node:fs/promises';
import { work } from 'workloop';
import { digestOf } from './find-files.js';
import { tokenize } from './tokenize.js';

/**
 * How often which words are in one file: `cache 3 key 1`. One text, because a result is read and frozen part by part, and
 * there are thousands of them with hundreds of words each.
 */
export type WordCounts = string;

/**
 * Counts the words of files. The framework sees no files, so what is in one is an argument, as a digest; where it lies is
 * ignored, because it makes no difference to its words. There are as many calls as files, and all of them may wait.
 */
@work({ parallel: true, executor: 'inline', ignore: ['file'], maxQueue: Number.POSITIVE_INFINITY })
export class IndexFile {
  async run(digest: string, file: string): Promise<WordCounts> {
    const content = await readFile(file);
    // Recorded for another content, it would be wrong for ever.
    if (digestOf(content) !== digest) throw new Error(`${file} was changed while it was being indexed.`);
    return countsOf(tokenize(content.toString()));
  }
}

function countsOf(words: readonly string[]): WordCounts {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].flat().join(' ');
}
