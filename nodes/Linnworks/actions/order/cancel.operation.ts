import type { INodeProperties } from 'n8n-workflow';

import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { cancelledBefore, cancelOrders, cancelRequest, changeRow, type ChangeJob } from '../../change-orders';
import { changeOrders, changeOutput } from './change';
import { findFields, orderField } from './target';

const fields: INodeProperties[] = [
  orderField,
  ...findFields,
  {
    displayName: 'Note',
    name: 'note',
    type: 'string',
    default: '',
    placeholder: 'e.g. Cancelled by the buyer',
    description: 'An internal note for the cancelled order',
  },
  {
    displayName: 'If Not Found',
    name: 'ifNotFound',
    type: 'options',
    options: [
      { name: 'Count as Done', value: 'pass', description: 'An order that was never imported needs no cancelling' },
      { name: 'Refuse', value: 'refuse', description: 'Tell it as a problem' },
    ],
    default: 'refuse',
    description: 'What to do when Linnworks has no such order',
  },
];

function planOf(job: ChangeJob, note: string): Outcome {
  const { method, path, body = '' } = cancelRequest(job, note);
  const plan = 'CancelOrder, one call per order, with a refund of 0: no money moves.';
  return { index: job.index, row: { ...changeRow(job, 'would cancel'), request: { method, path, body }, plan } };
}

export const cancelOrder: WriteOperation = {
  kind: 'write',
  value: 'cancel',
  name: 'Cancel',
  action: 'Cancel orders',
  description: 'Cancel orders that are not despatched, without a refund',
  fields,
  output: changeOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const note = items[0]?.param<string | undefined>('note') ?? '';
    return await changeOrders(run, items, {
      before: cancelledBefore,
      plan: (job) => planOf(job, note),
      carryOut: async (jobs) => await cancelOrders(run.client, jobs, note),
      passMissing: items[0]?.param<string | undefined>('ifNotFound') === 'pass',
    });
  },
};
