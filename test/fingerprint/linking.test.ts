import { createRecorder } from '../transformer/compile.js';
import { fingerprintIn, namesOf } from './compiled-fingerprints.js';

/* Ways from one module to another: what is reached, and how an edit there is noticed. */

const subject = (imports: string, use: string, effects = ''): string => `
import { work } from 'workloop';
${imports}
@work() export class Subject { run(): unknown { return ${use}; } }
${effects}
`;

const lib = `
export const parse = (text: string) => helper(text, 0);
function helper(text: string, base: number) { return text + base; }
export const other = 1;
export default function clean() { return 'clean-0'; }
export class Base { go() { return parse('a'); } }
`;

const own = 'src/app.ts#Subject';
const parse = ['src/lib.ts#helper', 'src/lib.ts#parse'];

test.each<[string, Record<string, string>, string[]]>([
  ['a named import', { 'src/app.ts': subject("import { parse } from './lib';", "parse('a')") }, parse],
  ['another name', { 'src/app.ts': subject("import { parse as p } from './lib';", "p('a')") }, parse],
  [
    'an import with an extension',
    { 'src/app.ts': subject("import { parse } from './lib.js';", "parse('a')") },
    parse,
  ],
  ['a default import', { 'src/app.ts': subject("import c from './lib';", 'c()') }, ['src/lib.ts#clean']],
  [
    'default by its name',
    { 'src/app.ts': subject("import { default as c } from './lib';", 'c()') },
    ['src/lib.ts#clean'],
  ],
  [
    'a member of a namespace',
    { 'src/app.ts': subject("import * as lib from './lib';", "lib.parse('a')") },
    parse,
  ],
  ['a shorthand property', { 'src/app.ts': subject("import { parse } from './lib';", '{ parse }') }, parse],
  [
    'a base',
    { 'src/app.ts': subject("import { Base } from './lib';", 'class extends Base {}') },
    ['src/lib.ts#Base', ...parse],
  ],
  ['import = require', { 'src/app.ts': subject("import lib = require('./lib');", "lib.parse('a')") }, parse],
  [
    'a name of an inner scope',
    {
      'src/app.ts': subject(
        "import { parse } from './lib'; parse satisfies unknown; void 0;",
        '((parse: number) => parse)(1)',
      ).replace('parse satisfies unknown; void 0;', ''),
    },
    [],
  ],
  [
    'a type of the same name',
    { 'src/app.ts': subject("import { Base } from './lib';", '(1 as unknown as Base)') },
    [],
  ],
  [
    'a barrel',
    {
      'src/app.ts': subject("import { parse } from './barrel';", "parse('a')"),
      'src/barrel.ts': "export { parse } from './lib';",
    },
    parse,
  ],
  [
    'a barrel of everything',
    {
      'src/app.ts': subject("import { parse } from './barrel';", "parse('a')"),
      'src/barrel.ts': "export * from './lib';",
    },
    parse,
  ],
  [
    'barrels of barrels',
    {
      'src/app.ts': subject("import { parse } from './barrel';", "parse('a')"),
      'src/barrel.ts': "export * from './inner';",
      'src/inner.ts': "export * from './barrel'; export * from './lib';",
    },
    parse,
  ],
  [
    'a barrel that renames',
    {
      'src/app.ts': subject("import { q } from './barrel';", "q('a')"),
      'src/barrel.ts': "export { parse as q } from './lib'; export const parse = 1;",
    },
    parse,
  ],
  [
    'a barrel that imports',
    {
      'src/app.ts': subject("import { q } from './barrel';", "q('a')"),
      'src/barrel.ts': "import { parse } from './lib'; export { parse as q };",
    },
    parse,
  ],
  [
    'a default through a barrel',
    {
      'src/app.ts': subject("import { clean } from './barrel';", 'clean()'),
      'src/barrel.ts': "export { default as clean } from './lib';",
    },
    ['src/lib.ts#clean'],
  ],
  [
    'a barrel with a default of its own',
    {
      'src/app.ts': subject("import own from './barrel';", 'own'),
      'src/barrel.ts': "export * from './lib'; const own = 1; export default own;",
    },
    ['src/barrel.ts#own'],
  ],
  [
    'a module as an export',
    {
      'src/app.ts': subject("import { lib } from './barrel';", "lib.parse('a')"),
      'src/barrel.ts': "export * as lib from './lib';",
    },
    parse,
  ],
  [
    'a folder',
    {
      'src/app.ts': subject("import { parse } from './folder';", "parse('a')"),
      'src/folder/index.ts': "export { parse } from '../lib';",
    },
    parse,
  ],
  [
    'an alias of an import',
    { 'src/app.ts': subject("import * as lib from './lib'; import p = lib.parse;", "p('a')") },
    ['src/app.ts#p', ...parse],
  ],
  [
    'an exported constant',
    {
      'src/app.ts': subject("import { p } from './barrel';", "p('a')"),
      'src/barrel.ts': "import { parse } from './lib'; export const p = parse;",
    },
    ['src/barrel.ts#p', ...parse],
  ],
  [
    'an anonymous default',
    {
      'src/app.ts': subject("import d from './barrel';", "d('a')"),
      'src/barrel.ts': "import { parse } from './lib'; export default (one: string) => parse(one);",
    },
    ['src/barrel.ts#default', ...parse],
  ],
  [
    'export =',
    {
      'src/app.ts': subject("import d = require('./barrel');", "d('a')"),
      'src/barrel.ts': "import lib = require('./lib'); export = (one: string) => lib.parse(one);",
    },
    ['src/barrel.ts#=', ...parse],
  ],
  [
    'exported by require',
    {
      'src/app.ts': subject("import { lib } from './barrel';", "lib.parse('a')"),
      'src/barrel.ts': "export import lib = require('./lib');",
    },
    parse,
  ],
  [
    'a statement',
    { 'src/app.ts': subject("import { parse } from './lib';", '1', "parse('a');") },
    ['src/app.ts', ...parse],
  ],
  [
    'a statement of the module that it comes from',
    {
      'src/app.ts': subject("import { own } from './barrel';", 'own'),
      'src/barrel.ts': "import { parse } from './lib'; export const own = 1; parse('a');",
    },
    ['src/barrel.ts', 'src/barrel.ts#own', ...parse],
  ],
  [
    'a statement of a barrel on the way',
    {
      'src/app.ts': subject("import { other } from './barrel';", 'other'),
      'src/barrel.ts': "export * from './lib'; String(1);",
    },
    ['src/barrel.ts', 'src/lib.ts#other'],
  ],
  [
    'an import for its effects',
    {
      'src/app.ts': subject("import './setup';", '1'),
      'src/setup.ts': "import { parse } from './lib'; parse('a'); export const unused = () => 1;",
    },
    ['src/app.ts', 'src/setup.ts', ...parse],
  ],
  [
    'an import for what its variables do',
    {
      'src/app.ts': subject("import './setup';", '1'),
      'src/setup.ts':
        "import { parse } from './lib'; export const made = parse('a'); export const unused = () => 1;",
    },
    ['src/app.ts', 'src/setup.ts#made', ...parse],
  ],
  [
    'an import for the effects of what it hands on',
    {
      'src/app.ts': subject("import './setup';", '1'),
      'src/setup.ts': "export * from './inner';",
      'src/inner.ts': 'String(1);',
    },
    ['src/app.ts', 'src/inner.ts'],
  ],
  [
    'a part of Node',
    { 'src/app.ts': subject("import { join } from 'path'; import fs from 'node:fs';", '[join, fs]') },
    ['node:fs', 'node:path'],
  ],
  ['itself', { 'src/app.ts': subject('', 'new Subject()') }, []],
  [
    'a cycle',
    {
      'src/app.ts': subject("import { one } from './one';", 'one()'),
      'src/one.ts': "import { two } from './two'; export const one = (): unknown => two();",
      'src/two.ts': "import { one } from './one'; export const two = (): unknown => one();",
    },
    ['src/one.ts#one', 'src/two.ts#two'],
  ],
  [
    'a strange name',
    {
      'src/app.ts': subject('import { "a.b=c" as q } from \'./barrel\';', 'q'),
      'src/barrel.ts': 'const parse = 1; export { parse as "a.b=c" };',
    },
    ['src/barrel.ts#parse'],
  ],
  [
    '__proto__',
    {
      'src/app.ts': subject("import { __proto__ as p } from './barrel';", 'p'),
      'src/barrel.ts': 'export const __proto__ = 1;',
    },
    ['src/barrel.ts#__proto__'],
  ],
])('reaches through %s', (_way, files, expected) => {
  const modules = { path: {}, 'node:fs': {} };
  const found = fingerprintIn(
    { 'src/lib.ts': lib, ...files },
    { modules, compilerOptions: { esModuleInterop: true } },
  );
  expect(namesOf(found)).toEqual([own, ...expected].sort());
});

test('all of a module is reached where it is used as an object', () => {
  const files = {
    'src/app.ts': subject("import * as lib from './barrel';", 'Object.keys(lib)'),
    'src/barrel.ts': "export * from './lib'; export { parse as again } from './lib';",
    'src/lib.ts': lib,
  };
  const before = fingerprintIn(files);
  expect(namesOf(before)).toEqual(
    [own, 'src/barrel.ts#*', 'src/lib.ts#Base', 'src/lib.ts#other', ...parse].sort(),
  );
  const more = { ...files, 'src/lib.ts': `${lib} export const more = 1;` };
  expect(fingerprintIn(more)).not.toEqual(before);
});

test.each([
  [
    'imports',
    "import { one as f, two as g } from './lib';",
    "import { two as f, one as g } from './lib';",
    '',
  ],
  [
    'exports of a barrel',
    "import { f, g } from './barrel';",
    "import { f, g } from './barrel';",
    "export { two as f, one as g } from './lib';",
  ],
])('%s that change places are noticed', (_what, before, after, barrel) => {
  const files = {
    'src/lib.ts': 'export const one = () => 1; export const two = () => 2;',
    'src/barrel.ts': "export { one as f, two as g } from './lib';",
    'src/app.ts': subject(before, '[f, g]'),
  };
  const changed = {
    ...files,
    'src/app.ts': subject(after, '[f, g]'),
    ...(barrel !== '' && { 'src/barrel.ts': barrel }),
  };
  const [one, other] = [fingerprintIn(files), fingerprintIn(changed)];
  expect(namesOf(one)).toEqual(namesOf(other));
  expect(one).not.toEqual(other);
});

test('a barrel between two modules changes nothing', () => {
  const direct = fingerprintIn({
    'src/lib.ts': lib,
    'src/app.ts': subject("import { parse } from './lib';", "parse('a')"),
  });
  const files = { 'src/lib.ts': lib, 'src/barrel.ts': "export * from './lib';" };
  const through = fingerprintIn({
    ...files,
    'src/app.ts': subject("import { parse } from './barrel';", "parse('a')"),
  });
  expect(through).toEqual(direct);
});

test.each([
  ['inlined', {}],
  ['as objects', { isolatedModules: true }],
  ['kept and inlined', { preserveConstEnums: true }],
])('const enums of other modules count, %s', (_how, compilerOptions) => {
  const files = (high: number): Record<string, string> => ({
    'src/levels.ts': `export const enum Level { Low = ${high - 1}, High = ${high} } export const enum Other { A = ${compilerOptions ? 1 : 0} }`,
    'src/barrel.ts': "export * from './levels'; export { Level as Renamed } from './levels';",
    'src/app.ts': subject(
      "import { Renamed } from './barrel'; import * as all from './barrel';",
      "[Renamed.High, Renamed['Low'], all.Level.High]",
    ),
  });
  const options = { compilerOptions };
  const one = fingerprintIn(files(2), options);
  expect(one.kind).toBe('known');
  expect(fingerprintIn(files(2), options)).toEqual(one);
  expect(fingerprintIn(files(3), options)).not.toEqual(one);
});

test('constants that the compiler computes for an enum count', () => {
  const files = (limit: number): Record<string, string> => ({
    'src/limits.ts': `export const LIMIT = ${limit}; export enum Level { Low = ${limit} }`,
    'src/app.ts': subject(
      "import { LIMIT, Level } from './limits'; enum Own { A = LIMIT << 1, B = Level.Low + 1 }",
      'Own',
    ),
  });
  expect(fingerprintIn(files(1)).kind).toBe('known');
  expect(fingerprintIn(files(2))).not.toEqual(fingerprintIn(files(1)));
});

test.each(['inner', 'anonymous'])('a component that a function makes counts as its function (%s)', (name) => {
  const Class = name === 'inner' ? 'class Inner { run() {} } return Inner;' : 'class { run() {} }';
  const text = name === 'inner' ? `@work() ${Class}` : `return @work() ${Class};`;
  const files = { 'src/app.ts': `import { work } from 'workloop'; export function make() { ${text} }` };
  const id = `project/src/app#make.${name === 'inner' ? 'Inner' : 'anonymous'}`;
  expect(namesOf(fingerprintIn(files, { id }))).toEqual(['src/app.ts#make']);
});

test('names of another package carry it, and those of the own one do not', () => {
  const files = {
    'other/package.json': '{ "name": "@acme/other" }',
    'other/src/lib.ts': lib,
    'src/app.ts': subject("import { parse } from '../other/src/lib';", "parse('a')"),
  };
  const { module } = createRecorder();
  const found = fingerprintIn(files, { modules: { workloop: module } });
  expect(namesOf(found)).toEqual(['@acme/other/src/lib.ts#helper', '@acme/other/src/lib.ts#parse', own]);
});

const entry = (rest: string): Record<string, string> => ({
  'src/lib.ts': lib,
  'src/app.ts': `
import { App, flow, work } from 'workloop';
import { other, parse } from './lib';
@work() export class Subject { run(): number { return other; } }
@work() class Neighbour { run(): string { return parse('a'); } }
@flow() class Root { readonly neighbour = new Neighbour(); readonly subject = new Subject(); run(): void {} }
${rest}`,
});

// Entry files of these tests print, as such files do.
beforeEach(() => {
  for (const method of ['log', 'debug'] as const)
    jest.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(() => jest.restoreAllMocks());

/** As much of an app as an entry file touches. */
class App {
  readonly counts = { hits: 0 };
  on(): void {}
  run(): Promise<{ exitCode: number }> {
    return Promise.resolve({ exitCode: 0 });
  }
}

const start = "const app = new App(new Root()); app.on('app:started', () => undefined); void app.run();";

test.each([
  'void new App(new Root()).run();',
  'new App(new Root()).run().catch(() => process.exit(3));',
  `${start} console.log(app.counts);`,
  `${start} console.log(JSON.stringify(app.counts), \`\${app.counts.hits}\`);`,
  'const ran = new App(new Root()).run(); console.debug(ran);',
  'async function main() { const { exitCode } = await new App(new Root()).run(); console.debug(exitCode); } void main();',
  'const begin = () => new App(new Root()).run(); const main = () => { begin(); }; main();',
  'if (Math.random() > 2) { void new App(new Root()).run(); }',
  'try { void new App(new Root()).run(); } finally { String(1); }',
])('an entry file that declares works and starts an app: %s', (rest) => {
  const modules = { workloop: { ...createRecorder().module, App } };
  const names = namesOf(fingerprintIn(entry(rest), { modules }));
  expect(names.filter((name) => name !== 'src/app.ts')).toEqual([own, 'src/lib.ts#other']);
});

test.each([
  'setUp(new App(new Neighbour())); function setUp(value: unknown) { parse(String(value)); }',
  'console.log(parse("a"));',
  'const neighbour = new Neighbour(); neighbour.run();',
])('statements that may do something to a work count, beside apps as well: %s', (rest) => {
  const modules = { workloop: { ...createRecorder().module, App } };
  const names = namesOf(fingerprintIn(entry(rest), { modules }));
  expect(names).toEqual(expect.arrayContaining(parse));
});
