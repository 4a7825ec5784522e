import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { eachJob } from '../../each-job';
import { voidLabel } from '../../void-label';

const fields: INodeProperties[] = [
  {
    displayName: 'Shipment ID',
    name: 'shipmentId',
    type: 'string',
    default: '={{ $json.shipmentId }}',
    required: true,
    description: 'As Label: Buy returned it',
  },
];

const output = z.object({ outcome: z.enum(['voided', 'unchanged']), targetId: z.string(), shipmentId: z.string() }).passthrough();

function jobOf(item: ItemContext): { index: number; shipmentId: string } {
  const shipmentId = String(item.param<unknown>('shipmentId') ?? '').trim();
  if (shipmentId === '') throw refused("'Shipment ID' is empty", 'Give the ID that Label: Buy returned.');
  return { index: item.index, shipmentId };
}

export const voidLabels: WriteOperation = {
  kind: 'write',
  value: 'void',
  name: 'Void',
  action: 'Void labels',
  description: 'Give bought labels back and ask for the refund',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, jobOf);
    const outcomes = await eachJob(jobs, async ({ index, shipmentId }) => await voidLabel(run, index, shipmentId));
    const names = new Map(jobs.map(({ index, shipmentId }) => [index, `Shipment '${shipmentId}'`]));
    return [...failed, ...outcomes.map((one) => ('problem' in one ? { ...one, problem: naming(names.get(one.index) ?? '', one.problem) } : one))];
  },
};
