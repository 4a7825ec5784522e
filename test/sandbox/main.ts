import { startSandbox } from './server';

const ORDERS = 60;

function readPort(args: string[]): number {
  const at = args.findIndex((argument) => argument === '--port' || argument.startsWith('--port='));
  if (at < 0) return 8700;
  const value = Number(args[at].includes('=') ? args[at].slice('--port='.length) : args[at + 1]);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new Error('--port takes a number from 0 to 65535');
  return value;
}

async function main(): Promise<void> {
  const sandbox = await startSandbox({ port: readPort(process.argv.slice(2)) });
  const rooms = (await (await fetch(`${sandbox.url}/_sandbox/rooms`)).json()) as Array<{ name: string; mounts: string[] }>;
  const lines = [`Sandbox at ${sandbox.url} (control: ${sandbox.url}/_sandbox/{channel}/state)`];
  for (const { name, mounts } of rooms) {
    const room = sandbox.room(name);
    room.seed({ orders: ORDERS });
    lines.push('', `${name}: ${mounts.map((mount) => sandbox.url + mount).join(', ')}`);
    for (const credential of room.credentials(sandbox.url)) lines.push(`  ${credential.name} (${credential.type})`, ...Object.entries(credential.data).map(([field, value]) => `    ${field}: ${String(value)}`));
  }
  process.stdout.write(`${lines.join('\n')}\n`);
  const stop = () => void sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
