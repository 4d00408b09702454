import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles } from '../../samples/12-incremental-index/find-files.js';
import { InvertedIndex } from '../../samples/12-incremental-index/inverted-index.js';
import { SampleCopy } from '../../samples/12-incremental-index/sample-copy.js';
import { tokenize } from '../../samples/12-incremental-index/tokenize.js';
import { repository } from './run-command.js';

const DIGEST = "'[0-9a-f]{32}'";

describe('the index', () => {
  const copy = new SampleCopy(repository);
  const texts = join(copy.folder, 'texts');

  beforeAll(() => {
    copy.compile();
    mkdirSync(join(texts, 'below'), { recursive: true });
    cpSync(join(repository, 'README.md'), join(texts, 'README.md'));
    cpSync(join(repository, 'test', 'README.md'), join(texts, 'below', 'TESTS.MD'));
    cpSync(join(repository, 'samples', 'README.md'), join(texts, 'below', 'samples.md'));
    writeFileSync(join(texts, 'zebras.md'), '# Zebras\n\nZebras are not horses.\n');
    writeFileSync(join(texts, 'zebras.txt'), 'Zebras are no Markdown.\n');
  });
  afterAll(() => copy.remove());

  // One after the other, as they are told in the README.
  it('executes once for each file in its first run', () => {
    const run = copy.run(texts);

    expect(run.executions).toBe(4);
    expect(run.reasons[0]).toMatch(/README\.md: first$/);
    expect(copy.run(texts).stdout).toContain(`best for 'cache invalidation':\n`);
  });

  it('executes nothing in its second, nor for files that were moved or copied', () => {
    cpSync(join(texts, 'zebras.md'), join(texts, 'horses.md'));
    cpSync(join(texts, 'below'), join(texts, 'moved'), { recursive: true });
    rmSync(join(texts, 'below'), { recursive: true });

    expect(copy.run(texts)).toMatchObject({ executions: 0, reasons: [] });
  });

  it('executes once for a file that was edited, and says that its digest is another one', () => {
    appendFileSync(join(texts, 'zebras.md'), 'They have stripes.\n');

    const run = copy.run(texts);

    expect(run.executions).toBe(1);
    expect(run.reasons).toEqual([
      expect.stringMatching(new RegExp(`/zebras\\.md: args\\[0\\] ${DIGEST} → ${DIGEST}`)),
    ]);
    expect(copy.run(texts).executions).toBe(0);
  });

  it('executes nothing when a comment or the ranking was edited', () => {
    copy.edit('tokenize.ts', '/** The words', '/** All the words');
    copy.edit('inverted-index.ts', '1 + Math.log', '2 + Math.log');
    copy.compile();

    expect(copy.run(texts).executions).toBe(0);
  });

  it.each([
    ['tokenize', 'tokenize.ts', 'filter(isTelling).map(stemOf)', 'map(stemOf).filter(isTelling)'],
    ['stemOf', 'stem.ts', 'word.length < 4', 'word.length < 5'],
  ])('executes once for each content when `%s` was edited, and says so', (name, file, before, after) => {
    copy.edit(file, before, after);
    copy.compile();

    const run = copy.run(texts);

    expect(run.executions).toBe(5);
    expect(run.reasons).toEqual([
      expect.stringMatching(new RegExp(`: code: src/${file}#${name} changed \\(and 4 more like this\\)$`)),
    ]);
  });

  it('finds the files, sorted, in all folders', () => {
    expect(findFiles(texts).map(({ path }) => path)).toEqual([
      'README.md',
      'horses.md',
      'moved/TESTS.MD',
      'moved/samples.md',
      'zebras.md',
    ]);
  });
});

it('takes words apart, without those that say nothing, and in the singular', () => {
  expect(tokenize('The **caches** of ponies, classes & a bus: `useCache()`')).toEqual([
    'cache',
    'pony',
    'classe',
    'bus',
    'usecache',
  ]);
});

it('ranks files by how often they have the words of a query, and rare words higher', () => {
  const index = new InvertedIndex([
    { path: 'a', words: 'zebra 1 horse 1' },
    { path: 'b', words: 'horse 9' },
    { path: 'c', words: 'horse 1 cow 1' },
    { path: 'd', words: '' },
  ]);

  expect(index.find('zebras and horses', 3).map(({ path }) => path)).toEqual(['a', 'b', 'c']);
  expect(index.find('cow', 3)).toEqual([{ path: 'c', score: Math.log(4) }]);
  expect(index.find('unicorns', 3)).toEqual([]);
});
