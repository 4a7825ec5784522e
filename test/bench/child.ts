/** One parser, one file, one process: `child.ts <parser> <file>` tells rows, checksum, time and peak memory. */
import { PARSERS } from './parsers';
import { Tally } from './tally';

async function main(): Promise<void> {
  const [name = '', file = ''] = process.argv.slice(2);
  const read = PARSERS[name];
  if (!read) throw new Error(`No parser '${name}'`);
  const tally = new Tally();
  const begun = process.hrtime.bigint();
  await read(file, (row) => tally.add(row));
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const { rows, cells, checksum } = tally;
  process.stdout.write(JSON.stringify({ rows, cells, checksum, seconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
}

void main();
