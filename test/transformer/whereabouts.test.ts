import ts from 'typescript';
import { compileFiles } from './compile.js';

const { ModuleKind, ModuleResolutionKind } = ts;
const source = "import { work } from 'workloop';\n@work() export class Daily { run() {} }\n";
const required =
  "import workloop = require('workloop');\n@workloop.work() class Daily { run() {} }\nexport = Daily;\n";

/** What the plan of the emitted module says about where it is. */
function fileOf(
  module: ts.ModuleKind,
  path: string,
  { text = source, type = 'commonjs', verbatim = false } = {},
): string | undefined {
  const isNode = module >= ModuleKind.Node16 && module <= ModuleKind.NodeNext;
  const { outputOf } = compileFiles(
    {
      [path]: text,
      'package.json': JSON.stringify({ name: 'project', type }),
      'node_modules/workloop/package.json': '{ "name": "workloop", "types": "./dist/index.d.ts" }',
    },
    {
      compilerOptions: {
        module,
        moduleResolution: isNode
          ? ModuleResolutionKind.NodeNext
          : module === ModuleKind.CommonJS || module < ModuleKind.ES2015
            ? ModuleResolutionKind.Node10
            : ModuleResolutionKind.Bundler,
        verbatimModuleSyntax: verbatim,
      },
    },
  );
  return /file: ([\w.]+)/.exec(outputOf(path))?.[1];
}

test.each([
  [ModuleKind.CommonJS, 'src/a.ts', 'module', '__filename'],
  [ModuleKind.ES2015, 'src/a.ts', 'module', 'import.meta.url'],
  [ModuleKind.ES2022, 'src/a.ts', 'module', 'import.meta.url'],
  [ModuleKind.ESNext, 'src/a.mts', 'commonjs', 'import.meta.url'],
  [ModuleKind.ESNext, 'src/a.cts', 'module', '__filename'],
  [ModuleKind.Node16, 'src/a.ts', 'module', 'import.meta.url'],
  [ModuleKind.Node16, 'src/a.ts', 'commonjs', '__filename'],
  [ModuleKind.NodeNext, 'src/a.ts', 'module', 'import.meta.url'],
  [ModuleKind.NodeNext, 'src/a.ts', 'commonjs', '__filename'],
  [ModuleKind.NodeNext, 'src/a.mts', 'commonjs', 'import.meta.url'],
  [ModuleKind.NodeNext, 'src/a.cts', 'module', '__filename'],
  [ModuleKind.Preserve, 'src/a.ts', 'module', 'import.meta.url'],
  [ModuleKind.AMD, 'src/a.ts', 'commonjs', undefined],
  [ModuleKind.UMD, 'src/a.ts', 'commonjs', undefined],
  [ModuleKind.System, 'src/a.ts', 'commonjs', undefined],
])('module %d, %s, type %s: %s', (module, path, type, expected) => {
  expect(fileOf(module, path, { type })).toBe(expected);
});

test('goes by how a module is written where that is preserved', () => {
  expect(fileOf(ModuleKind.Preserve, 'src/a.ts', { text: required })).toBe('__filename');
  expect(fileOf(ModuleKind.Preserve, 'src/a.ts', { text: source })).toBe('import.meta.url');
});

test('finds another way where a module of CommonJS has taken the name', () => {
  const taken = (declaration: string): string =>
    `${source}${declaration}\nexport const where = __filename;\n`;
  const own = taken("var __filename = 'mine';");
  expect(fileOf(ModuleKind.CommonJS, 'src/a.ts', { text: own })).toBe('module.filename');
  expect(
    fileOf(ModuleKind.CommonJS, 'src/a.ts', {
      text: `${own}function f(module: string) { return module; } f('');`,
    }),
  ).toBeUndefined();
  expect(fileOf(ModuleKind.ESNext, 'src/a.ts', { text: own, type: 'module' })).toBe('import.meta.url');
});
