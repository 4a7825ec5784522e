import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** Table rows; counted under jest, where nodes run in n8n's own engine and waiting costs nothing. */
export function calls(say: (line: string) => void): string[][] {
  const folder = mkdtempSync(path.join(tmpdir(), 'channel-sync-calls-'));
  const file = path.join(folder, 'calls.json');
  try {
    say('Counting calls in the sandbox ...');
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const env = { ...process.env, CHANNEL_SYNC_BENCH: file };
    execFileSync(process.execPath, [jest, '--config', 'test/bench/jest.config.js'], { cwd: root, env, stdio: ['ignore', 2, 2] });
    return JSON.parse(readFileSync(file, 'utf8')) as string[][];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
