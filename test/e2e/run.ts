/** `npm run e2e [-- --n8n 2.41.1] [jest arguments]`: installs that n8n if needed and runs the end-to-end suite against it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { ensureN8n } from './host/install';

const root = path.resolve(__dirname, '../..');

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const at = args.indexOf('--n8n');
  const version = at >= 0 ? args.splice(at, 2)[1] : undefined;
  // Before jest, whose time limits are for tests and not for an installation.
  const n8n = await ensureN8n(version, { log: (line) => process.stderr.write(`${line}\n`) });
  process.stderr.write(`End-to-end tests with n8n ${n8n.version}\n`);
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const env = { ...process.env, CHANNEL_SYNC_N8N: version ?? '' };
  const { status } = spawnSync(process.execPath, [jest, '--config', 'test/e2e/jest.config.js', ...args], { cwd: root, stdio: 'inherit', env });
  return status ?? 1;
}

void main().then((code) => process.exit(code));
