/** `npm run templates`: writes every flow's JSON to `workflows/<pair>/<flow>.json`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { discoverFlows, render } from './discover';

for (const flow of discoverFlows()) {
  const file = path.join(__dirname, '..', flow.pair, `${flow.flow}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, render(flow));
  process.stdout.write(`${path.relative(process.cwd(), file)}: ${flow.template.nodes.length} nodes\n`);
}
