import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { parseStockLevel } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { taking } from '../../../shared/node/taking';
import { differencesOf, levelOf, planOf, pushStock, UNKNOWN_SKU, type Figure, type PushJob } from '../../push-stock';
import { warehouseField, warehouseOf } from '../../warehouses';
import { repeatedOutcome } from '../repeats';

const fields: INodeProperties[] = [
  {
    displayName: 'Stock',
    name: 'stock',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The stock level in the Channel Sync shape, as the Stock: Get Many operations of all channels give it',
  },
  warehouseField,
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
    description: 'Whether to read what the shop holds first and write only what differs. Costs one call more per 200 SKUs.',
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

function jobOf(item: ItemContext): PushJob {
  const stock = parseStockLevel(jsonParam(item, 'stock', 'Stock'));
  const warehouse = warehouseOf(item.param<unknown>('warehouse') ?? 'stock1');
  return { index: item.index, sku: stock.sku, warehouse, level: levelOf(stock, item.param<Figure | undefined>('figure') ?? 'available') };
}

interface Sorted {
  /** Each SKU and warehouse once. */
  jobs: PushJob[];
  repeats: Array<{ index: number; of: number }>;
  failed: Outcome[];
}

/** A SKU that comes with two values for one warehouse is refused whole: which of them is true cannot be known. */
function sortOut(all: readonly PushJob[]): Sorted {
  const groups = new Map<string, PushJob[]>();
  for (const job of all) {
    const key = JSON.stringify([job.sku, job.warehouse]);
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  const sorted: Sorted = { jobs: [], repeats: [], failed: [] };
  for (const [first, ...rest] of groups.values() as Iterable<[PushJob, ...PushJob[]]>) {
    const levels = [...new Set([first, ...rest].map(({ level }) => level))];
    if (levels.length > 1) {
      const problem = refused(
        `SKU '${first.sku}' comes ${rest.length + 1} times with different levels (${levels.join(' and ')})`,
        'Add up its locations before this node, so that each SKU comes once.',
      );
      sorted.failed.push(...[first, ...rest].map(({ index }) => ({ index, problem })));
      continue;
    }
    sorted.jobs.push(first);
    sorted.repeats.push(...rest.map(({ index }) => ({ index, of: first.index })));
  }
  return sorted;
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
    const { jobs, repeats, failed } = sortOut(prepared.jobs);
    const onlyDifferences = items[0]?.param<boolean | undefined>('onlyDifferences') === true;
    const { open, outcomes } = onlyDifferences ? await differencesOf(run.client, jobs) : { open: jobs, outcomes: [] };
    outcomes.push(...(run.dryRun ? open.map((job) => planOf(run.client, job)) : await pushStock(run.client, open)));
    const skips = items[0]?.param<string | undefined>('ifNotListed') === 'skip';
    const told = skips ? outcomes.map((outcome) => skipped(outcome, jobs)) : outcomes;
    const byIndex = new Map(told.map((outcome) => [outcome.index, outcome]));
    return [...prepared.failed, ...failed, ...told, ...repeats.flatMap(({ index, of }) => repeatedOutcome(index, byIndex.get(of)))];
  },
});
