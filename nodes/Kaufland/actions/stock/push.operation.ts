import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { parseStockLevel } from '../../../shared/model';
import { agreeing, listed } from '../../../shared/node/agreeing';
import type { ItemContext, Outcome, WriteOperation } from '../../../shared/node/operation';
import { stockField } from '../../../shared/node/stock-fields';
import { jsonParam } from '../../../shared/node/params';
import { firstOfEach } from '../../../shared/node/repeats';
import { settle } from '../../../shared/node/settle';
import { taking } from '../../../shared/node/taking';
import { amountOf, type Figure, type WhenZero } from '../../mapping-push';
import { pushStock, type IfNotListed, type PushJob } from '../../push-stock';
import { chosenStorefronts } from '../fields';
import { storefrontsField } from '../order/fields';

const fields: INodeProperties[] = [
  { ...stockField, description: 'The stock level in the Channel Sync shape; its SKU is the offer ID at Kaufland' },
  {
    ...storefrontsField,
    hint: 'Where offers are looked for; leave empty for all. The amount is shared by all storefronts and written once, however many are chosen.',
  },
  {
    displayName: 'Figure to Write',
    name: 'figure',
    type: 'options',
    options: [
      { name: 'Available', value: 'available', description: 'Pieces free to sell, which is what Kaufland offers' },
      { name: 'Available, Else Physical', value: 'availableElsePhysical', description: 'Pieces on the shelf where the source knows nothing of reservations' },
      { name: 'Physical', value: 'physical', description: 'Pieces on the shelf, those of open orders included: right only where nothing else sells them' },
    ],
    default: 'available',
    description: 'Which figure becomes the amount offered at Kaufland',
  },
  {
    displayName: 'Buffer',
    name: 'buffer',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 0,
    description: 'How many pieces are kept back from Kaufland',
  },
  {
    displayName: 'Maximum',
    name: 'maximum',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 0,
    description: 'How many pieces Kaufland shows at most; 0 for no limit',
  },
  {
    displayName: 'When Zero',
    name: 'whenZero',
    type: 'options',
    options: [
      { name: 'Put Offer on Hold', value: 'onHold', description: 'Amount 0 and status ONHOLD on every storefront chosen; AVAILABLE again when stock returns' },
      { name: 'Set Amount to Zero', value: 'amount', description: 'The offer stays and cannot be bought' },
    ],
    default: 'amount',
    description: 'What happens to an offer without stock',
  },
  {
    displayName: 'If Not Listed',
    name: 'ifNotListed',
    type: 'options',
    options: [
      { name: 'Refuse', value: 'refuse', description: 'The item goes to the error output' },
      { name: 'Skip', value: 'skip', description: 'The item passes with the outcome skipped; for pushing a whole catalogue' },
    ],
    default: 'refuse',
    description: 'What happens to a SKU for which Kaufland has no offer',
  },
  {
    displayName: 'Price',
    name: 'price',
    type: 'number',
    typeOptions: { minValue: 0, numberPrecision: 2 },
    default: 0,
    description: 'New listing price in the currency of the storefront; 0 leaves it as it is. Needs exactly one storefront.',
  },
];

const output = z
  .object({
    outcome: z.enum(['pushed', 'unchanged', 'skipped']),
    targetId: z.string().describe("Kaufland's id of the offer"),
    sku: z.string(),
    storefront: z.string(),
    amount: z.number(),
    amountBefore: z.number(),
    status: z.string().optional(),
    price: z.number().optional(),
    priceBefore: z.number().optional(),
    priceChanged: z.boolean().optional(),
  })
  .passthrough();

function jobOf(item: ItemContext): PushJob {
  const level = parseStockLevel(jsonParam(item, 'stock', 'Stock'));
  const whenZero = item.param<WhenZero | undefined>('whenZero') ?? 'amount';
  const [buffer, maximum] = ['buffer', 'maximum'].map((name) => Number(item.param<number | undefined>(name) ?? 0)) as [number, number];
  const rules = { figure: item.param<Figure | undefined>('figure') ?? 'available', buffer, maximum, whenZero };
  const price = Number(item.param<number | undefined>('price') ?? 0);
  return { index: item.index, sku: level.sku, amount: amountOf(level, rules), whenZero, ...(price > 0 ? { price } : {}) };
}

/** A row of another item of the same SKU: what that one pushed is in place for this one. */
function repeated(index: number, first: Outcome | undefined): Outcome[] {
  if (!first) return [];
  if ('problem' in first) return [{ index, problem: first.problem }];
  return [{ index, row: { ...first.row, outcome: first.row.outcome === 'pushed' ? 'unchanged' : first.row.outcome } }];
}

const valuesOf = ({ amount, price, whenZero }: PushJob): string => JSON.stringify([amount, price, whenZero]);

const contradiction = (jobs: readonly [PushJob, ...PushJob[]]): string =>
  `SKU '${jobs[0].sku}' comes ${jobs.length} times with different values (amount ${listed(jobs, ({ amount }) => amount)})`;

export const push: WriteOperation = taking({ kind: 'stock', field: 'stock', holds: () => ['sku'] }, {
  kind: 'write',
  value: 'push',
  name: 'Push',
  action: 'Push stock',
  description: 'Set the amounts of offers, and their prices if wanted; only what differs is written',
  fields,
  output,
  async run(run, items) {
    const outcomes: Outcome[] = [];
    const made: PushJob[] = [];
    for (const item of items) {
      const one = await settle(async () => jobOf(item));
      if ('value' in one) made.push(one.value);
      else outcomes.push({ index: item.index, problem: one.problem });
    }
    const [first] = items;
    const { agreed, failed } = agreeing(made, ({ sku }) => sku, valuesOf, contradiction);
    const { jobs, repeats } = firstOfEach(agreed, ({ sku }) => sku);
    if (!first || jobs.length === 0) return [...outcomes, ...failed];
    const pushed = await pushStock(run, jobs, await chosenStorefronts(run, first), first.param<IfNotListed | undefined>('ifNotListed') ?? 'refuse');
    const byIndex = new Map(pushed.map((outcome) => [outcome.index, outcome]));
    return [...outcomes, ...failed, ...pushed, ...[...repeats].flatMap(([index, of]) => repeated(index, byIndex.get(of)))];
  },
});
