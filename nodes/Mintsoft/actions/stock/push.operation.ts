import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { parseStockLevel } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { stockField } from '../../../shared/node/stock-fields';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { withRepeats } from '../../../shared/node/repeats';
import { taking } from '../../../shared/node/taking';
import { judging } from '../../picks';
import { levelOf, pushLevels, pushRequest, pushRow, type Figure, type PushJob } from '../../push-stock';
import { clientField, clientOf, idOf, warehouseField } from '../fields';

const fields: INodeProperties[] = [
  stockField,
  clientField,
  {
    ...warehouseField,
    required: true,
    description: 'The warehouse whose free stock is set. Needs an administrator, and a warehouse without bin locations.',
  },
  {
    displayName: 'Figure to Write',
    name: 'figure',
    type: 'options',
    options: [
      { name: 'Available', value: 'available', description: 'Pieces free to sell, which is what Mintsoft sets here' },
      {
        name: 'Physical',
        value: 'physical',
        description: 'Pieces on the shelf. Right only where Mintsoft holds no open orders: it would count their pieces as free.',
      },
    ],
    default: 'available',
    description: "Which figure becomes Mintsoft's On Hand, the number after open orders are taken off",
  },
];

const output = z
  .object({
    outcome: z.enum(['pushed', 'unchanged']),
    targetId: z.string(),
    sku: z.string(),
    location: z.string(),
    level: z.number(),
    figure: z.enum(['physical', 'available']),
    productId: z.number().optional(),
  })
  .passthrough();

function jobOf(item: ItemContext): PushJob {
  const warehouseId = idOf(item.param, 'warehouse', 'Warehouse', 'needed') ?? 0;
  const clientId = clientOf(item.param);
  const figure = item.param<Figure | undefined>('figure') ?? 'available';
  const stock = parseStockLevel(jsonParam(item, 'stock', 'Stock'));
  return { index: item.index, sku: stock.sku, level: levelOf(stock, figure), figure, warehouseId, clientId };
}

const keyOf = ({ sku, warehouseId, clientId }: PushJob): string => JSON.stringify([sku.toLowerCase(), warehouseId, clientId]);

function planOf(job: PushJob): Outcome {
  const { method, path, query, body = '' } = pushRequest([job]);
  const plan = 'BulkOnHandStockUpdate, absolute, up to 100 SKUs per call.';
  return { index: job.index, row: pushRow(job, 'would push', { request: { method, path, query, body }, plan }) };
}

export const pushStock: WriteOperation = taking({ kind: 'stock', field: 'stock', holds: () => ['sku'] }, {
  kind: 'write',
  value: 'push',
  name: 'Push',
  action: 'Push stock levels',
  description: 'Set the free stock of SKUs at a warehouse, absolutely and repeatable',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, jobOf);
    // The last item of a SKU is the newest; earlier ones have its fate.
    const newest = new Map(jobs.map((job) => [keyOf(job), job]));
    const repeats = new Map(jobs.flatMap((job) => (newest.get(keyOf(job)) === job ? [] : [[job.index, newest.get(keyOf(job))?.index ?? -1] as const])));
    const open = [...newest.values()];
    const outcomes = run.dryRun ? open.map(planOf) : await pushLevels(run.client, open, judging(run));
    return [...failed, ...withRepeats(outcomes, repeats)];
  },
});
