import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/* The recipe for CommonJS in transformer/README.md, held against what the package is made of. */

const repository = join(__dirname, '../..');
const readme = readFileSync(join(repository, 'transformer/README.md'), 'utf8');

interface Manifest {
  readonly type?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What tests load. The command line, the view's thread and its page run elsewhere, where no test runner translates. */
const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.ts$/.test(path) && !/^(?:cli|view.(?:server|page))\b/.test(path))
  .map((path) => ({ path, text: readFileSync(join(repository, 'src', path), 'utf8') }));

test('translates exactly the packages that CommonJS could not load', () => {
  const found = new Set<string>(['workloop']);
  const visit = (names: readonly string[]): void => {
    for (const name of names) {
      const manifest = manifestOf(join('node_modules', name));
      const isModule =
        manifest.type === 'module' && !/"require"|\.cjs"/.test(JSON.stringify(manifest.exports));
      if (isModule) found.add(name);
      visit(Object.keys(manifest.dependencies ?? {}));
    }
  };
  const imported = (name: string): boolean =>
    sources.some(({ text }) => text.includes(` from '${name}'`) || text.includes(`import('${name}')`));
  const loaded = Object.keys(manifestOf('').dependencies ?? {}).filter(imported);
  expect(loaded).toEqual(expect.arrayContaining(['croner', 'lmdb', 'superjson']));
  visit(loaded);
  const [, listed = ''] =
    /transformIgnorePatterns: \['\/node_modules\/\(\?!\((.*?)\)\/\)'\]/.exec(readme) ?? [];
  expect(new Set(listed.split('|'))).toEqual(found);
});

test('finds nothing in the sources that cannot be translated', () => {
  const untranslatable = sources.filter(({ text }) =>
    // What TypeScript leaves as it is: `import.meta`, and an `await` outside functions.
    /^(?!\s*(?:\/?\*|\/\/)).*import\.meta|^await\b/m.test(text),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(untranslatable.map(({ path }) => path)).toEqual([]);
});

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8')) as Manifest;
}
