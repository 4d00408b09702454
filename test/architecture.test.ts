import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import ts from 'typescript';

const repository = join(__dirname, '..');

/**
 * The layers of DESIGN.md §4, lowest first; names with a slash are folders. A file may import what stands in a lower
 * layer, in its own folder, or before its own folder in the same layer.
 */
const layers = [
  ['errors.ts', 'clock.ts', 'plan.ts', 'signal.ts', 'stamp.ts', 'observed.ts', 'worker-mode.ts'],
  ['identity/', 'codec/', 'fingerprint/'],
  ['component/', 'executor/', 'ledger/'],
  ['call/'],
  ['loop/'],
  ['view/'],
  ['process-signals.ts', 'decorators.ts', 'app.ts'],
  ['testing/', 'index.ts'],
  ['cli/', 'cli.ts'],
];
const places = layers.flat();

/** Beside these the top level of the repository holds dot files, and nothing else. */
const topLevel = [
  ...['src', 'transformer', 'test', 'samples'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'jest.config.ts'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE'],
  // What the compiler and the linter read, where they look for it.
  ...['tsconfig.build.json', 'tsconfig.transformer.json', 'biome.json'],
];
const notInGit = ['node_modules', 'dist', 'coverage'];

const runtime = importsOf('src');
const transformer = importsOf('transformer');

describe('the runtime', () => {
  it('has a layer for every file', () => {
    expect([...runtime.keys()].filter((file) => placeOf(file) === undefined)).toEqual([]);
  });

  it('imports from lower layers only', () => {
    const upward = [...runtime].flatMap(([file, imports]) =>
      imports.filter((imported) => !mayImport(file, imported)).map((imported) => `${file} → ${imported}`),
    );

    expect(upward).toEqual([]);
  });

  it('has no import cycle, not even of types', () => {
    expect(cyclesIn(runtime)).toEqual([]);
  });

  it('loads the database when a store is opened, and not before', () => {
    const loaded = loadedBy('src/index.ts', 'src/testing/index.ts', 'src/cli.ts');

    expect(loaded).toContain('src/ledger/store/open-lmdb-store.ts');
    expect([...loaded].filter((file) => valueSpecifiersOf(file).includes('lmdb'))).toEqual([]);
  });

  it('loads nothing of the view for an app that has none', () => {
    const loaded = loadedBy('src/index.ts', 'src/testing/index.ts', 'src/executor/worker/entry.ts');

    expect([...loaded].filter((file) => file.startsWith('src/view/'))).toEqual([]);
  });

  it('serves and draws the view with nothing of the app but the interface', () => {
    const shared = ['src/view/api.ts', 'src/view/protocol.ts', 'src/errors.ts'];
    const foreign = (folder: string): string[] =>
      [...runtime.keys()]
        .filter((file) => file.startsWith(folder))
        .flatMap((file) => valueImportsOf(file))
        .filter((imported) => !imported.startsWith(folder) && !shared.includes(imported));

    expect(foreign('src/view/server/')).toEqual([]);
    expect(foreign('src/view/page/')).toEqual([]);
  });

  it('knows nothing of the transformer', () => {
    expect([...runtime].filter(([, imports]) => imports.some((path) => !path.startsWith('src/')))).toEqual(
      [],
    );
  });
});

describe('the transformer', () => {
  it('has no import cycle, not even of types', () => {
    expect(cyclesIn(transformer)).toEqual([]);
  });

  it('imports nothing of the runtime but types of the plan', () => {
    const foreign = [...transformer].flatMap(([file, imports]) =>
      imports.filter((imported) => !imported.startsWith('transformer/')).map((imported) => [file, imported]),
    );

    expect(foreign.filter(([, imported]) => imported !== 'src/plan.ts')).toEqual([]);
    for (const [file] of foreign) expect(valueImportsOf(file as string)).not.toContain('src/plan.ts');
  });

  it('asks for no package but for types: it uses the TypeScript that it is handed', () => {
    const packages = [...transformer.keys()].flatMap((file) =>
      valueSpecifiersOf(file).filter((name) => !name.startsWith('.') && !name.startsWith('node:')),
    );

    expect(packages).toEqual([]);
  });
});

it('keeps the top level as it was laid out', () => {
  const extra = readdirSync(repository).filter(
    (name) => !name.startsWith('.') && !topLevel.includes(name) && !notInGit.includes(name),
  );

  expect(extra.filter((name) => !name.endsWith('.tgz'))).toEqual([]);
});

/** The files of a folder, each with the files of the repository that it imports, types included. */
function importsOf(folder: string): Map<string, string[]> {
  const files = readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => posix.join(folder, name.split(sep).join('/')));
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(read(file), true, true);
      return [file, importedFiles.flatMap(({ fileName }) => resolved(file, fileName))];
    }),
  );
}

/** All files of the runtime that are loaded with some, as long as nothing is imported later. */
function loadedBy(...entries: readonly string[]): ReadonlySet<string> {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file) || !runtime.has(file)) return;
    loaded.add(file);
    valueImportsOf(file).forEach(load);
  };
  entries.forEach(load);
  return loaded;
}

/** What a file asks for when it is loaded: imports and re-exports that are not of types alone. */
function valueSpecifiersOf(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const isTypeOnly = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    const { moduleSpecifier } = statement;
    return isTypeOnly || moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)
      ? []
      : [moduleSpecifier.text];
  });
}

function valueImportsOf(file: string): string[] {
  return valueSpecifiersOf(file).flatMap((specifier) => resolved(file, specifier));
}

function resolved(file: string, specifier: string): string[] {
  if (!specifier.startsWith('.')) return [];
  const path = posix.join(posix.dirname(file), specifier).replace(/\.js$/, '');
  if (/\.(json|tsx?|css)$/.test(path)) return [path];
  return [existsSync(join(repository, `${path}.tsx`)) ? `${path}.tsx` : `${path}.ts`];
}

function read(file: string): string {
  return readFileSync(join(repository, file), 'utf8');
}

function placeOf(file: string): string | undefined {
  const path = file.replace(/^src\//, '');
  return places.find((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}

function mayImport(file: string, imported: string): boolean {
  const [own, other] = [placeOf(file), placeOf(imported)];
  if (own === undefined || other === undefined) return false;
  return own === other || places.indexOf(other) < places.indexOf(own);
}

function cyclesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, above: readonly string[]): void => {
    const start = above.indexOf(file);
    if (start !== -1) cycles.push([...above.slice(start), file].join(' → '));
    if (start !== -1 || done.has(file)) return;
    for (const imported of imports.get(file) ?? []) visit(imported, [...above, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return cycles;
}
