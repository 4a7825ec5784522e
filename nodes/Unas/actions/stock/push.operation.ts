import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { parseStockLevel, type StockLevel } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { taking } from '../../../shared/node/taking';
import { differencesOf, levelOf, planOf, pushStock, skuName, UNKNOWN_SKU, type Figure, type PushJob } from '../../push-stock';
import { warehouseField, warehouseOf } from '../../warehouses';

const fields: INodeProperties[] = [
  {
    displayName: 'Stock',
    name: 'stock',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The stock level in the Channel Sync shape, as the Stock: Get Many operations of all channels give it',
  },
  { ...warehouseField, description: 'The warehouse whose stock is set; the others stay as they are. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.' },
  {
    displayName: 'Figure to Write',
    name: 'figure',
    type: 'options',
    options: [
      { name: 'Available', value: 'available', description: 'Pieces free to sell, which is what the stock of a shop means' },
      { name: 'Available, Else Physical', value: 'availableElsePhysical', description: 'Pieces on the shelf where the source knows nothing of reservations' },
      { name: 'Physical', value: 'physical', description: 'Pieces on the shelf, those of open orders included' },
    ],
    default: 'available',
    description: "Which figure becomes the shop's stock",
  },
  {
    displayName: 'If Not Listed',
    name: 'ifNotListed',
    type: 'options',
    options: [
      { name: 'Refuse', value: 'refuse', description: 'The item goes to the error output' },
      { name: 'Skip', value: 'skip', description: 'The outcome says so, and nothing is written' },
    ],
    default: 'refuse',
    description: 'What happens to a SKU the shop does not have',
  },
  {
    displayName: 'Only Differences',
    name: 'onlyDifferences',
    type: 'boolean',
    default: false,
    description: 'Whether to read what the shop holds first and write only what differs. Costs one of the few list calls an hour per 200 SKUs.',
  },
];

const output = z
  .object({
    outcome: z.enum(['pushed', 'unchanged', 'skipped']),
    targetId: z.string(),
    sku: z.string(),
    warehouse: z.string(),
    level: z.number(),
  })
  .passthrough();

/** A variant is told by a level read from a shop of the same kind. */
function variantsOf({ references }: StockLevel): string[] {
  const { variants } = (references ?? {}) as { variants?: unknown };
  return Array.isArray(variants) ? variants.map(String) : [];
}

function jobOf(item: ItemContext): PushJob {
  const stock = parseStockLevel(jsonParam(item, 'stock', 'Stock'));
  const level = levelOf(stock, item.param<Figure | undefined>('figure') ?? 'available');
  return { index: item.index, sku: stock.sku, level, warehouse: warehouseOf(item.param<unknown>('warehouse')), variants: variantsOf(stock) };
}

const placeOf = ({ sku, warehouse, variants }: PushJob): string => JSON.stringify([sku, warehouse, variants]);

/** A SKU that comes with two values for one warehouse is refused whole: which of them is true cannot be known. */
function contradicting(jobs: readonly PushJob[]): Map<string, number[]> {
  const levels = new Map<string, Set<number>>();
  for (const job of jobs) levels.set(placeOf(job), (levels.get(placeOf(job)) ?? new Set()).add(job.level));
  return new Map([...levels].flatMap(([place, own]): Array<[string, number[]]> => (own.size > 1 ? [[place, [...own]]] : [])));
}

/** A catalogue of goods and materials holds much that no shop sells. */
function skipped(outcome: Outcome, jobs: readonly PushJob[]): Outcome {
  const job = jobs.find(({ index }) => index === outcome.index);
  if (!job || !('problem' in outcome) || outcome.problem.details.code !== UNKNOWN_SKU) return outcome;
  const { index, sku, warehouse, level } = job;
  return { index, row: { outcome: 'skipped', targetId: '', sku, warehouse, level, reason: outcome.problem.message } };
}

export const push: WriteOperation = taking({ kind: 'stock', field: 'stock', holds: () => ['sku'] }, {
  kind: 'write',
  value: 'push',
  name: 'Push',
  action: 'Push stock levels',
  description: 'Set the stock of SKUs in one warehouse of the shop, absolutely and repeatable',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, jobOf);
    const doubtful = contradicting(prepared.jobs);
    const failed = prepared.jobs.flatMap((job): Outcome[] => {
      const levels = doubtful.get(placeOf(job));
      if (!levels) return [];
      const problem = refused(`${skuName(job.sku)} comes with different levels (${levels.join(' and ')})`, 'Add up its locations before this node, so that each SKU comes once.');
      return [{ index: job.index, problem }];
    });
    const { jobs, repeats } = firstOfEach(prepared.jobs.filter((job) => !doubtful.has(placeOf(job))), placeOf);
    const onlyDifferences = items[0]?.param<boolean | undefined>('onlyDifferences') === true;
    const { open, outcomes } = onlyDifferences ? await differencesOf(run.client, jobs) : { open: jobs, outcomes: [] };
    outcomes.push(...(run.dryRun ? open.map(planOf) : await pushStock(run.client, open)));
    const skips = items[0]?.param<string | undefined>('ifNotListed') === 'skip';
    const told = skips ? outcomes.map((outcome) => skipped(outcome, jobs)) : outcomes;
    return [...prepared.failed, ...failed, ...withRepeats(told, repeats)];
  },
});
