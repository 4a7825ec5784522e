/**
 * Starts a command and ends it when the process that asked for it is gone: exit handlers do not run in a parent that is
 * killed with SIGKILL, but its end of the channel closes in every case.
 */
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
if (process.send) process.send({ pid: child.pid });

process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGINT', () => {});
process.on('disconnect', () => {
  // This process leads its group, so this ends itself, n8n and n8n's task runner.
  process.kill(-process.pid, 'SIGKILL');
});
