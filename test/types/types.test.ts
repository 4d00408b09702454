import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');

/** Everything that the compiler has to say about a file, under the options of the package or others beside them. */
function findingsIn(file: string, options: ts.CompilerOptions = {}): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [], files: [file] }, ts.sys, root);
  const program = ts.createProgram(parsed.fileNames, { ...parsed.options, ...options, noEmit: true });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const { line } = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0) ?? { line: -1 };
    return `${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
}

describe.each(readdirSync(__dirname).filter((name) => name.endsWith('.types.ts')))(
  'the types in %s',
  (name) => {
    it('hold with standard decorators', () => {
      expect(findingsIn(join(__dirname, name))).toEqual([]);
    }, 60_000);

    it('hold with legacy decorators', () => {
      expect(findingsIn(join(__dirname, name), { experimentalDecorators: true })).toEqual([]);
    }, 60_000);
  },
);
