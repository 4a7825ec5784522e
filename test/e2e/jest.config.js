/** Templates in a real n8n. Each file starts a server of its own, and most of the time it waits (12 minutes of work in an hour): four fit on two cores. */
const base = require('../../jest.config.js');

module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 4,
  testTimeout: 600_000,
};
