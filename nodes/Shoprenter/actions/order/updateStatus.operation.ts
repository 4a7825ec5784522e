import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import { identityKey } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { prepareItems } from '../../../shared/node/prepare';
import { lastOfEach, withRepeats } from '../../../shared/node/repeats';
import { changeStatuses, type StatusJob } from '../../change-status';
import { CHANNEL } from '../../mapping';
import { findStatus, readShop, type Shop } from '../../shop';
import { meantOrder, orderField } from './fields';

const fields: INodeProperties[] = [
  orderField,
  {
    displayName: 'Status Name or ID',
    name: 'status',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getStatuses' },
    default: '',
    required: true,
    description: 'The status the order gets. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
    hint: 'In an expression the ID, number or name is understood. Depending on the settings of the shop a status can send an e-mail to the buyer and start automations, also a webhook.',
  },
];

const output = z
  .object({
    outcome: z.enum(['updated', 'unchanged']),
    targetId: z.string(),
    identityKey: z.string(),
    number: z.string(),
    status: z.string(),
    statusId: z.string(),
  })
  .passthrough();

function jobOf(run: RunContext, item: ItemContext, shop: Shop): StatusJob {
  const wanted = String(item.param<unknown>('status') ?? '').trim();
  if (wanted === '') throw misconfigured("'Status' is empty", "Choose the status in 'Status'.");
  const status = findStatus(shop, wanted);
  const { number } = meantOrder(item, run.client);
  return { index: item.index, number, identityKey: identityKey({ channel: CHANNEL, account: run.client.account?.id ?? '', id: number }), status };
}

export const updateStatus: WriteOperation = {
  kind: 'write',
  value: 'updateStatus',
  name: 'Update Status',
  action: 'Update status of orders',
  description: 'Give orders another status of the shop; an order that has it already is left alone',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const shop = await readShop(run.client, run.now());
    const { jobs: all, failed } = prepareItems(items, (item) => jobOf(run, item, shop));
    // Of two items of one order the last one's status is the newest.
    const { jobs, repeats } = lastOfEach(all, ({ number }) => number);
    const outcomes = await changeStatuses(run.client, jobs.reverse(), run.dryRun);
    return [...failed, ...withRepeats(outcomes, repeats)];
  },
};
