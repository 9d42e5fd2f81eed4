/** One run over the whole workspace: sources are transpiled by swc, types are checked by `typecheck`. */
export default {
  roots: ['packages', 'apps', 'tools'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/test/**/*.test.ts'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', '@salvia/source'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
  setupFiles: ['<rootDir>/tools/scripts/jest-realm.mjs'],
  modulePathIgnorePatterns: ['/dist/', '/out-tsc/'],
  testTimeout: 60_000,
  maxWorkers: 2,
  // Modules of finished test files are not freed: a worker that has grown is replaced.
  workerIdleMemoryLimit: '1GB',
};
