/** `npx tsx test/matrix/print.ts`: runs the matrices and prints their tables as Markdown. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'matrix-'));
const file = path.join(folder, 'table.md');
const jest = createRequire(__filename).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, 'test/matrix/(orders|stock|shipments)', '--runInBand'], {
  cwd: path.resolve(__dirname, '../..'),
  env: { ...process.env, MATRIX_TABLE: file },
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (status === 0) process.stdout.write(`${readFileSync(file, 'utf8')}\n`);
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
