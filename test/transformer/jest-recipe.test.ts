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

test('translates exactly the packages that CommonJS could not load', () => {
  const found = new Set<string>(['workloop']);
  const visit = ({ dependencies = {} }: Manifest): void => {
    for (const name of Object.keys(dependencies)) {
      const manifest = manifestOf(join('node_modules', name));
      const isModule =
        manifest.type === 'module' && !/"require"|\.cjs"/.test(JSON.stringify(manifest.exports));
      if (isModule) found.add(name);
      visit(manifest);
    }
  };
  visit(manifestOf(''));
  const [, listed = ''] =
    /transformIgnorePatterns: \['\/node_modules\/\(\?!\((.*?)\)\/\)'\]/.exec(readme) ?? [];
  expect(new Set(listed.split('|'))).toEqual(found);
});

test('finds nothing in the sources that cannot be translated', () => {
  const sources = join(repository, 'src');
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.ts$/.test(path),
  );
  const untranslatable = files.filter((path) =>
    // What TypeScript leaves as it is: `import.meta`, and an `await` outside functions.
    /^(?!\s*(?:\/?\*|\/\/)).*import\.meta|^await\b/m.test(readFileSync(join(sources, path), 'utf8')),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(untranslatable).toEqual([]);
});

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8')) as Manifest;
}
