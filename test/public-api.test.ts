import { readFileSync } from 'node:fs';
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
