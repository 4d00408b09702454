import type { Config } from 'jest';

/** Two houses of tests: `sources` runs src as it is written, `compiled` sends test files through the shipped adapter. */
const shared: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  moduleNameMapper: {
    // Sources name their imports as the emitted files do; jest runs the sources.
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^workloop$': '<rootDir>/src/index.ts',
    '^workloop/identity$': '<rootDir>/src/identity/index.ts',
    '^workloop/testing$': '<rootDir>/src/testing/index.ts',
  },
};

const typescript = {
  module: 'commonjs',
  moduleResolution: 'node10',
  isolatedModules: true,
};

const config: Config = {
  projects: [
    {
      ...shared,
      displayName: 'sources',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['\\.compiled\\.test\\.ts$', '/node_modules/', '/fixtures/'],
      transform: { '\\.ts$': ['ts-jest', { tsconfig: { ...typescript, target: 'es2022', lib: ['es2023'], experimentalDecorators: false }, diagnostics: false }] },
    },
  ],
};

export default config;
