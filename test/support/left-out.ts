import { appendFileSync, existsSync } from 'node:fs';
import path from 'node:path';

/** Environment variable naming the file in which a test run collects what it left out. */
export const LEFT_OUT_FILE = 'CHANNEL_SYNC_LEFT_OUT';

/** Says in the run's summary that something was not tested, and why. */
export function leaveOut(reason: string): void {
  const file = process.env[LEFT_OUT_FILE];
  if (file) appendFileSync(file, `${reason}\n`);
}

/**
 * A file of the vendors' definitions, which are not part of this repository: on the developers' machines and in CI they
 * lie beside it. Undefined elsewhere, and the run's summary then says so.
 */
export function specification(file: string): string | undefined {
  const found = path.resolve(__dirname, '..', '..', '..', 'shared', 'specs', file);
  if (existsSync(found)) return found;
  leaveOut(`contract tests against ${file}: the definition is not on this machine`);
  return undefined;
}
