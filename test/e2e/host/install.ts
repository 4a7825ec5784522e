import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { withLock } from './lock';
import { npmEnvironment, recipeFor } from './recipes';
import type { Recipe } from './recipes';
import { run } from './shell';

export type Log = (line: string) => void;

export interface InstalledN8n {
  version: string;
  bin: string;
  /** The Node to start `bin` with; undefined: `bin` is started as it is. */
  node?: string;
}

/** The newest n8n that runs on Node 20, which is what the templates promise to support. */
export const defaultN8nVersion = '2.8.4';

export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-channel-sync');
}

export function installFolder(version: string, env: NodeJS.ProcessEnv = process.env): string {
  return env.N8N_CACHE_DIR || join(cacheRoot(env), `n8n-${version}`);
}

export async function ensureN8n(version: string = defaultN8nVersion, { log }: { log: Log }): Promise<InstalledN8n> {
  const given = process.env.N8N_BIN;
  if (given) return useGiven(given);

  const recipe = recipeFor(version);
  const folder = installFolder(version);
  const marker = join(folder, 'complete.json');
  const installed = (node?: string): InstalledN8n => ({ version, bin: n8nBin(folder), node: node ?? process.execPath });

  if (existsSync(marker)) {
    const { node } = JSON.parse(readFileSync(marker, 'utf8')) as { node?: string };
    if ((node === undefined || existsSync(node)) && (await answersVersion(installed(node), version))) return installed(node);
    log(`The n8n ${version} in ${folder} no longer answers; repairing it.`);
    rmSync(marker, { force: true });
  }
  return await withLock(
    `${folder}.lock`,
    (owner) => log(`Another process (${owner?.pid ?? 'unknown'}) is installing n8n ${version}; waiting for it.`),
    async () => {
      const node = recipe.nodeMajor === undefined ? undefined : await ensureNode(recipe.nodeMajor, log);
      if ((await whatIsWrong(folder, installed(node))) !== undefined) await install(recipe, folder, installed(node), log);
      writeFileSync(marker, `${JSON.stringify({ version, node })}\n`);
      return installed(node);
    },
  );
}

async function useGiven(bin: string): Promise<InstalledN8n> {
  const { code, output } = await run(bin, ['--version'], { timeoutMs: 60_000, env: npmEnvironment(process.env) });
  if (code !== 0) {
    throw new Error(`N8N_BIN is set to ${bin}, but "${bin} --version" failed: ${output.trim()}. Correct N8N_BIN or unset it.`);
  }
  return { version: output.trim().split('\n').pop() ?? '', bin };
}

function n8nBin(folder: string): string {
  return join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
}

async function answersVersion({ bin, node }: InstalledN8n, version: string): Promise<boolean> {
  if (!existsSync(bin)) return false;
  const { code, output } = await run(node ?? bin, node ? [bin, '--version'] : ['--version'], { timeoutMs: 60_000 });
  return code === 0 && output.trim().endsWith(version);
}

/** `--version` reads only package.json; what breaks in practice is the database driver and a wrongly de-duplicated tree. */
async function whatIsWrong(folder: string, n8n: InstalledN8n): Promise<string | undefined> {
  const node = n8n.node ?? process.execPath;
  if (!(await answersVersion(n8n, n8n.version))) return `n8n ${n8n.version} is not there or does not start`;
  if (!(await driverLoads(folder, n8n))) return `sqlite3 is not compiled for ${node}`;
  const start = await run(node, [n8n.bin, 'start', '--help'], {
    cwd: folder,
    timeoutMs: 120_000,
    env: { ...npmEnvironment(process.env), N8N_USER_FOLDER: join(folder, '.check') },
  });
  rmSync(join(folder, '.check'), { recursive: true, force: true });
  return start.code === 0 ? undefined : `"n8n start --help" fails: ${lastLines(start.output, 5)}`;
}

async function driverLoads(folder: string, { node }: InstalledN8n): Promise<boolean> {
  const { code } = await run(node ?? process.execPath, ['-e', 'require("sqlite3")'], { cwd: folder, timeoutMs: 60_000 });
  return code === 0;
}

async function install(recipe: Recipe, folder: string, n8n: InstalledN8n, log: Log): Promise<void> {
  const logFile = join(folder, 'install.log');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(recipe.manifest, undefined, 2)}\n`);
  log(`Installing n8n ${recipe.version} into ${folder}: 5-20 minutes and about 2.3 GB, once.`);

  for (const attempt of ['resume', 'from scratch'] as const) {
    if (attempt === 'from scratch') {
      log('The install cannot be repaired; starting it from scratch.');
      rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
      rmSync(join(folder, 'package-lock.json'), { force: true });
    }
    const result = await npm(['install', ...recipe.npmArgs, '--no-audit', '--no-fund'], folder, logFile, log, n8n.node);
    if (result.code === 0) {
      for (const name of recipe.compile) await compile(name, folder, logFile, log, n8n.node);
      // A resumed install does not repeat the scripts of packages that are already in place.
      if (!(await driverLoads(folder, n8n))) {
        log('Compiling sqlite3, about 2 minutes.');
        await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], folder, logFile, log, n8n.node);
      }
      const wrong = await whatIsWrong(folder, n8n);
      if (wrong === undefined) return log(`n8n ${recipe.version} is installed.`);
      log(wrong);
    } else {
      log(`npm install ended with code ${result.code}: ${lastLines(result.output, 5)}`);
    }
  }
  throw new Error(
    `n8n ${recipe.version} could not be installed; the whole story is in ${logFile}. ` +
      'Check that the npm registry can be reached, that 3 GB are free and that a C++ compiler and python3 are there, then run the ' +
      'same command again (it goes on where it stopped). Or set N8N_BIN to the executable of an n8n you installed yourself.',
  );
}

async function npm(args: string[], folder: string, logFile: string, log: Log, node?: string): ReturnType<typeof run> {
  const env = npmEnvironment(process.env);
  if (node && node !== process.execPath) env.PATH = `${dirname(node)}:${env.PATH ?? ''}`;
  return await run('npm', args, {
    cwd: folder,
    env,
    logFile,
    onTick: (elapsed) => log(`  npm has worked for ${Math.round(elapsed / 1000)} s, ${countPackages(folder)} packages on disk`),
  });
}

/** The headers that belong to the running Node come with its npm package, so nothing is fetched from outside the registry. */
async function compile(name: string, folder: string, logFile: string, log: Log, node = process.execPath): Promise<void> {
  log(`Compiling ${name}, about 2 minutes.`);
  const headers = dirname(dirname(realpathSync(node)));
  await run(node, [nodeGyp(), 'rebuild', `--nodedir=${headers}`], {
    cwd: join(folder, 'node_modules', name),
    env: npmEnvironment(process.env),
    logFile,
    onTick: (elapsed) => log(`  compiling for ${Math.round(elapsed / 1000)} s`),
  });
}

function nodeGyp(): string {
  const besideNode = join(dirname(dirname(realpathSync(process.execPath))), 'lib', 'node_modules', 'npm');
  const npmFolders = [process.env.npm_execpath && dirname(dirname(process.env.npm_execpath)), besideNode];
  const found = npmFolders
    .filter((npmFolder) => npmFolder !== undefined)
    .map((npmFolder) => join(npmFolder as string, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'))
    .find(existsSync);
  if (!found) throw new Error('node-gyp, which comes with npm, was not found; run this through npm (npm run e2e).');
  return found;
}

/** In a folder of its own: a later install beside it prunes the headers nested in the package. */
async function ensureNode(major: number, log: Log): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) >= major) return process.execPath;
  const folder = join(cacheRoot(), `node-${major}`);
  const found = findNode(folder);
  if (found && (await run(found, ['--version'])).output.startsWith(`v${major}.`)) return found;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name: 'node-host', private: true, dependencies: { node: String(major) } })}\n`);
  log(`Fetching Node ${major} from the npm registry into ${folder}.`);
  const { code, output } = await npm(['install', '--ignore-scripts=false', '--no-audit', '--no-fund'], folder, join(folder, 'install.log'), log);
  const node = findNode(folder);
  if (code !== 0 || !node) {
    throw new Error(`Node ${major} could not be fetched: ${lastLines(output, 5)}. Run this under Node ${major} instead.`);
  }
  return node;
}

function findNode(folder: string): string | undefined {
  const bin = join(folder, 'node_modules', 'node', 'bin', 'node');
  return existsSync(bin) ? bin : undefined;
}

function countPackages(folder: string): number {
  try {
    return readdirSync(join(folder, 'node_modules')).length;
  } catch {
    return 0;
  }
}

function lastLines(text: string, count: number): string {
  return text.trim().split('\n').slice(-count).join(' | ');
}
