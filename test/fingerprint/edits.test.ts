import type { Fingerprint } from '../../src/fingerprint/fingerprint.js';
import { type Build, EditedProject } from './edited-project.js';

/* Edits of one project, three in a row each, and which works they concern. With `references`, `lib` is another project. */

const works = [
  ...[
    'Alone',
    'Body',
    'Helped',
    'Limited',
    'Levelled',
    'Inlined',
    'Defaulted',
    'Derived',
    'Versioned',
    'Ignoring',
  ],
  ...['ThroughBarrel', 'Packaged', 'OfNamespace', 'Configured', 'Member', 'Stated', 'Templated'],
];

const files = {
  'app/works.ts': `
import { work } from 'workloop';
import { Base, clean, defaulted, LIMIT, text } from '../lib';
import { Tuned, Mode } from '../lib/levels';
import { Level } from '../lib/levels';
import { parse } from '../lib/barrel';
import sum from 'some-sum';
import type { Row } from '../lib/rows';
import { options } from './options';
import { stated } from '../lib/stated';
import settings from './settings.json';

/** Alone. */
@work()
export class Alone { run(row: Row) { return row; } }
@work() export class Body { run() { return 'body-0'; } }
@work() export class Helped { run(row: string) { return clean(row); } }
@work() export class Limited { run() { return LIMIT; } }
@work() export class Levelled { run() { return Level.High; } }
@work() export class Inlined { run() { return Tuned.High + Mode.Fast; } }
@work() export class Defaulted { run() { return defaulted(); } }
@work() export class Derived extends Base { run() { return this.base(); } }
@work({ version: 'v0', timeoutMs: 1000 }) export class Versioned { async run() {} }
@work({ ignore: [0] }) export class Ignoring { run(one: number, other: number) { return [one, other]; } }
@work() export class ThroughBarrel { run() { return parse(); } }
@work() export class Packaged { run() { return sum(1, 2); } }
@work() export class OfNamespace { run() { return text.trim(' a'); } }
@work(options) export class Configured { run() {} }
@work() export class Member { run() { return settings.size; } }
@work() export class Stated { run() { return stated(); } }
@work() export class Templated { run(one: string) { return \`a-0 \${one} b\`; } }
`,
  'app/options.ts': 'export const options = { maxEntries: 10 };',
  'lib/index.ts': `
export { clean } from './clean';
export { Base } from './base';
export * from './constants';
export * as text from './text';
`,
  'lib/clean.ts': `
import { strip } from './strip';
export function clean(row: string): string { return strip(row); }
export function unrelated(): string { return 'unrelated-0'; }
`,
  'lib/strip.ts': "export const strip = (row: string): string => row + 'strip-0';",
  'lib/constants.ts': `
export const LIMIT: number = 1000;
export function defaulted(one: number = 2000): number { return one; }
`,
  'lib/text.ts': `
export const trim = (one: string): string => one.trim() + 'trim-0';
export const pad = (one: string): string => one + 'pad-0';
`,
  'lib/levels.ts': `
export enum Level { Low, High = 10 }
export const enum Tuned { Low, High = 20 }
export const enum Mode { Slow = 1, Fast = 2 }
`,
  'lib/base.ts': "export class Base { base(): string { return 'base-0'; } }",
  'lib/barrel.ts': "export { parseA as parse } from './parse';",
  'lib/parse.ts':
    'export const parseA = () => 1;\nexport const parseB = () => 2;\nexport const parseC = () => 3;\nexport const parseD = () => 4;',
  'lib/rows.ts': 'export interface Row { day: string }',
  'lib/stated.ts':
    'const counts = { made: 0 };\ncounts.made = 100;\nexport const stated = () => counts.made;',
  'app/settings.json': '{ "size": 1 }',
  'node_modules/some-sum/package.json':
    '{ "name": "some-sum", "version": "1.0.0", "types": "index.d.ts", "main": "index.js" }',
  'node_modules/some-sum/index.d.ts': 'export default function sum(one: number, other: number): number;',
  'node_modules/some-sum/index.js': 'exports.default = (one, other) => one + other;',
} as const;

type Path = keyof typeof files;

interface Edit {
  readonly what: string;
  readonly path: Path;
  readonly texts: readonly [string, string, string, string];
  readonly changes: readonly string[];
}

const edit = (what: string, path: Path, texts: Edit['texts'], ...changes: string[]): Edit => ({
  what,
  path,
  texts,
  changes,
});

const counted = (text: string, first = 0): Edit['texts'] =>
  [0, 1, 2, 3].map((one) => text.replaceAll('#', String(first + one))) as unknown as Edit['texts'];

const edits: readonly Edit[] = [
  edit('the body itself', 'app/works.ts', counted("'body-#'"), 'Body'),
  edit('a template', 'app/works.ts', counted('`a-#'), 'Templated'),
  edit('a helper two files away', 'lib/strip.ts', counted('strip-#'), 'Helped'),
  edit('a constant', 'lib/constants.ts', counted('number = 100#'), 'Limited'),
  edit('an enum member', 'lib/levels.ts', counted('Low, High = 1#', 0), 'Levelled'),
  edit("a const enum's member", 'lib/levels.ts', counted('High = 2#'), 'Inlined'),
  edit('a default argument', 'lib/constants.ts', counted('= 200#'), 'Defaulted'),
  edit('a base class', 'lib/base.ts', counted('base-#'), 'Derived'),
  edit('the version in the decorator', 'app/works.ts', counted("version: 'v#'"), 'Versioned'),
  edit('what the decorator ignores', 'app/works.ts', ['[0]', '[1]', '[0, 1]', "['other']"], 'Ignoring'),
  edit("a barrel's target", 'lib/barrel.ts', ['parseA', 'parseB', 'parseC', 'parseD'], 'ThroughBarrel'),
  edit("a package's version", 'node_modules/some-sum/package.json', counted('"1.0.#"'), 'Packaged'),
  edit('an export of a namespace', 'lib/text.ts', counted('trim-#'), 'OfNamespace'),
  edit('another export of a namespace', 'lib/text.ts', counted('pad-#')),
  edit('options that stand elsewhere', 'app/options.ts', counted('maxEntries: 1#'), 'Configured'),
  edit('a file of data', 'app/settings.json', counted('"size": #', 1), 'Member'),
  edit('a statement beside a declaration', 'lib/stated.ts', counted('made = 10#'), 'Stated'),
  edit(
    'comments',
    'app/works.ts',
    counted('/** Alone#. */').map((one) => one.replace('Alone0', 'Alone')) as unknown as Edit['texts'],
  ),
  edit(
    'comments in a helper',
    'lib/strip.ts',
    counted('export /* # */ const strip').map((one) =>
      one.replace('/* 0 */ ', ''),
    ) as unknown as Edit['texts'],
  ),
  edit('formatting', 'lib/clean.ts', [
    '{ return strip(row); }',
    '{\n  return strip(row);\n}',
    '{ return (strip(row,)) }',
    '{\n\n\nreturn strip( row )}',
  ]),
  edit('quotes', 'lib/base.ts', ["'base-0'", '"base-0"', "('base-0')", "'base-\\u0030'"]),
  edit(
    'a renamed type',
    'lib/rows.ts',
    counted('export interface Row# { day: string } export type Row = Row#;').map((one, at) =>
      at === 0 ? files['lib/rows.ts'] : one,
    ) as unknown as Edit['texts'],
  ),
  edit('types', 'lib/strip.ts', [
    '(row: string): string =>',
    '(row: string) =>',
    '(row: string & {}): string =>',
    '<T extends string>(row: T): string =>',
  ]),
  edit('modifiers for the compiler', 'lib/base.ts', [
    'base(): string',
    'public base(): string',
    'public base(this: this): string',
    'base(): string; base(): string',
  ]),
  edit('an unrelated export', 'lib/clean.ts', counted('unrelated-#')),
  edit('other options', 'app/works.ts', counted('timeoutMs: 100#')),
];

describe.each<Build>(['plain', 'incremental', 'watch', 'references'])('compiled by %s', (build) => {
  let project: EditedProject;

  beforeAll(() => {
    project = new EditedProject(build, files);
  }, 60_000);

  afterAll(() => project.close());

  test('every work is known', () => {
    const found = project.fingerprints('app/works', works);
    expect(Object.values(found).flatMap((one) => (one.kind === 'known' ? [] : one.reasons))).toEqual([]);
  });

  test.each(edits)(
    'an edit of $what',
    ({ path, texts, changes }) => {
      const original = project.read(path);
      expect(original).toContain(texts[0]);
      const found = [fingerprints()];
      for (const text of texts.slice(1)) {
        project.edit({ [path]: original.replace(texts[0], text) });
        found.push(fingerprints());
        expect(changed(found.at(-2), found.at(-1))).toEqual(changes);
      }
      project.edit({ [path]: original });
      expect(changed(found[0], fingerprints())).toEqual([]);
    },
    60_000,
  );

  function fingerprints(): Record<string, Fingerprint> {
    return project.fingerprints('app/works', works);
  }
});

function changed(
  before: Record<string, Fingerprint> | undefined,
  after: Record<string, Fingerprint> | undefined,
): string[] {
  return works.filter((one) => JSON.stringify(before?.[one]) !== JSON.stringify(after?.[one]));
}
