import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import { parseStockLevel } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { stockField } from '../../../shared/node/stock-fields';
import { jsonParam } from '../../../shared/node/params';
import { findLocation, readLocations, type Location } from '../../locations';
import { prepareItems } from '../../../shared/node/prepare';
import { taking } from '../../../shared/node/taking';
import {
  differencesOf,
  levelOf,
  pushLevels,
  pushRow,
  setRequest,
  stockItemIds,
  unknownSku,
  type Figure,
  type PushedItem,
  type PushJob,
} from '../../push-stock';
import { locationField } from '../fields';

const fields: INodeProperties[] = [
  stockField,
  { ...locationField, required: true, description: 'The location of Linnworks whose stock is set' },
  {
    displayName: 'Figure to Write',
    name: 'figure',
    type: 'options',
    options: [
      {
        name: 'Available',
        value: 'available',
        description:
          'Pieces free to sell. Only where Linnworks does not hold the orders they are reserved for: it would subtract them again.',
      },
      {
        name: 'Physical',
        value: 'physical',
        description:
          'Pieces on the shelf. Right where the orders of the warehouse come through Linnworks, which subtracts its open orders itself.',
      },
    ],
    default: 'physical',
    description: "Which figure becomes Linnworks' Stock Level, the number before open orders are taken off",
  },
  {
    displayName: 'Only Differences',
    name: 'onlyDifferences',
    type: 'boolean',
    default: false,
    description:
      'Whether to read what Linnworks holds first and write only what differs. Costs one call per 200 SKUs and keeps the stock history short.',
  },
];

const FIGURES: readonly Figure[] = ['available', 'physical'];

const output = z
  .object({
    outcome: z.enum(['pushed', 'unchanged']),
    targetId: z.string(),
    sku: z.string(),
    location: z.string(),
    locationName: z.string(),
    level: z.number(),
    figure: z.enum(['physical', 'available']),
  })
  .passthrough();

function jobOf(item: ItemContext, locations: readonly Location[]): PushJob {
  const wanted = item.param<string | undefined>('location') ?? '';
  if (wanted.trim() === '') throw misconfigured("'Location' is empty", "Choose the location of Linnworks in 'Location'.");
  const stock = parseStockLevel(jsonParam(item, 'stock', 'Stock'));
  const figure = item.param<Figure | undefined>('figure') ?? 'physical';
  // An expression may give anything.
  if (!FIGURES.includes(figure)) throw misconfigured(`'Figure to Write' is '${String(figure)}'`, `Give one of: ${FIGURES.join(', ')}.`);
  const { id, name } = findLocation(locations, wanted);
  return { index: item.index, sku: stock.sku, level: levelOf(stock, figure), figure, location: { id, name } };
}

const keyOf = ({ sku, location }: PushJob): string => JSON.stringify([sku.toLowerCase(), location.id]);

/** The last item of a SKU is the newest; earlier ones have its fate. */
function newestOf(jobs: readonly PushJob[]): Map<string, PushJob> {
  return new Map(jobs.map((job) => [keyOf(job), job]));
}

function repeated(index: number, last: Outcome | undefined): Outcome[] {
  if (!last) return [];
  if ('problem' in last) return [{ index, problem: last.problem }];
  return [{ index, row: { ...last.row, outcome: last.row.outcome === 'pushed' ? 'unchanged' : last.row.outcome } }];
}

function planOf(item: PushedItem): Outcome {
  const { method, path, body = '' } = setRequest([item.job]);
  const plan = 'SetStockLevel, absolute, up to 100 SKUs per call.';
  return { index: item.job.index, row: pushRow(item, 'would push', { request: { method, path, body }, plan }) };
}

export const pushStock: WriteOperation = taking({ kind: 'stock', field: 'stock', holds: () => ['sku'] }, {
  kind: 'write',
  value: 'push',
  name: 'Push',
  action: 'Push stock levels',
  description: 'Set the stock of SKUs at a location, absolutely and repeatable',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const locations = await run.once('locations', async () => await readLocations(run.client));
    const { jobs, failed } = prepareItems(items, (item) => jobOf(item, locations));
    const newest = [...newestOf(jobs).values()];
    const ids = await stockItemIds(
      run.client,
      newest.map(({ sku }) => sku),
    );
    const known: PushedItem[] = [];
    const outcomes: Outcome[] = [];
    for (const job of newest) {
      const stockItemId = ids.get(job.sku.toLowerCase());
      if (stockItemId === undefined) outcomes.push({ index: job.index, problem: unknownSku(job.sku) });
      else known.push({ job, stockItemId });
    }
    const onlyDifferences = items[0]?.param<boolean | undefined>('onlyDifferences') === true;
    const { open, unchanged } = onlyDifferences ? await differencesOf(run.client, known) : { open: known, unchanged: [] };
    outcomes.push(...unchanged, ...(run.dryRun ? open.map(planOf) : await pushLevels(run.client, open)));
    const byKey = new Map(newest.map((job) => [keyOf(job), outcomes.find(({ index }) => index === job.index)]));
    const earlier = jobs.filter((job) => !newest.includes(job));
    return [...failed, ...outcomes, ...earlier.flatMap((job) => repeated(job.index, byKey.get(keyOf(job))))];
  },
});
