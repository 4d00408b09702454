import { compileFiles } from './compile.js';

/** Which of the emitted modules say that they use the context of a call. */
function tellingModules(files: Readonly<Record<string, string>>): string[] {
  const { outputs } = compileFiles(files);
  return [...outputs].flatMap(([path, text]) =>
    text.includes('usesCallContext: true') ? [path.replace(/^.*\/(\w+)\.js$/, '$1')] : [],
  );
}

test.each([
  ['its name', "import { callContext } from 'workloop'; export const f = () => callContext().attempt;"],
  ['another name', "import { callContext as context } from 'workloop'; export const f = () => context();"],
  ['a namespace', "import * as workloop from 'workloop'; export const f = () => workloop.callContext();"],
  ['a key', "import * as workloop from 'workloop'; export const f = () => workloop['callContext']();"],
  [
    'a pattern',
    "import * as workloop from 'workloop'; const { callContext: c } = workloop; export const f = c;",
  ],
  ['require', "import workloop = require('workloop'); export const f = () => workloop.callContext();"],
  [
    'import()',
    "export const f = async () => { const { callContext } = await import('workloop'); callContext(); };",
  ],
  ['a barrel', "export { callContext as context } from 'workloop';"],
])('a module says that it takes callContext by %s', (_way, text) => {
  expect(tellingModules({ 'src/user.ts': text })).toEqual(['user']);
});

test('a module that gets it from one that hands everything on says so too', () => {
  const files = {
    'src/barrel.ts': "export * from 'workloop';",
    'src/user.ts': "import { callContext } from './barrel'; export const f = () => callContext();",
  };
  expect(tellingModules(files)).toEqual(['user']);
});

test.each([
  ['import something else', "import { work } from 'workloop'; export const f = work; // callContext"],
  ['have a function of that name', 'export function callContext() { return callContext; }'],
  ['have a property of that name', 'export const x = { callContext: 1 }; export const y = x.callContext;'],
])('modules that %s say nothing', (_what, text) => {
  expect(tellingModules({ 'src/user.ts': text })).toEqual([]);
});

test('a module without classes registers none', () => {
  const text = "import { callContext } from 'workloop'; export const f = callContext;";
  expect(compileFiles({ 'src/user.ts': text }).outputOf('src/user.ts')).toContain(
    '.push({ module: "project/src/user", classes: {}, usesCallContext: true, code: ',
  );
});
