import { identityKey } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { wantedOf } from '../../../shared/node/wanted-order';
import { cancelJobs, type CancelJob } from '../../change-orders';
import { orderField } from '../fields';
import { changeOutput } from './target';

const jobOf = (item: ItemContext): CancelJob => ({ index: item.index, wanted: wantedOf(item) });

export const cancelOrder: WriteOperation = {
  kind: 'write',
  value: 'cancel',
  name: 'Cancel',
  action: 'Cancel orders',
  description: 'Void sales that are not shipped yet',
  fields: [orderField],
  output: changeOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, jobOf);
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ wanted }) => identityKey(wanted.identity));
    return [...prepared.failed, ...withRepeats(await cancelJobs(run.client, jobs, run.dryRun), repeats)];
  },
};
