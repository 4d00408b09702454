import ts from 'typescript';
import { fingerprintIn } from './compiled-fingerprints.js';

/* Code that cannot be seen makes the fingerprint unknown, for whoever reaches it and nobody else. */

const subject = (imports: string, use: string): string => `
import { work } from 'workloop';
${imports}
@work() export class Subject { async run(name: any): Promise<unknown> { return ${use}; } }
`;

const types = {
  'src/globals.d.ts':
    'declare function require(name: string): any; declare namespace require { function resolve(name: string): string; }',
};

test.each([
  ['import()', '', "import('./lib')", '`src/app.ts#Subject` loads code with `import()`.'],
  ['import() of a name', '', 'import(name)', '`src/app.ts#Subject` loads code with `import()`.'],
  [
    'require of a name',
    '',
    'require(name)',
    '`src/app.ts#Subject` calls `require` with a name that is not written there, or hands it on.',
  ],
  [
    'require as a value',
    '',
    '[name].map(require)',
    '`src/app.ts#Subject` calls `require` with a name that is not written there, or hands it on.',
  ],
  ['eval', '', 'eval(name)', '`src/app.ts#Subject` runs code with `eval`.'],
  ['eval under another name', '', '[name].map(eval)', '`src/app.ts#Subject` runs code with `eval`.'],
  ['new Function', '', 'new Function(name)', '`src/app.ts#Subject` makes code with `Function`.'],
  [
    'createRequire',
    "import { createRequire } from 'node:module';",
    'createRequire(name)',
    '`src/app.ts#Subject` loads code with `createRequire`.',
  ],
  [
    'createRequire of a namespace',
    "import * as modules from 'node:module';",
    'modules.createRequire(name)',
    '`src/app.ts#Subject` loads code with `createRequire`.',
  ],
  [
    'a helper that does so',
    "import { load } from './lib';",
    'load(name)',
    '`src/lib.ts#load` loads code with `import()`.',
  ],
  [
    'a statement that does so',
    "import { quiet } from './loud';",
    'quiet',
    '`src/loud.ts` loads code with `import()`.',
  ],
])('%s', (_what, imports, use, reason) => {
  const files = {
    ...types,
    'src/lib.ts': 'export const load = (name: string) => import(name); export const other = 1;',
    'src/loud.ts': "export const quiet = 1; if (quiet > 1) void import('./lib');",
    'src/app.ts': subject(imports, use),
  };
  const found = fingerprintIn(files, { modules: { 'node:module': {} } });
  expect(found).toEqual({ kind: 'unknown', reasons: [reason] });
});

test.each([
  ['another export beside it', "import { other } from './lib';", 'other'],
  ['a function called eval by its owner', 'const box = { eval: (x: unknown) => x };', 'box.eval(name)'],
  ['an own require', '', '((require: (x: unknown) => unknown) => require(name))((x) => x)'],
  ['require of a written name', "import { other } from './lib'; export { other };", "require('./lib').other"],
  ['require.resolve', '', 'require.resolve(name)'],
  ['Function as a class', '', 'name instanceof Function'],
  ['import() in types', "type Lib = typeof import('./lib');", '(name as Lib)'],
])('not %s', (_what, imports, use) => {
  const files = {
    ...types,
    'src/lib.ts': 'export const load = (name: string) => [name]; export const other = 1;',
    'src/app.ts': subject(imports, use),
  };
  const loading = 'export const load = (name: string) => import(name); export const other = 1;';
  const known = use === 'other' ? { ...files, 'src/lib.ts': loading } : files;
  expect(fingerprintIn(known)).toMatchObject({ kind: 'known' });
});

test('what require loads is reached', () => {
  const files = (base: number): Record<string, string> => ({
    ...types,
    'src/lib.ts': `export const other = ${base};`,
    'src/app.ts': subject("import { other } from './lib'; export { other };", "require('./lib').other"),
  });
  expect(fingerprintIn(files(1)).kind).toBe('known');
  expect(fingerprintIn(files(1))).not.toEqual(fingerprintIn(files(2)));
});

test('plain JavaScript', () => {
  const found = fingerprintIn(
    {
      'src/plain.d.ts': 'export const x: number;',
      'src/app.ts': subject("import { x } from './plain.js';", 'x'),
    },
    { modules: { './plain.js': { x: 1 } } },
  );
  expect(found).toEqual({
    kind: 'unknown',
    reasons: ["`./plain.js`, imported by `src/app.ts`, is not compiled with workloop's transformer."],
  });
});

test('a package that is not there', () => {
  const found = fingerprintIn(
    {
      'src/some.d.ts': "declare module 'some' { export const x: number; }",
      'src/app.ts': subject("import { x } from 'some';", 'x'),
    },
    { modules: { some: { x: 1 } } },
  );
  expect(found).toEqual({
    kind: 'unknown',
    reasons: ['The package `some`, imported by `src/app.ts`, cannot be found from there.'],
  });
});

test('a package where the module format does not say where a module is', () => {
  const files = {
    'src/some.d.ts': "declare module 'some' { export const x: number; }",
    'src/app.ts': subject("import { x } from 'some';", 'x'),
  };
  const found = fingerprintIn(files, {
    modules: { some: {} },
    compilerOptions: { removeComments: true, module: ts.ModuleKind.CommonJS },
  });
  expect(found.kind).toBe('unknown');
});

test('every reason is told once, in order', () => {
  const files = {
    ...types,
    'src/app.ts': subject(
      'const helper = (name: string) => [eval(name), import(name)];',
      '[helper(name), eval(name), eval(name)]',
    ),
  };
  expect(fingerprintIn(files)).toEqual({
    kind: 'unknown',
    reasons: [
      '`src/app.ts#Subject` runs code with `eval`.',
      '`src/app.ts#helper` loads code with `import()`.',
      '`src/app.ts#helper` runs code with `eval`.',
    ],
  });
});

test('a module that was compiled without the transformer, or is not loaded', () => {
  const found = fingerprintIn({ 'src/app.ts': subject('', '1') }, { id: 'project/src/elsewhere#Subject' });
  expect(found).toEqual({
    kind: 'unknown',
    reasons: [
      "The module of `project/src/elsewhere#Subject` is not compiled with workloop's transformer, or not loaded.",
    ],
  });
});

test('a class that the module does not tell of', () => {
  expect(fingerprintIn({ 'src/app.ts': subject('', '1') }, { id: 'project/src/app#Other' })).toEqual({
    kind: 'unknown',
    reasons: ['`src/app.ts` registers no code of `Other`. Move the class to the top level of its module.'],
  });
});
