import type { INodeProperties } from 'n8n-workflow';

import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { wantedOf } from '../../../shared/node/wanted-order';
import { cancelChange, changeOrder, planChange } from '../../change-orders';
import { prepareItems } from '../../../shared/node/prepare';
import { statusNames } from './rows';
import { changeEach, changeOutput, lookUpOf, orderField, targetFields } from './target';

const fields: INodeProperties[] = [
  orderField,
  ...targetFields,
  {
    displayName: 'If Not Found',
    name: 'ifNotFound',
    type: 'options',
    options: [
      { name: 'Count as Done', value: 'pass', description: 'An order that was never imported needs no cancelling' },
      { name: 'Refuse', value: 'refuse', description: 'Tell it as a problem' },
    ],
    default: 'refuse',
    description: 'What to do when Mintsoft has no such order',
  },
];

export const cancelOrder: WriteOperation = {
  kind: 'write',
  value: 'cancel',
  name: 'Cancel',
  action: 'Cancel orders',
  description: 'Cancel orders that are not despatched',
  fields,
  output: changeOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, (item) => ({ index: item.index, wanted: wantedOf(item), lookUp: lookUpOf(item) }));
    if (jobs.length === 0) return failed;
    const wanted = cancelChange(await statusNames(run));
    const outcomes = await changeEach(run, jobs, {
      one: async (job) => (run.dryRun ? planChange(job, wanted, 'would cancel', 'Cancel, one call per order.') : await changeOrder(run.client, job, wanted)),
      passMissing: items[0]?.param<string | undefined>('ifNotFound') === 'pass',
    });
    return [...failed, ...outcomes];
  },
};
