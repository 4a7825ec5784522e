import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import { parseStockLevel } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { stockField } from '../../../shared/node/stock-fields';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { lastOfEach, withRepeats } from '../../../shared/node/repeats';
import { taking } from '../../../shared/node/taking';
import { shipStationV2 } from '../../api';
import { figureOf, pushLevels, type Figure, type PushJob } from '../../push-stock';
import { textOf } from '../fields';
import { locationField } from './fields';

const fields: INodeProperties[] = [
  stockField,
  { ...locationField, required: true, description: 'The inventory location whose stock is set' },
  {
    displayName: 'Figure to Write',
    name: 'figure',
    type: 'options',
    options: [
      { name: 'Available', value: 'available', description: "Free stock; the pieces of ShipStation's own open orders are put on, since it takes them off again" },
      { name: 'Physical', value: 'physical', description: 'Pieces on the shelf, which is what ShipStation sets here' },
    ],
    default: 'physical',
    description: "Which figure becomes ShipStation's On Hand, the number before open orders are taken off",
  },
  { displayName: 'Reason', name: 'reason', type: 'string', default: 'n8n', description: "Shown in ShipStation's stock history" },
];

const output = z
  .object({ outcome: z.enum(['pushed', 'unchanged']), targetId: z.string(), sku: z.string(), location: z.string(), level: z.number(), figure: z.enum(['physical', 'available']) })
  .passthrough();

function jobOf(item: ItemContext): PushJob {
  const location = textOf(item.param, 'location');
  if (location === '') throw misconfigured("'Location' is empty", "Choose the inventory location of ShipStation in 'Location'.");
  const job = { stock: parseStockLevel(jsonParam(item, 'stock', 'Stock')), figure: item.param<Figure | undefined>('figure') ?? 'physical' };
  figureOf(job);
  return { index: item.index, ...job, location, reason: textOf(item.param, 'reason') };
}

export const pushStock: WriteOperation = taking({ kind: 'stock', field: 'stock', holds: () => ['sku'] }, {
  kind: 'write',
  value: 'push',
  name: 'Push',
  action: 'Push stock levels',
  description: 'Set the stock of SKUs at an inventory location, absolutely and repeatable; only differences are written',
  fields,
  output,
  vendors: [shipStationV2],
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, jobOf);
    const { jobs: newest, repeats } = lastOfEach(jobs, ({ stock, location }) => JSON.stringify([stock.sku, location]));
    return [...failed, ...withRepeats(await pushLevels(run.client, newest, run.dryRun), repeats)];
  },
});
