import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmEnvironment } from './recipes';
import { run } from './shell';

/**
 * Puts the package into a user folder as an installation leaves it: packed and unpacked, not linked, so a file missing
 * from `files` is missed here too. n8n loads what lies there without a record in its database and resolves
 * `n8n-workflow` and zod from its own modules.
 */
export async function installPackage(root: string, userFolder: string): Promise<string> {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
  requireBuild(root);
  const target = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
  const packed = mkdtempSync(join(tmpdir(), 'channel-sync-pack-'));
  try {
    const pack = await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', packed], {
      cwd: root,
      env: npmEnvironment(process.env),
      timeoutMs: 120_000,
    });
    const tarball = readdirSync(packed).find((file) => file.endsWith('.tgz'));
    if (pack.code !== 0 || !tarball) throw new Error(`npm pack failed: ${pack.output.trim()}`);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    const unpack = await run('tar', ['-xzf', join(packed, tarball), '-C', target, '--strip-components=1']);
    if (unpack.code !== 0) throw new Error(`The packed ${name} could not be unpacked: ${unpack.output.trim()}`);
  } finally {
    rmSync(packed, { recursive: true, force: true });
  }
  return target;
}

export function requireBuild(root: string): void {
  if (!existsSync(join(root, 'dist'))) throw new Error(`There is no build in ${join(root, 'dist')}; run "npm run build" first.`);
}
