/** `npm run bench [-- --mb 100,1000] [--rounds 3] [--only parsing|calls]`: prints tables in Markdown; what it does meanwhile goes to stderr. */
import { parseArgs } from 'node:util';

import { calls } from './calls';
import { parsing } from './parsing';

const table = (headings: string[], rows: string[][]): string =>
  [headings, headings.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { mb: { type: 'string', default: '100,1000' }, rounds: { type: 'string', default: '3' }, only: { type: 'string' } } });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  if (values.only !== 'calls') {
    const rows = await parsing(values.mb.split(',').map(Number), Number(values.rounds), say);
    process.stdout.write(`${table(['Order report', 'Parser, quoting off', 'Speed', 'Peak memory'], rows)}\n\n`);
  }
  if (values.only !== 'parsing') process.stdout.write(`${table(['What', 'Calls made', 'Least there is', 'Of which'], calls(say))}\n`);
}

void main();
