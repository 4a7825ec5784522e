import path from 'node:path';

import { listFlows, type Flow } from './flows';
import { repositoryRoot, Stage } from './stage';

/** Every template of the package under test. */
export const templatesOnDisk = (): Flow[] => listFlows(path.join(repositoryRoot, 'workflows'));

export function flowCalled(pair: string, name: string): Flow {
  const found = templatesOnDisk().find((flow) => flow.pair === pair && flow.flow === name);
  if (!found) throw new Error(`${pair} has no flow ${name}`);
  return found;
}

/** A stage of the test file's own, open from before its first test until after its last. */
export function onStage(use: (stage: Stage) => void): void {
  let stage: Stage | undefined;

  beforeAll(async () => {
    stage = await Stage.open({ log: () => {}, version: process.env.CHANNEL_SYNC_N8N || undefined });
    use(stage);
  });

  afterAll(async () => {
    await stage?.close();
  });
}
