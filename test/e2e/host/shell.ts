import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

export interface ShellOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  logFile?: string;
  timeoutMs?: number;
  /** Called every `tickMs` while the command runs, with the elapsed time. */
  onTick?: (elapsedMs: number) => void;
  tickMs?: number;
}

export interface ShellResult {
  code: number;
  output: string;
}

const rememberedCharacters = 20_000;

/** Runs one command to its end; the answer carries the last part of what it printed. */
export async function run(command: string, args: string[], options: ShellOptions = {}): Promise<ShellResult> {
  const started = Date.now();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  let output = '';
  const collect = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-rememberedCharacters);
    if (options.logFile) appendFileSync(options.logFile, chunk);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ticker = options.onTick && setInterval(() => options.onTick?.(Date.now() - started), options.tickMs ?? 15_000);
  const limit = options.timeoutMs === undefined ? undefined : setTimeout(end, options.timeoutMs);
  try {
    return await new Promise<ShellResult>((resolve) => {
      child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
      child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output }));
    });
  } finally {
    if (ticker) clearInterval(ticker);
    if (limit) clearTimeout(limit);
    process.removeListener('exit', end);
  }
}
