const project = (kind, extra = {}) => ({
  displayName: kind,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/packages', '<rootDir>/services', '<rootDir>/infra'],
  testMatch: [`**/{src,test,tests}/**/*.${kind}.test.ts`],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['throughline-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  ...extra,
});
const stores = {
  globalSetup: '<rootDir>/infra/tools/jest-stores-up.mjs',
  globalTeardown: '<rootDir>/infra/tools/jest-stores-down.mjs',
};

export default {
  projects: [project('unit'), project('int', stores), project('e2e', stores), project('soak', stores)],
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/infra/tools/jest-tally.mjs'],
};
