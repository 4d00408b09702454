import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fingerprint } from '../../src/fingerprint/fingerprint.js';
import { Fingerprints } from '../../src/fingerprint/fingerprints.js';

/* Packages as they lie on disk. The modules are told of by hand, as the transformer would. */

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'workloop-packages-')));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | object>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(join(folder, target), join(folder, path), 'dir');
}

/** An importing module: `project/src/app` in `app/dist/app.js`, an ES module unless it is said to require. */
function importing(
  specifier: string,
  { isRequiring = false, hint = undefined as string | undefined } = {},
): object {
  const path = join(folder, 'app/dist/app.js');
  return {
    module: 'project/src/app',
    code: {
      format: 1,
      path: 'src/app.ts',
      file: isRequiring ? path : pathToFileURL(path).href,
      from: [hint === undefined ? specifier : [specifier, hint]],
      imports: ['lib=0:*'],
      names: [['Subject', 'd0', 'lib.parse']],
      exports: ['Subject'],
    },
  };
}

/** A module of the package `@acme/lib`, loaded from a file. */
function exporting(file: string, digest = 'd1'): object {
  return {
    module: `@acme/lib/${file}`,
    code: {
      format: 1,
      path: `${file}.ts`,
      file: join(folder, file),
      names: [['parse', digest]],
      exports: ['parse'],
    },
  };
}

function fingerprint(...registry: object[]): Fingerprint {
  return new Fingerprints(() => registry).of('project/src/app#Subject');
}

function reaches(...registry: object[]): [string, string][] {
  const found = fingerprint(...registry);
  if (found.kind === 'unknown') throw new Error(found.reasons.join('\n'));
  return found.reaches
    .filter(({ name }) => name !== 'src/app.ts#Subject')
    .map(({ name, digest }) => [name, digest]);
}

test.each(['some', 'some/part', 'some/part.js'])(
  'a package counts by its name and version (%s)',
  (specifier) => {
    write({ 'app/node_modules/some/package.json': { name: 'some', version: '1.2.3' } });
    expect(reaches(importing(specifier))).toEqual([['some', '1.2.3']]);
  },
);

test('one with a scope, found further above', () => {
  write({ 'node_modules/@acme/some/package.json': { name: '@acme/some', version: '1.2.3' } });
  expect(reaches(importing('@acme/some/part'))).toEqual([['@acme/some', '1.2.3']]);
});

test('one under another name counts by the name that it is imported by', () => {
  write({ 'app/node_modules/alias/package.json': { name: 'some', version: '1.2.3' } });
  expect(reaches(importing('alias'))).toEqual([['alias', '1.2.3']]);
});

test('one that a package manager links from its own store is no source', () => {
  write({
    'node_modules/.pnpm/some@1.0.0/node_modules/some/package.json': { name: 'some', version: '1.0.0' },
  });
  link('app/node_modules/some', 'node_modules/.pnpm/some@1.0.0/node_modules/some');
  expect(reaches(importing('some'))).toEqual([['some', '1.0.0']]);
});

test('a version is read once, by whoever asks first', () => {
  write({ 'app/node_modules/some/package.json': { name: 'some', version: '1.0.0' } });
  const registry: object[] = [importing('some')];
  const fingerprints = new Fingerprints(() => registry);
  const before = fingerprints.of('project/src/app#Subject');
  write({ 'app/node_modules/some/package.json': { name: 'some', version: '2.0.0' } });
  registry.push(exporting('unrelated.js'));
  expect(fingerprints.of('project/src/app#Subject')).toEqual(before);
  expect(fingerprint(...registry)).not.toEqual(before);
});

describe('a linked package is followed as source', () => {
  const manifests: [string, object, string, string][] = [
    ['main', { main: './dist/main.js' }, '@acme/lib', 'dist/main.js'],
    ['main without extension', { main: 'dist/main' }, '@acme/lib', 'dist/main.js'],
    ['nothing', {}, '@acme/lib', 'index.js'],
    ['a path', {}, '@acme/lib/dist/part.js', 'dist/part.js'],
    ['a path without extension', {}, '@acme/lib/dist/part', 'dist/part.js'],
    ['exports', { exports: './dist/main.js' }, '@acme/lib', 'dist/main.js'],
    [
      'conditions',
      { exports: { '.': { types: './x.d.ts', import: './dist/main.js' } } },
      '@acme/lib',
      'dist/main.js',
    ],
    ['a pattern', { exports: { './*': './dist/*.js' } }, '@acme/lib/part', 'dist/part.js'],
  ];
  test.each(manifests)('by %s', (_how, manifest, specifier, file) => {
    write({ 'lib/package.json': { name: '@acme/lib', version: '1.0.0', ...manifest } });
    write({ [`lib/${file}`]: '' });
    link('app/node_modules/@acme/lib', 'lib');
    const name = `@acme/lib/lib/${file}.ts#parse`;
    const before = reaches(importing(specifier), exporting(`lib/${file}`));
    expect(before).toEqual([[name, expect.stringMatching(/^[0-9a-f]{16}$/)]]);
    expect(reaches(importing(specifier), exporting(`lib/${file}`, 'd2'))).not.toEqual(before);
  });

  test.each([
    [false, 'd1'],
    [true, 'd2'],
  ])('to the file of the format that imports it (required: %s)', (isRequiring, digest) => {
    const exports = { import: './lib.mjs', require: './lib.cjs' };
    write({ 'lib/package.json': { name: '@acme/lib', exports }, 'lib/lib.mjs': '', 'lib/lib.cjs': '' });
    link('app/node_modules/@acme/lib', 'lib');
    const both = [exporting('lib/lib.mjs', 'd1'), exporting('lib/lib.cjs', 'd2')];
    const expected = reaches(
      importing('@acme/lib', { isRequiring }),
      ...both.slice(digest === 'd1' ? 0 : 1, digest === 'd1' ? 1 : 2),
    );
    expect(reaches(importing('@acme/lib', { isRequiring }), ...both)).toEqual(expected);
  });

  test('and unknown where it is not compiled with the transformer', () => {
    write({ 'lib/package.json': { name: '@acme/lib', main: 'main.js' }, 'lib/main.js': '' });
    link('app/node_modules/@acme/lib', 'lib');
    expect(fingerprint(importing('@acme/lib'))).toEqual({
      kind: 'unknown',
      reasons: [
        `\`@acme/lib\`, imported by \`src/app.ts\`, is a package of sources (${folder}/lib) and is not compiled with workloop's transformer.`,
      ],
    });
  });
});

test('a package may import itself by its name', () => {
  write({
    'app/package.json': { name: 'project', exports: { './lib': './dist/lib.js' } },
    'app/dist/lib.js': '',
  });
  expect(reaches(importing('project/lib'), exporting('app/dist/lib.js'))).toHaveLength(1);
});

test('its internal names lead to its modules and to packages', () => {
  const imports = { '#lib/*': './dist/*.js', '#some': 'some' };
  write({ 'app/package.json': { name: 'project', imports }, 'app/dist/lib.js': '' });
  write({ 'app/node_modules/some/package.json': { name: 'some', version: '1.0.0' } });
  expect(reaches(importing('#lib/lib'), exporting('app/dist/lib.js'))).toHaveLength(1);
  expect(reaches(importing('#some'))).toEqual([['some', '1.0.0']]);
  expect(fingerprint(importing('#other')).kind).toBe('unknown');
});

test('names that only the compiler knows lead where it says', () => {
  expect(reaches(importing('@/lib', { hint: '@acme/lib/lib.js' }), exporting('lib.js'))).toHaveLength(1);
});

test('a path out of the package leads to the module that was loaded from there', () => {
  write({ 'lib/dist/lib.js': '' });
  expect(reaches(importing('../../lib/dist/lib.js'), exporting('lib/dist/lib.js'))).toHaveLength(1);
});

test.each(['node:fs', 'fs', 'fs/promises'])('a part of Node counts by its name (%s)', (specifier) => {
  expect(reaches(importing(specifier))).toEqual([[`node:${specifier.replace('node:', '')}`, '']]);
});

test('data counts by its content, without formatting', () => {
  write({ 'app/dist/days.json': '{ "a": 1 }' });
  const [[name, digest] = []] = reaches(importing('./days.json'));
  expect(name).toBe('src/days.json');
  write({ 'app/dist/days.json': '{\n"a":1}' });
  expect(reaches(importing('./days.json'))).toEqual([[name, digest]]);
  write({ 'app/dist/days.json': '{ "a": 2 }' });
  expect(reaches(importing('./days.json'))).not.toEqual([[name, digest]]);
});

test('modules in one bundle are told apart by their ids, and a package by where the bundle is', () => {
  write({ 'app/node_modules/some/package.json': { name: 'some', version: '1.0.0' } });
  const file = join(folder, 'app/dist/bundle.js');
  const code = { format: 1, file, names: [['parse', 'd1']], exports: ['parse'] };
  const registry = [
    {
      module: 'project/src/app',
      code: {
        ...code,
        path: 'src/app.ts',
        from: ['./lib', 'some'],
        imports: ['a=0:parse', 'b=1:*'],
        names: [['Subject', 'd0', 'a', 'b']],
      },
    },
    { module: 'project/src/lib', code: { ...code, path: 'src/lib.ts' } },
  ];
  expect(reaches(...registry).map(([name]) => name)).toEqual(['some', 'src/lib.ts#parse']);
});

test('a registration of another format is unknown, and rubbish is left alone', () => {
  const foreign = { module: 'project/src/app', code: { format: 2, path: 'src/app.ts' } };
  expect(fingerprint(foreign)).toEqual({
    kind: 'unknown',
    reasons: [
      'The module of `project/src/app#Subject` was compiled for another version of workloop. Build it again.',
    ],
  });
  const rubbish = [
    null,
    1,
    {},
    { module: 1 },
    { module: 'x', code: null },
    { module: 'y', code: { format: 1, path: 'y.ts', names: 1, from: {} } },
  ];
  write({ 'app/node_modules/some/package.json': { name: 'some', version: '1.0.0' } });
  expect(reaches(...(rubbish as object[]), importing('some'))).toEqual([['some', '1.0.0']]);
});

test('what is loaded later is linked then', () => {
  write({ 'lib/package.json': { name: '@acme/lib', main: 'main.js' }, 'lib/main.js': '' });
  link('app/node_modules/@acme/lib', 'lib');
  const registry = [importing('@acme/lib')];
  const fingerprints = new Fingerprints(() => registry);
  expect(fingerprints.of('project/src/app#Subject').kind).toBe('unknown');
  registry.push(exporting('lib/main.js'));
  const found = fingerprints.of('project/src/app#Subject');
  expect(found.kind).toBe('known');
  expect(fingerprints.of('project/src/app#Subject')).toBe(found);
});

test('a module that is evaluated again counts as its last evaluation', () => {
  write({ 'app/dist/lib.js': '' });
  const later = reaches(
    importing('./lib.js'),
    exporting('app/dist/lib.js', 'd1'),
    exporting('app/dist/lib.js', 'd2'),
  );
  expect(later).toEqual(reaches(importing('./lib.js'), exporting('app/dist/lib.js', 'd2')));
});
