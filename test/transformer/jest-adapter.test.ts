import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../transformer/jest.js';

const repository = join(__dirname, '../..');

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'workloop-jest-')));
  writeFileSync(join(folder, 'package.json'), '{ "name": "project" }');
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'dir');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Types of an ES module and of CommonJS disagree about what a default export is; jest loads CommonJS. */
const { default: tsJest } = jest.requireActual<{
  default: { createTransformer(config: object): Transformer };
}>('ts-jest');

interface Transformer {
  process(text: string, path: string, options: object): { readonly code: string };
}

const good = `import { work } from 'workloop';
  @work() export class Daily { run(day: string) { return day; } }`;
const bad = good.replace('day: string', 'done: () => void').replace('return day', 'return done');

interface Settings {
  readonly isolatedModules: boolean;
}

/** What ts-jest makes of a test file with our adapter. */
function process(text: string, { isolatedModules }: Settings): string {
  const path = join(folder, 'daily.test.ts');
  writeFileSync(path, text);
  const config = {
    rootDir: folder,
    cwd: folder,
    extensionsToTreatAsEsm: [],
    globals: {},
    testMatch: [],
    testRegex: [],
  };
  const transformerConfig = {
    tsconfig: {
      target: 'es2022',
      module: 'commonjs',
      moduleResolution: 'node10',
      strict: true,
      skipLibCheck: true,
      types: [],
      paths: { workloop: [join(repository, 'dist/index.d.ts')] },
      isolatedModules,
    },
    diagnostics: false,
    astTransformers: { before: [join(repository, 'dist/transformer/jest.js')] },
  };
  const transformer = tsJest.createTransformer(transformerConfig);
  const options = {
    config,
    cacheFS: new Map(),
    transformerConfig,
    supportsStaticESM: false,
    instrument: false,
  };
  return transformer.process(text, path, options).code;
}

describe.each([{ isolatedModules: false }, { isolatedModules: true }])('with %p', (settings) => {
  test('compiles with plans', () => {
    expect(process(good, settings)).toContain('id: "project/daily.test#Daily"');
  });

  test('throws on errors, in the format of TypeScript and with our code', () => {
    expect(() => process(bad, settings)).toThrow(/daily\.test\.ts\(2,\d+\): error TS9001001: WL1001: /);
  });
});

test('has a content hash for its version', () => {
  expect(version).toMatch(/^[0-9a-f]{64}$/);
});
