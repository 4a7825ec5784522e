/**
 * Runs a TypeScript entry (or jest) from a fresh clone: node test/e2e/start.mjs <entry.ts | jest> [arguments].
 * Needs nothing but Node, because the dependencies may not be there yet. Speaks on stderr only: stdout is the entry's.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [entry, ...args] = process.argv.slice(2);

function say(line) {
  process.stderr.write(`${line}\n`);
}

function run(command, commandArgs, { progress, stdout = process.stderr } = {}) {
  const started = Date.now();
  const child = spawn(command, commandArgs, { cwd: root, stdio: ['inherit', stdout === process.stderr ? 2 : 1, 2] });
  const ticker = progress && setInterval(() => say(`  ${progress}: ${Math.round((Date.now() - started) / 1000)} s`), 15_000);
  // A terminal's Ctrl-C reaches the child by itself; this process only has to wait for its end.
  const ignore = () => {};
  const forward = () => child.kill('SIGTERM');
  process.on('SIGINT', ignore);
  process.on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (ticker) clearInterval(ticker);
      process.off('SIGINT', ignore);
      process.off('SIGTERM', forward);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

async function must(what, command, commandArgs) {
  say(`${what} ...`);
  const code = await run(command, commandArgs, { progress: what });
  if (code === 0) return;
  say(`${what} failed (${command} ${commandArgs.join(' ')} ended with code ${code}). Correct what it says above and run this again.`);
  process.exit(code);
}

function newest(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}
if (!entry) {
  say('Say what to run: node test/e2e/start.mjs <entry.ts | jest> [arguments]');
  process.exit(2);
}
// npm writes this file last, so a cut-off install has none.
if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  await must('Installing the development dependencies', 'npm', ['ci']);
}
const sources = Math.max(...['nodes', 'credentials', 'package.json'].map((name) => newest(join(root, name))));
if (newest(join(root, 'dist')) < sources) await must('Building', 'npm', ['run', 'build']);

const command =
  entry === 'jest' ? [join(root, 'node_modules', 'jest', 'bin', 'jest.js')] : [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), entry];
process.exit(await run(process.execPath, [...command, ...args], { stdout: process.stdout }));
