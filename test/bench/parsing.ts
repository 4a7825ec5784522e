import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { writeReport } from './report-file';

const MEGABYTE = 1_000_000;
const NAMES = ['this package', 'uDSV', 'papaparse', 'csv-parse'];

interface Measured {
  rows: number;
  cells: number;
  checksum: string;
  seconds: number;
  peakMb: number;
}

function measure(name: string, file: string): Measured {
  const tsx = path.join(__dirname, '../../node_modules/tsx/dist/cli.mjs');
  return JSON.parse(execFileSync(process.execPath, [tsx, path.join(__dirname, 'child.ts'), name, file], { encoding: 'utf8' })) as Measured;
}

/** The fastest of several rounds, in which the parsers take turns: whatever else the machine does hits all of them. */
function rounds(file: string, count: number, check: (name: string, found: Measured) => void): Map<string, Measured> {
  const best = new Map<string, Measured>();
  for (let round = 0; round < count; round += 1) {
    for (const name of NAMES) {
      const found = measure(name, file);
      check(name, found);
      const known = best.get(name);
      best.set(name, known ? { ...found, seconds: Math.min(found.seconds, known.seconds), peakMb: Math.max(found.peakMb, known.peakMb) } : found);
    }
  }
  return best;
}

/** Table rows for one size. @throws Error when two parsers do not read the same */
async function ofSize(megabytes: number, count: number, say: (line: string) => void): Promise<string[][]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'channel-sync-bench-'));
  try {
    const file = path.join(folder, 'report.txt');
    const made = await writeReport(file, megabytes * MEGABYTE);
    // Also fills the file cache, which the first one would pay for.
    const first = measure(NAMES[0] as string, file);
    const best = rounds(file, count, (name, found) => {
      say(`${megabytes} MB, ${name}: ${(made.bytes / MEGABYTE / found.seconds).toFixed(0)} MB/s`);
      const same = found.rows === made.rows && found.cells === first.cells && found.checksum === first.checksum;
      if (!same) throw new Error(`${name} read ${found.rows} rows, ${found.cells} cells, checksum ${found.checksum}; ${made.rows} rows were written and ${first.checksum} was read before`);
    });
    return [...best].map(([name, { seconds, peakMb }]) => [
      `${megabytes.toLocaleString('en')} MB, ${made.rows.toLocaleString('en')} rows`,
      name,
      `${(made.bytes / MEGABYTE / seconds).toFixed(0)} MB/s`,
      `${peakMb.toFixed(0)} MB`,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function parsing(sizes: readonly number[], count: number, say: (line: string) => void): Promise<string[][]> {
  const lines: string[][] = [];
  for (const size of sizes) lines.push(...(await ofSize(size, count, say)));
  return lines;
}
