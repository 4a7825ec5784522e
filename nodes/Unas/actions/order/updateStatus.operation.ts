import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { prepareItems } from '../../../shared/node/prepare';
import { lastOfEach, withRepeats } from '../../../shared/node/repeats';
import { changeOrders, type ChangeJob } from '../../change-orders';
import { findStatus, readStatuses, type Status } from '../../statuses';
import { meantOrder, orderField, refKey, statusField, textParam } from './fields';

const fields: INodeProperties[] = [
  orderField,
  { ...statusField, required: true },
  {
    displayName: 'Email Buyer',
    name: 'emailBuyer',
    type: 'boolean',
    default: false,
    description: 'Whether UNAS mails the buyer about the new status, as the shop has it set up',
  },
];

const output = z
  .object({
    outcome: z.enum(['updated', 'unchanged']),
    targetId: z.string(),
    identityKey: z.string(),
    number: z.string(),
    status: z.string(),
  })
  .passthrough();

function jobOf(run: RunContext, item: ItemContext, statuses: readonly Status[]): ChangeJob {
  const wanted = textParam(item, 'status');
  if (wanted === '') throw misconfigured("'Status' is empty", "Choose the status in 'Status'.");
  const { name } = findStatus(statuses, wanted);
  const emailBuyer = item.param<boolean | undefined>('emailBuyer') ?? false;
  return { index: item.index, ...meantOrder(item, run.client), change: { status: name, emailBuyer }, more: { status: name } };
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
    const statuses = await readStatuses(run.client, run.now());
    const { jobs: all, failed } = prepareItems(items, (item) => jobOf(run, item, statuses));
    // Of two items of one order the last one's status is the newest.
    const { jobs, repeats } = lastOfEach(all, refKey);
    const outcomes = await changeOrders(run.client, jobs.reverse(), { done: 'updated', dry: 'would update' }, run.dryRun);
    return [...failed, ...withRepeats(outcomes, repeats)];
  },
};
