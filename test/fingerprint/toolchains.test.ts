import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stubPackage } from '../transformer/stub-package.js';
import { everyImport, everySyntax } from './every-syntax.js';

/*
 * One module, compiled by every toolchain and in every way, and what it registers. A change of the golden digests makes
 * all works of all users run again: then `FORMAT` has to change as well. `WORKLOOP_WRITE_EXPECTED=1` writes them anew.
 */
const repository = join(__dirname, '../..');
const goldenPath = join(__dirname, 'golden-digests.json');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'workloop-toolchains-')));

const ways = {
  commonjs: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' },
  esm: { module: 'esnext', moduleResolution: 'bundler' },
  old: { module: 'esnext', moduleResolution: 'bundler', target: 'es2020' },
  legacy: { module: 'esnext', moduleResolution: 'bundler', experimentalDecorators: true },
  incremental: { module: 'esnext', moduleResolution: 'bundler', incremental: true },
  isolated: { module: 'esnext', moduleResolution: 'bundler', isolatedModules: true },
} as const;
type Way = keyof typeof ways;

const toolchains = [
  { patch: 'ts-patch', typescript: 'typescript' },
  { patch: 'ts-patch-4', typescript: 'typescript-6' },
] as const;

const cells = toolchains.flatMap(({ patch }) => (Object.keys(ways) as Way[]).map((way) => ({ patch, way })));

beforeAll(async () => {
  const write = (path: string, content: string | object): void =>
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'node_modules/workloop/dist'), { recursive: true });
  for (const [path, text] of Object.entries(stubPackage)) write(path, text);
  write('package.json', { name: 'project', type: 'module' });
  write('src/app.ts', everySyntax);
  write('src/lib.ts', everyImport);
  for (const { patch, typescript } of toolchains) {
    const jobs = (Object.keys(ways) as Way[]).map((way) => {
      const { ignoreDeprecations, ...options } = { ignoreDeprecations: undefined, ...ways[way] };
      const isSix = typescript === 'typescript-6';
      const compilerOptions = {
        target: 'es2022',
        lib: ['es2023', 'decorators', 'esnext.disposable'],
        strict: true,
        skipLibCheck: true,
        types: [],
        rootDir: 'src',
        outDir: `out-${patch}-${way}`,
        plugins: [{ transform: join(repository, 'dist/transformer/index.js'), transformProgram: true }],
        ...options,
        ...(isSix && ignoreDeprecations && { ignoreDeprecations }),
      };
      write(`tsconfig.${patch}.${way}.json`, { compilerOptions, include: ['src'] });
      return { cwd: folder, args: ['-p', `tsconfig.${patch}.${way}.json`] };
    });
    write(`${patch}.jobs.json`, jobs);
    await compile(patch, typescript);
  }
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function compile(patch: string, typescript: string): Promise<void> {
  const modules = join(repository, 'node_modules');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(repository, 'test/transformer/matrix/compile-all.cjs'),
      join(modules, patch, 'compiler/typescript.js'),
      join(folder, `${patch}.jobs.json`),
    ],
    { env: { ...process.env, TSP_COMPILER_TS_PATH: join(modules, typescript) }, maxBuffer: 2 ** 26 },
  );
  const results = JSON.parse(stdout) as { exitCode: number; output: string }[];
  const failed = results.filter(({ exitCode }) => exitCode !== 0);
  if (failed.length > 0) throw new Error(failed.map(({ output }) => output).join('\n'));
}

function codeIn(text: string): Record<string, unknown> {
  const [, entry = ''] = /\.push\((\{ module: .*\})\);/.exec(text) ?? [];
  const plain = entry.replace('import.meta.url', '"here"').replace('__filename', '"here"');
  const { code } = new Function(`return ${plain}`)() as { code: Record<string, unknown> };
  return code;
}

test.each(cells)('$patch, $way', ({ patch, way }) => {
  const code = codeIn(readFileSync(join(folder, `out-${patch}-${way}`, 'app.js'), 'utf8'));
  if (process.env.WORKLOOP_WRITE_EXPECTED && patch === 'ts-patch' && way === 'commonjs')
    writeFileSync(goldenPath, `${JSON.stringify(code, undefined, 1)}\n`);
  expect(code).toEqual(JSON.parse(readFileSync(goldenPath, 'utf8')));
});

/** Types of an ES module and of CommonJS disagree about what a default export is; jest loads CommonJS. */
const { default: tsJest } = jest.requireActual<{
  default: {
    createTransformer(config: object): {
      process(text: string, path: string, options: object): { code: string };
    };
  };
}>('ts-jest');

test.each([false, true])(
  'ts-jest (isolatedModules: %s)',
  (isolatedModules) => {
    const transformerConfig = {
      tsconfig: {
        target: 'es2022',
        lib: ['es2023', 'decorators'],
        module: 'commonjs',
        moduleResolution: 'node10',
        strict: true,
        skipLibCheck: true,
        types: [],
        isolatedModules,
        paths: { workloop: [join(folder, 'node_modules/workloop/dist/index.d.ts')] },
      },
      diagnostics: false,
      astTransformers: { before: [join(repository, 'dist/transformer/jest.js')] },
    };
    const config = {
      rootDir: folder,
      cwd: folder,
      extensionsToTreatAsEsm: [],
      globals: {},
      testMatch: [],
      testRegex: [],
    };
    const options = {
      config,
      cacheFS: new Map(),
      transformerConfig,
      supportsStaticESM: false,
      instrument: false,
    };
    const path = join(folder, 'src/app.ts');
    const { code } = tsJest.createTransformer(transformerConfig).process(everySyntax, path, options);
    expect(codeIn(code)).toEqual(JSON.parse(readFileSync(goldenPath, 'utf8')));
  },
  60_000,
);
