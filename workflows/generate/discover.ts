import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { Flow } from './types';

const load = createRequire(__filename);
const folder = path.join(__dirname, 'flows');

/** Every flow defined in `flows/<pair>/<flow>.ts`; a new one needs no line anywhere else. */
export function discoverFlows(): Flow[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).sort();
  return files.map((file) => {
    const loaded = load(path.join(folder, file)) as { default: Flow };
    const expected = file.replace(/\.ts$/, '').split(path.sep).join('/');
    if (`${loaded.default.pair}/${loaded.default.flow}` !== expected) throw new Error(`${file} defines another flow than its name says`);
    return loaded.default;
  });
}

/** The bytes of a template file. */
export function render(flow: Flow): string {
  return `${JSON.stringify(flow.template, null, 2)}\n`;
}
