import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { parseStockLevel } from '../../../shared/model';
import { agreeing, listed } from '../../../shared/node/agreeing';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { shopFigureField, shopIfNotListedField, stockField } from '../../../shared/node/stock-fields';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { taking } from '../../../shared/node/taking';
import { differencesOf, levelOf, planOf, pushStock, UNKNOWN_SKU, type Figure, type PushJob } from '../../push-stock';
import { warehouseField, warehouseOf } from '../../warehouses';

const fields: INodeProperties[] = [
  stockField,
  warehouseField,
  shopFigureField,
  shopIfNotListedField,
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

const placeOf = ({ sku, warehouse }: PushJob): string => JSON.stringify([sku, warehouse]);

const contradiction = (jobs: readonly [PushJob, ...PushJob[]]): string => `SKU '${jobs[0].sku}' comes ${jobs.length} times with different levels (${listed(jobs, ({ level }) => level)})`;

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
    const { agreed, failed } = agreeing(prepared.jobs, placeOf, ({ level }) => level, contradiction);
    const { jobs, repeats } = firstOfEach(agreed, placeOf);
    const onlyDifferences = items[0]?.param<boolean | undefined>('onlyDifferences') === true;
    const { open, outcomes } = onlyDifferences ? await differencesOf(run.client, jobs) : { open: jobs, outcomes: [] };
    outcomes.push(...(run.dryRun ? open.map((job) => planOf(run.client, job)) : await pushStock(run.client, open)));
    const skips = items[0]?.param<string | undefined>('ifNotListed') === 'skip';
    const told = skips ? outcomes.map((outcome) => skipped(outcome, jobs)) : outcomes;
    return [...prepared.failed, ...failed, ...withRepeats(told, repeats)];
  },
});
