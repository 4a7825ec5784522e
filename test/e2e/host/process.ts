import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';

export interface StartOptions {
  bin: string;
  node?: string;
  /** n8n keeps its database, its key and community packages below `<userFolder>/.n8n`. */
  userFolder: string;
  port?: number;
  env?: Record<string, string>;
  logFile?: string;
}

export interface RunningN8n {
  url: string;
  port: number;
  /** Of n8n itself, for measuring. */
  pid: number;
  logFile: string;
  waitUntilReady(timeoutMs?: number): Promise<void>;
  /** SIGKILL of n8n and everything it started, as a power cut would; the folder can be started again at once. */
  kill(): Promise<void>;
  /** SIGTERM: n8n finishes what is running (30 s at most) and closes. */
  stop(): Promise<void>;
  logTail(lines?: number): string;
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function portIsFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Nothing of the caller's n8n, npm, database or proxy settings reaches the started one: every run is the same run. */
function cleanEnvironment(userFolder: string, port: number, brokerPort: number): Record<string, string> {
  const passedOn = ['PATH', 'LANG', 'LC_ALL', 'TMPDIR', 'SystemRoot'];
  const kept = passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name] as string]] : []));
  return {
    ...Object.fromEntries(kept),
    HOME: userFolder,
    N8N_USER_FOLDER: userFolder,
    N8N_ENCRYPTION_KEY: encryptionKey(userFolder),
    N8N_HOST: '127.0.0.1',
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_PORT: String(port),
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_SECURE_COOKIE: 'false',
    N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
    N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
    // The list of verified packages is fetched from n8n's servers.
    N8N_VERIFIED_PACKAGES_ENABLED: 'false',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
    N8N_DYNAMIC_BANNERS_ENABLED: 'false',
    N8N_HIRING_BANNER_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
    N8N_PUBLIC_API_SWAGGERUI_DISABLED: 'true',
    N8N_AI_ENABLED: 'false',
    N8N_LOG_LEVEL: 'info',
    N8N_RESTRICT_FILE_ACCESS_TO: filesFolder(userFolder),
    DB_TYPE: 'sqlite',
    GENERIC_TIMEZONE: 'UTC',
    TZ: 'UTC',
  };
}

/** The one folder in which n8n may read and write files. */
export const filesFolder = (userFolder: string): string => join(userFolder, 'files');

/** A kept folder is only readable with the key it was written with. */
function encryptionKey(userFolder: string): string {
  const file = join(userFolder, 'encryption-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

const running = new Set<ChildProcess>();
let watching = false;

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function watchForExit(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => running.forEach(killGroup));
}

export async function startN8n(options: StartOptions): Promise<RunningN8n> {
  const { bin, node, userFolder } = options;
  const port = options.port ?? (await freePort());
  const brokerPort = await freePort();
  const url = `http://127.0.0.1:${port}`;
  if (!(await portIsFree(port))) {
    throw new Error(`Port ${port} is in use; choose another one or end what listens there.`);
  }
  mkdirSync(filesFolder(userFolder), { recursive: true });
  const logFile = options.logFile ?? join(userFolder, 'n8n.log');
  mkdirSync(dirname(logFile), { recursive: true });
  const out = openSync(logFile, 'a');
  const earlierLog = statSync(logFile).size;
  const command = node ? [node, bin, 'start'] : [bin, 'start'];
  const child = spawn(process.execPath, [join(__dirname, 'guard.mjs'), ...command], {
    cwd: userFolder,
    detached: true,
    env: { ...cleanEnvironment(userFolder, port, brokerPort), ...options.env },
    stdio: ['ignore', out, out, 'ipc'],
  });
  closeSync(out);
  running.add(child);
  watchForExit();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void gone.then(() => running.delete(child));
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { pid: number }).pid));
    child.once('exit', () => reject(new Error(`n8n did not start; see ${logFile}.`)));
  });
  child.unref();
  child.channel?.unref();

  const logTail = (lines = 30): string => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  const ended = async (): Promise<void> => {
    await gone;
    for (let waited = 0; !(await portIsFree(port)) && waited < 10_000; waited += 50) await pause(50);
  };

  return {
    url,
    port,
    pid,
    logFile,
    logTail,
    async waitUntilReady(timeoutMs = 120_000) {
      const until = Date.now() + timeoutMs;
      // REST answers before n8n has marked what a kill interrupted as crashed and has started the published workflows;
      // this line comes after both (tried on 2.8.4).
      const allStarted = (): boolean => readFileSync(logFile).subarray(earlierLog).includes('Editor is now accessible');
      while (!allStarted() || !(await answers(url))) {
        if (!running.has(child)) throw new Error(`n8n ended while starting:\n${logTail()}`);
        if (Date.now() > until) throw new Error(`n8n was not ready after ${timeoutMs / 1000} s:\n${logTail()}`);
        await pause(200);
      }
    },
    async kill() {
      killGroup(child);
      await ended();
    },
    async stop() {
      if (running.has(child)) child.kill('SIGTERM');
      // n8n's own limit for a graceful end is 30 s; after that it is not going to.
      await Promise.race([gone, pause(35_000, undefined, { ref: false })]);
      killGroup(child);
      await ended();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const { status } = await axios.get(`${url}/rest/settings`, { timeout: 5_000, validateStatus: () => true, proxy: false });
    return status === 200;
  } catch {
    return false;
  }
}
