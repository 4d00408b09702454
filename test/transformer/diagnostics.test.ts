import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { compileFiles, root } from './compile.js';

/*
 * Each folder of `fixtures` is a case: input files, the files of other packages below `packages`, compiler options in
 * `options.json`, and in `expected.json` what is said about them. `WORKLOOP_WRITE_EXPECTED=1` writes the latter anew.
 */
const fixtures = join(__dirname, 'fixtures');
const cases = readdirSync(fixtures);

interface Said {
  readonly at: string;
  readonly code: number;
  readonly category: string;
  readonly message: string;
  readonly node: string;
  readonly related?: readonly { readonly at: string; readonly message: string; readonly node: string }[];
}

const said = new Map<string, Said[]>();

beforeAll(() => {
  // One program for all cases with the same options.
  for (const options of new Set(cases.map(readOptions))) {
    const names = cases.filter((name) => readOptions(name) === options);
    const files = Object.assign({}, ...names.map(readInputs)) as Record<string, string>;
    const { diagnostics, warnings } = compileFiles(files, {
      compilerOptions: { noEmit: true, ...JSON.parse(options) },
      expectedCodes: 'any',
    });
    for (const name of names) {
      const ours = [...diagnostics, ...warnings].filter(
        ({ file, source }) => source === 'workloop' && file?.fileName.startsWith(`${root}/${name}/`),
      );
      said.set(name, ours.map((one) => describeDiagnostic(one, name)).sort(byPlace));
    }
  }
});

test.each(cases)('says what is expected about %s', (name) => {
  const path = join(fixtures, name, 'expected.json');
  const actual = said.get(name);
  if (process.env.WORKLOOP_WRITE_EXPECTED) writeFileSync(path, `${JSON.stringify(actual, undefined, 2)}\n`);
  expect(actual).toEqual(JSON.parse(readFileSync(path, 'utf8')));
});

test('has a fixture and a section in the README for every code', () => {
  const catalogue = readFileSync(join(__dirname, '../../transformer/diagnostics/catalogue.ts'), 'utf8');
  const readme = readFileSync(join(__dirname, '../../transformer/README.md'), 'utf8');
  const codes = new Set(catalogue.match(/\b1\d{3}\b/g));
  const described = new Set(Array.from(readme.matchAll(/^### WL(\d+)$/gm), ([, code]) => code));
  const exercised = new Set([...said.values()].flat().map(({ code }) => String(code - 9_000_000)));
  expect(described).toEqual(codes);
  expect(exercised).toEqual(codes);
});

function readOptions(name: string): string {
  const path = join(fixtures, name, 'options.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : '{}';
}

function readInputs(name: string): Record<string, string> {
  const folder = join(fixtures, name);
  const inputs: Record<string, string> = {};
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!statSync(join(folder, path)).isFile() || /^(expected|options)\.json$/.test(path)) continue;
    inputs[`${name}/${path.replace(/^packages\//, 'node_modules/')}`] = readFileSync(
      join(folder, path),
      'utf8',
    );
  }
  return inputs;
}

function describeDiagnostic(diagnostic: ts.Diagnostic, name: string): Said {
  const related = diagnostic.relatedInformation ?? [];
  return {
    ...describePlace(diagnostic, name),
    code: diagnostic.code,
    category: ts.DiagnosticCategory[diagnostic.category] as string,
    ...(related.length > 0 && { related: related.map((one) => describePlace(one, name)) }),
  };
}

function describePlace(place: ts.DiagnosticRelatedInformation, name: string) {
  const { file, start = 0, length = 0 } = place;
  if (!file) throw new Error('Expected a diagnostic to stand in a file');
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return {
    at: `${relative(join(root, name), file.fileName)}:${line + 1}:${character + 1}`,
    node: file.text.slice(start, start + length),
    message: ts.flattenDiagnosticMessageText(place.messageText, '\n'),
  };
}

function byPlace(a: Said, b: Said): number {
  return a.at.localeCompare(b.at, 'en', { numeric: true }) || a.code - b.code;
}
