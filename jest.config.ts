import type { Config } from 'jest';

/** Two houses of tests: `sources` runs src as it is written, `compiled` sends test files through the shipped adapter. */
const shared: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  moduleNameMapper: {
    // Workers run the built package, also where jest runs the sources.
    '/own-folder\\.cjs$': '<rootDir>/test/fixtures/own-folder.ts',
    // Sources name their imports as the emitted files do; jest runs the sources.
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // The same signals without Preact, whose CommonJS asks for an ES module.
    '^@preact/signals$': '@preact/signals-core',
    '^workloop$': '<rootDir>/src/index.ts',
    '^workloop/identity$': '<rootDir>/src/identity/index.ts',
    '^workloop/testing$': '<rootDir>/src/testing/index.ts',
    '^workloop/view$': '<rootDir>/src/view/api.ts',
  },
};

/** The same for the compiler; found by these, a symbol of ours is still seen to be ours. */
const paths = {
  workloop: ['./src/index.ts'],
  'workloop/identity': ['./src/identity/index.ts'],
  'workloop/testing': ['./src/testing/index.ts'],
  'workloop/view': ['./src/view/api.ts'],
};

/** Takes the types off and nothing more. */
const translate = '<rootDir>/test/fixtures/translate.cjs';

/** Compiles as users of the package do; errors of the transformer fail the test file. */
const compile = [
  'ts-jest',
  {
    tsconfig: {
      target: 'es2022',
      lib: ['es2023'],
      types: ['node', 'jest'],
      module: 'commonjs',
      moduleResolution: 'node10',
      esModuleInterop: true,
      strict: true,
      skipLibCheck: true,
      paths,
    },
    astTransformers: { before: ['<rootDir>/dist/transformer/jest.js'] },
  },
] as const;

/** Packages that are ES modules only, while jest runs CommonJS. */
const translatedPackages = ['superjson', 'copy-anything'];
const translatePackages = { '/node_modules/.*\\.js$': translate };
const transformIgnorePatterns = [`/node_modules/(?!(${translatedPackages.join('|')})/)`];

const config: Config = {
  // How long a test takes says nothing about what it tests: machines are shared, and compilers slow to start.
  testTimeout: 60_000,
  // Much of the time is waiting: for timers, disks, and processes to start.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/fixtures/longest-first.cjs',
  globalSetup: '<rootDir>/test/fixtures/compile-workers.ts',
  projects: [
    {
      ...shared,
      displayName: 'sources',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['\\.compiled\\.test\\.ts$', '/node_modules/', '/fixtures/'],
      transformIgnorePatterns,
      transform: { ...translatePackages, '\\.ts$': translate },
    },
    {
      ...shared,
      displayName: 'compiled',
      testMatch: ['**/*.compiled.test.ts'],
      transformIgnorePatterns,
      transform: { ...translatePackages, '/(test|samples)/.*\\.ts$': [...compile], '\\.ts$': translate },
    },
  ],
};

export default config;
