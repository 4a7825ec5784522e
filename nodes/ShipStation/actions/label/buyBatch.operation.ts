import { identityKey } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { shipStationV2 } from '../../api';
import { buyInBatches, type BatchJob } from '../../v2-batches';
import { prefixField } from '../fields';
import { aimOf, orderField } from '../order/target';
import { boughtOutput } from './buy.operation';
import { fileFields } from './fields';

const jobOf = (item: ItemContext): BatchJob => ({
  ...aimOf(item),
  format: item.param<BatchJob['format'] | undefined>('labelFormat') ?? 'pdf',
  layout: item.param<BatchJob['layout'] | undefined>('labelLayout') ?? '4x6',
});

export const buyLabelBatch: WriteOperation = {
  kind: 'write',
  value: 'buyBatch',
  name: 'Buy in Batches',
  action: 'Buy labels in batches',
  description: 'Buy labels for many orders at once, never twice; each of the service its order has in ShipStation. API V2 only.',
  fields: [orderField, prefixField, ...fileFields],
  output: boughtOutput,
  vendors: [shipStationV2],
  async run(run: RunContext, items: ItemContext[]): Promise<Outcome[]> {
    const prepared = prepareItems(items, jobOf);
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ wanted }) => identityKey(wanted.identity));
    return [...prepared.failed, ...withRepeats(await buyInBatches(run, jobs), repeats)];
  },
};
