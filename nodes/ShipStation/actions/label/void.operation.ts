import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { sendInBatches } from '../../../shared/sync/batch';
import { shipStation, shipStationV2 } from '../../api';
import { isV2 } from '../../lists';
import { voidV1Label } from '../../v1-labels';
import { voidV2Label } from '../../v2-labels';
import { textOf } from '../fields';

const fields: INodeProperties[] = [
  { displayName: 'Label ID', name: 'labelId', type: 'string', default: '={{ $json.labelId }}', required: true, description: 'As Label: Buy returned it, with the same credential' },
];

const output = z.object({ outcome: z.enum(['voided', 'unchanged']), targetId: z.string(), labelId: z.string() }).passthrough();

function jobOf(item: ItemContext): { index: number; labelId: string } {
  const labelId = textOf(item.param, 'labelId');
  if (labelId === '') throw refused("'Label ID' is empty", 'Give the ID that Label: Buy returned.');
  return { index: item.index, labelId };
}

export const voidLabels: WriteOperation = {
  kind: 'write',
  value: 'void',
  name: 'Void',
  action: 'Void labels',
  description: 'Give bought labels back and ask for the refund',
  fields,
  output,
  vendors: [shipStationV2, shipStation],
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, jobOf);
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ labelId }) => labelId);
    const give = isV2(run.client) ? voidV2Label : voidV1Label;
    const settled = await sendInBatches(jobs, 1, async ([{ index, labelId }]) => [await give(run, index, labelId)]);
    const outcomes = settled.map((one): Outcome => ('problem' in one ? { index: one.item.index, problem: naming(`Label '${one.item.labelId}'`, one.problem) } : one.result));
    return [...prepared.failed, ...withRepeats(outcomes, repeats)];
  },
};
