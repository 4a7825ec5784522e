import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { prepareItems } from '../../../shared/node/prepare';
import { cancelChange, changeOrder, planChange } from '../../change-orders';
import { prefixField } from '../fields';
import { aimOf, changeEach, changeOutput, orderField } from './target';

export const cancelOrder: WriteOperation = {
  kind: 'write',
  value: 'cancel',
  name: 'Cancel',
  action: 'Cancel orders',
  description: 'Cancel orders that are not shipped; an order ShipStation never had counts as cancelled',
  fields: [orderField, prefixField],
  output: changeOutput,
  async run(run: RunContext, items: ItemContext[]): Promise<Outcome[]> {
    const { jobs, failed } = prepareItems(items, (item) => aimOf(item));
    const outcomes = await changeEach(run, jobs, {
      standing: ['awaiting_shipment', 'on_hold'],
      passMissing: true,
      one: async (job) => (run.dryRun ? planChange(job, cancelChange, 'would cancel') : await changeOrder(run.client, job, cancelChange)),
    });
    return [...failed, ...outcomes];
  },
};
