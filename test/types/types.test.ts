import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const names = readdirSync(__dirname).filter((name) => name.endsWith('.types.ts'));

/** What the compiler has to say about each of the files, under the options of the package or others beside them. */
function findings(options: ts.CompilerOptions): Map<string, readonly string[]> {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const files = names.map((name) => join(__dirname, name));
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, root);
  const program = ts.createProgram(parsed.fileNames, { ...parsed.options, ...options, noEmit: true });
  return new Map(names.map((name, i) => [name, findingsIn(program, files[i]!)]));
}

function findingsIn(program: ts.Program, file: string): readonly string[] {
  return ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map((diagnostic) => {
    const { line } = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0) ?? { line: -1 };
    return `${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
}

describe.each([
  ['standard', {}],
  ['legacy', { experimentalDecorators: true }],
])('the types with %s decorators', (_decorators, options) => {
  let found: Map<string, readonly string[]>;

  beforeAll(() => {
    found = findings(options);
  }, 60_000);

  it.each(names)('hold in %s', (name) => {
    expect(found.get(name)).toEqual([]);
  });
});
