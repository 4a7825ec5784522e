import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installFolder } from '../e2e/host/install';
import { isStale, silenceMs, withLock } from '../e2e/host/lock';
import { npmEnvironment, recipeFor } from '../e2e/host/recipes';

const alive = (): boolean => true;
const dead = (): boolean => false;

describe('lock', () => {
  const here = { pid: 1234, host: 'here' };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is stale when its process is gone or silent for long', () => {
    expect(isStale(here, 0, dead, 'here')).toBe(true);
    expect(isStale(here, silenceMs + 1, alive, 'here')).toBe(true);
    expect(isStale(here, silenceMs - 1, alive, 'here')).toBe(false);
  });

  it('does not judge a process of another machine by its pid', () => {
    expect(isStale(here, 0, dead, 'elsewhere')).toBe(false);
  });

  it('gives a file without content time to be filled', () => {
    expect(isStale(undefined, 0, dead)).toBe(false);
    expect(isStale(undefined, silenceMs + 1, alive)).toBe(true);
  });

  it('lets one holder in at a time and leaves no file behind', async () => {
    const file = join(folder, 'n8n.lock');
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${name} out`);
    };
    await Promise.all([withLock(file, () => {}, work('a')), withLock(file, () => {}, work('b'))]);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
    expect(existsSync(file)).toBe(false);
  });

  it('takes over from a holder that died', async () => {
    const file = join(folder, 'n8n.lock');
    writeFileSync(file, JSON.stringify({ pid: 999_999_999, host: hostname() }));
    await expect(withLock(file, () => {}, async () => 'done')).resolves.toBe('done');
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }));
    const longAgo = new Date(Date.now() - silenceMs - 5_000);
    utimesSync(file, longAgo, longAgo);
    await expect(withLock(file, () => {}, async () => 'done')).resolves.toBe('done');
  });
});

describe('recipes', () => {
  it('compiles native packages during the install up to 2.8, and only sqlite3 on Node 24 after it', () => {
    expect(recipeFor('2.8.4')).toMatchObject({ nodeMajor: undefined, compile: [], manifest: { overrides: { xlsx: 'npm:@e965/xlsx@0.20.3' } } });
    expect(recipeFor('2.8.4').npmArgs).toContain('--ignore-scripts=false');
    expect(recipeFor('2.41.1')).toMatchObject({ nodeMajor: 24, compile: ['sqlite3'], manifest: { overrides: { linkedom: '0.18.12' } } });
    expect(recipeFor('2.41.1').npmArgs).toEqual(['--ignore-scripts=true', '--omit=optional', '--legacy-peer-deps=true']);
    expect(() => recipeFor('latest')).toThrow('not a version');
  });

  it('keeps where npm fetches from and drops how the project installs', () => {
    const env = npmEnvironment({
      PATH: '/bin',
      npm_config_ignore_scripts: 'true',
      npm_config_legacy_peer_deps: 'true',
      npm_package_name: 'x',
      npm_config_registry: 'http://127.0.0.1:4873',
      'npm_config_https-proxy': 'http://127.0.0.1:3128',
    });
    expect(env).toEqual({ PATH: '/bin', npm_config_registry: 'http://127.0.0.1:4873', 'npm_config_https-proxy': 'http://127.0.0.1:3128' });
  });

  it('installs where the environment says', () => {
    expect(installFolder('2.8.4', { N8N_CACHE_DIR: '/given' })).toBe('/given');
    expect(installFolder('2.8.4', { XDG_CACHE_HOME: '/xdg' })).toBe(join('/xdg', 'n8n-nodes-channel-sync', 'n8n-2.8.4'));
  });
});
