/** Calls counted in the sandbox; started by `npm run bench`. */
const base = require('../../jest.config.js');

module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/bench'],
  testRegex: '\\.bench\\.ts$',
  testMatch: undefined,
  maxWorkers: 1,
  testTimeout: 600_000,
};
