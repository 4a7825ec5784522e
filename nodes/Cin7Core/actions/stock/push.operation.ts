import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import { parseStockLevel } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { stockField } from '../../../shared/node/stock-fields';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { lastOfEach, withRepeats } from '../../../shared/node/repeats';
import { taking } from '../../../shared/node/taking';
import { findPlace, readEntries, type Entry } from '../../lists';
import { adjustRequest, differencesOf, levelOf, LINES_PER_CALL, pushLevels, pushRow, type Change, type Figure, type PushJob } from '../../push-stock';
import { accountField, locationField, textOf } from '../fields';

const fields: INodeProperties[] = [
  stockField,
  { ...locationField, required: true, description: 'The location of Cin7 Core whose stock is set' },
  { ...accountField, required: true, description: 'The account the adjustments are booked to' },
  {
    displayName: 'Figure to Write',
    name: 'figure',
    type: 'options',
    options: [
      { name: 'Available', value: 'available', description: 'Pieces free to sell; what Cin7 Core has reserved comes on top' },
      { name: 'Physical', value: 'physical', description: 'Pieces on the shelf, as counted; open orders are taken off by Cin7 Core' },
    ],
    default: 'physical',
    description: 'Which figure is set. Writing available pieces as physical ones would take open orders off twice.',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      { displayName: 'Reference', name: 'reference', type: 'string', default: 'n8n', description: 'What stands on the adjustments' },
      {
        displayName: 'Unit Cost When Unknown',
        name: 'unitCost',
        type: 'number',
        typeOptions: { minValue: 0, numberPrecision: 4 },
        default: 0,
        description: 'Value of a piece of a product that has neither stock nor an average cost. Without it such a product is refused.',
      },
    ],
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
  })
  .passthrough();

interface PushOptions {
  reference?: string;
  unitCost?: number;
}

function needed(item: ItemContext, name: string, label: string): string {
  const value = textOf(item.param, name);
  if (value === '') throw misconfigured(`'${label}' is empty`, `Choose '${label}' from the list of the company.`);
  return value;
}

function jobOf(item: ItemContext, places: readonly Entry[]): PushJob {
  const location = findPlace(places, needed(item, 'location', 'Location')).name;
  const account = needed(item, 'account', 'Account');
  const figure = item.param<Figure | undefined>('figure') ?? 'physical';
  const options = item.param<PushOptions | undefined>('options') ?? {};
  const stock = parseStockLevel(jsonParam(item, 'stock', 'Stock'));
  return { index: item.index, sku: stock.sku, level: levelOf(stock, figure), figure, location, account, unitCost: options.unitCost, reference: options.reference?.trim() || 'n8n' };
}

function planOf(change: Change, now: number): Outcome {
  const { method, path, body = '' } = adjustRequest([change], now);
  const plan = `POST stockadjustment, absolute, up to ${LINES_PER_CALL} SKUs per call.`;
  return { index: change.job.index, row: pushRow(change.job, change.targetId, 'would push', { request: { method, path, body }, plan }) };
}

export const pushStock: WriteOperation = taking({ kind: 'stock', field: 'stock', holds: () => ['sku'] }, {
  kind: 'write',
  value: 'push',
  name: 'Push',
  action: 'Push stock levels',
  description: 'Set the stock of SKUs at a location, absolutely and repeatable; only differences are booked',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const places = await readEntries(run.client, 'locations');
    const prepared = prepareItems(items, (item) => jobOf(item, places));
    // The last item of a SKU is the newest; earlier ones have its fate.
    const { jobs, repeats } = lastOfEach(prepared.jobs, ({ sku, location }) => JSON.stringify([sku.toLowerCase(), location]));
    const { changes, outcomes } = await differencesOf(run.client, jobs);
    const written = run.dryRun ? changes.map((change) => planOf(change, run.now())) : await pushLevels(run.client, changes, run.now());
    return [...prepared.failed, ...withRepeats([...outcomes, ...written], repeats)];
  },
});
