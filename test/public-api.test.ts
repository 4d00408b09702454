import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

const repository = join(__dirname, '..');
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
};
const entries = Object.entries(manifest.exports).flatMap(([entry, target]) =>
  typeof target === 'string' ? [] : [[entry, join(repository, target.types)] as const],
);

const program = ts.createProgram(
  entries.map(([, types]) => types),
  { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: ['node'], skipLibCheck: true },
);
const printer = ts.createPrinter({ removeComments: true });

it('has these entries', () => {
  expect(Object.keys(manifest.exports)).toEqual([
    '.',
    './identity',
    './testing',
    './transformer',
    './transformer/jest',
    './view',
    './package.json',
  ]);
});

// A change of this snapshot is a change for every user: it belongs into the changelog.
it.each(entries)('gives under %s these names, declared so', (_, types) => {
  expect(declarationsOf(types)).toMatchSnapshot();
});

it.each(entries)('says of each name under %s what it is for', (_, types) => {
  const undocumented = exportsOf(types).filter(
    (symbol) => symbol.getDocumentationComment(program.getTypeChecker()).length === 0,
  );

  expect(undocumented.map(({ name }) => name)).toEqual([]);
});

const { CommonJS, ES2022, NodeNext } = ts.ModuleKind;
const { Node10, Bundler, NodeNext: NodeNextResolution } = ts.ModuleResolutionKind;

describe.each([
  ['an ES module', 'app.mts', { module: NodeNext, moduleResolution: NodeNextResolution }],
  ['a CommonJS module', 'app.cts', { module: NodeNext, moduleResolution: NodeNextResolution }],
  ['CommonJS as it was before `exports`', 'app.ts', { module: CommonJS, moduleResolution: Node10 }],
  ['what a bundler reads', 'app.ts', { module: ES2022, moduleResolution: Bundler }],
])('%s', (_, file, options) => {
  const project = mkdtempSync(join(tmpdir(), 'workloop-entries-'));
  afterAll(() => rmSync(project, { recursive: true }));
  // What is published, without the sources beside it.
  const installed = join(project, 'node_modules', 'workloop');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(repository, 'package.json'), join(installed, 'package.json'));
  symlinkSync(join(repository, 'dist'), join(installed, 'dist'), 'junction');

  it.each(entries)('finds the types of %s', (entry, types) => {
    const name = `workloop${entry.slice(1)}`;
    const mode = ts.getImpliedNodeFormatForFile(join(project, file), undefined, ts.sys, options);
    const found = ts.resolveModuleName(
      ...([name, join(project, file), options, ts.sys, undefined, undefined, mode] as const),
    );

    expect(found.resolvedModule?.resolvedFileName).toBe(realpathSync(types));
  });
});

/** What an entry exports, as it is where it is declared. */
function exportsOf(types: string): ts.Symbol[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(types);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${types} is no module: run \`npm run build\` first.`);
  return checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
}

function declarationsOf(types: string): string {
  const texts = exportsOf(types).flatMap((symbol) =>
    (symbol.declarations ?? []).map((declaration) => {
      // A constant is declared by the statement around it.
      const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
      return printer.printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile());
    }),
  );
  return [...new Set(texts)].sort().join('\n');
}
