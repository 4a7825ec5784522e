/** Unit, contract, conformance and template tests; the end-to-end suite has its own configuration in test/e2e. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  // Far above what any test takes: on a busy machine with two cores five seconds are over soon.
  testTimeout: 30_000,
  // n8n-core leaves timers open after an in-process execution (n8n.md 4.2).
  forceExit: true,
};
