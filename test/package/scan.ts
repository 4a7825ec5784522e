/** n8n's own package scanner, offline, over the source and over what `npm pack` would publish (n8n.md 1.3). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Analysis {
  passed: boolean;
  message?: string;
  details?: string;
}

interface Scanner {
  analyzePackage(folder: string, patterns?: string[]): Promise<Analysis>;
  SOURCE_FILE_PATTERNS: string[];
}

const root = path.resolve(__dirname, '../..');

/** Unpacks what npm would publish into a folder of its own. */
function unpack(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'channel-sync-pack-'));
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root, encoding: 'utf8' });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  execFileSync('tar', ['-xzf', path.join(folder, filename), '-C', folder]);
  return folder;
}

async function main(): Promise<void> {
  // A dynamic import that stays one after compilation: the scanner is an ES module.
  const scanner = (await import('@n8n/scan-community-package/scanner/scanner.mjs' as string)) as Scanner;
  const folder = unpack();
  let failed = false;
  for (const [name, analysis] of [
    ['source', await scanner.analyzePackage(root, scanner.SOURCE_FILE_PATTERNS)],
    ['package', await scanner.analyzePackage(path.join(folder, 'package'))],
  ] as Array<[string, Analysis]>) {
    const empty = analysis.message === 'No files found to analyze';
    failed ||= !analysis.passed || empty;
    process.stdout.write(`${name}: ${analysis.passed && !empty ? '0 findings' : (analysis.details ?? analysis.message ?? 'failed')}\n`);
  }
  rmSync(folder, { recursive: true, force: true });
  process.exit(failed ? 1 : 0);
}

void main();
