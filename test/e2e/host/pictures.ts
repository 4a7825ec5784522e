/** `tsx test/e2e/host/pictures.ts [pair[/flow]]`: the pictures in the READMEs, of one pair, one flow or all, taken in a real n8n with every template imported. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { takePicture } from './picture';
import { repositoryRoot, Stage } from './stage';

const folder = path.join(repositoryRoot, 'test/e2e/pictures');

async function main(only?: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const stage = await Stage.open({ log: (line) => process.stderr.write(`${line}\n`) });
  try {
    for (const { id, pair, flow } of await stage.importAll()) {
      if (only !== undefined && ![pair, `${pair}/${flow}`].includes(only)) continue;
      const out = path.join(folder, `${pair}-${flow}.png`);
      await takePicture({ client: stage.client, workflowId: id, out });
      process.stderr.write(`${path.relative(repositoryRoot, out)}\n`);
    }
  } finally {
    await stage.close();
  }
}

void main(process.argv[2]);
