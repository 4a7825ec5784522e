/** `npm test`: every check that needs no n8n server, one after the other, with one closing line of counts. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { LEFT_OUT_FILE } from './support/left-out';

const root = path.resolve(__dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'channel-sync-test-'));
const results = path.join(scratch, 'jest.json');
const leftOut = path.join(scratch, 'left-out.txt');

interface Step {
  name: string;
  command: string[];
}

const bin = (name: string) => path.join(root, 'node_modules', name);

const steps: Step[] = [
  { name: 'Lint', command: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  { name: 'Types', command: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  { name: 'Build', command: [bin('gulp/bin/gulp.js'), '--silent', 'build'] },
  { name: 'Scanner on source and package', command: [bin('tsx/dist/cli.mjs'), 'test/package/scan.ts'] },
  { name: 'Tests', command: [bin('jest/bin/jest.js'), '--maxWorkers=100%', '--json', `--outputFile=${results}`, ...process.argv.slice(2)] },
];

function countTests(): { passed: number; failed: number } {
  try {
    const report = JSON.parse(readFileSync(results, 'utf8')) as { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number };
    return { passed: report.numPassedTests, failed: report.numFailedTests || report.numFailedTestSuites };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function readLeftOut(): string[] {
  try {
    return [...new Set(readFileSync(leftOut, 'utf8').split('\n').filter(Boolean))];
  } catch {
    return [];
  }
}

const failed: string[] = [];
for (const { name, command } of steps) {
  process.stdout.write(`\n== ${name}\n`);
  const env = { ...process.env, [LEFT_OUT_FILE]: leftOut, CI: process.env.CI ?? 'true' };
  // Jest prints its JSON on stdout too when asked for a file; the readable report goes to stderr.
  const stdio: Array<'inherit' | 'ignore'> = name === 'Tests' ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'inherit', 'inherit'];
  const { status } = spawnSync(process.execPath, command, { cwd: root, env, stdio });
  if (status !== 0) failed.push(name);
}

const { passed, failed: failedTests } = countTests();
for (const reason of readLeftOut()) process.stdout.write(`Left out: ${reason}\n`);
const checks = steps.length - 1;
const failedChecks = failed.filter((name) => name !== 'Tests').length;
if (failed.length > 0) process.stdout.write(`Failed: ${failed.join(', ')}\n`);
process.stdout.write(`\n${passed + checks - failedChecks} passed, ${failedTests + failedChecks} failed\n`);
rmSync(scratch, { recursive: true, force: true });
process.exit(failed.length === 0 && failedTests === 0 ? 0 : 1);
