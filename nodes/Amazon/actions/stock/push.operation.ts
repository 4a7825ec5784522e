import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { parseStockLevel, vendorAmount } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { stockField } from '../../../shared/node/stock-fields';
import { jsonParam } from '../../../shared/node/params';
import { marketplaceIds } from '../../api';
import { feedPlan, pushByFeed } from '../../listing-feed';
import { prepareItems } from '../../../shared/node/prepare';
import { taking } from '../../../shared/node/taking';
import { quantityOf, skuName, type Figure, type PushJob } from '../../push-jobs';
import { differencesOf, patchAll, patchPlan } from '../../push-stock';
import { marketplaceField } from '../fields';
import { waitForFeedField, type SendBy } from '../order/ship-fields';

/** Above this a feed is faster than single calls (amazon.md §0). */
const MOST_SINGLE = 1_500;

const fields: INodeProperties[] = [
  stockField,
  { ...marketplaceField, description: `Amazon shares one quantity between the stores of a unified account, so push it to one. ${marketplaceField.description}` },
  {
    displayName: 'Figure to Write',
    name: 'figure',
    type: 'options',
    options: [
      { name: 'Available', value: 'available', description: 'Pieces free to sell' },
      { name: 'Physical', value: 'physical', description: 'Pieces on the shelf, open orders included: right only where nothing else sells them' },
    ],
    default: 'available',
    description: 'Which figure becomes the quantity offered at Amazon',
  },
  {
    displayName: 'Buffer',
    name: 'buffer',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 0,
    description: 'Pieces to hold back from Amazon',
  },
  {
    displayName: 'Maximum',
    name: 'maximum',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 0,
    description: 'Most pieces to offer; 0 means no limit',
  },
  {
    displayName: 'Only Differences',
    name: 'onlyDifferences',
    type: 'boolean',
    default: true,
    description:
      'Whether to read the listings first (one call for 20 SKUs) and write only what differs. It also keeps quantities away from SKUs that Amazon fulfils.',
  },
  {
    displayName: 'Send By',
    name: 'sendBy',
    type: 'options',
    options: [
      { name: 'Automatic', value: 'automatic', description: `One by one up to ${MOST_SINGLE.toLocaleString('en')} SKUs, a feed for more` },
      { name: 'Feed', value: 'feed', description: 'One file for up to 25,000 SKUs; the result comes minutes to hours later' },
      { name: 'One by One', value: 'single', description: 'Five SKUs a second, checked at once' },
    ],
    default: 'automatic',
    description: 'How the quantities reach Amazon',
  },
  { ...waitForFeedField, displayOptions: { show: { sendBy: ['automatic', 'feed'] } } },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      { displayName: 'Currency', name: 'currency', type: 'string', default: 'EUR', placeholder: 'e.g. EUR', description: 'Currency of the price' },
      {
        displayName: 'Handling Time (Days)',
        name: 'handlingDays',
        type: 'number',
        typeOptions: { minValue: 0 },
        default: 1,
        description: 'Days to ship. Without this option the listing keeps its own.',
      },
      { displayName: 'Price', name: 'price', type: 'string', default: '', placeholder: 'e.g. 19.90', description: 'Price with tax to set together with the quantity. Leave empty to keep the price.' },
    ],
  },
];

const output = z
  .object({
    outcome: z.enum(['pushed', 'unchanged']),
    targetId: z.string(),
    sku: z.string(),
    quantity: z.number(),
    marketplaceId: z.string(),
    submissionId: z.string().optional(),
    feedId: z.string().optional(),
  })
  .passthrough();

interface Options {
  price?: string | number;
  currency?: string;
  handlingDays?: number;
}

function jobOf(item: ItemContext): PushJob {
  const stock = parseStockLevel(jsonParam(item, 'stock', 'Stock'));
  const { price, currency = 'EUR', handlingDays } = item.param<Options | undefined>('options') ?? {};
  const amount = vendorAmount(price);
  if (amount !== undefined && !(amount > 0)) throw refused(`${skuName(stock.sku)}: ${amount} is not a price`, "Give a price above zero, or leave 'Price' empty.");
  const rules = { figure: item.param<Figure | undefined>('figure') ?? 'available', buffer: item.param<number | undefined>('buffer') ?? 0, maximum: item.param<number | undefined>('maximum') ?? 0 };
  return {
    index: item.index,
    sku: stock.sku,
    quantity: quantityOf(stock, rules),
    ...(amount === undefined ? {} : { price: { amount, currency } }),
    ...(handlingDays === undefined ? {} : { handlingDays }),
  };
}

function repeated(index: number, last: Outcome | undefined): Outcome[] {
  if (!last) return [];
  if ('problem' in last) return [{ index, problem: last.problem }];
  return [{ index, row: { ...last.row, outcome: last.row.outcome === 'pushed' ? 'unchanged' : last.row.outcome } }];
}

async function write(run: RunContext, jobs: readonly PushJob[], marketplaceId: string, first: ItemContext): Promise<Outcome[]> {
  const sendBy = first.param<SendBy | undefined>('sendBy') ?? 'automatic';
  const byFeed = sendBy === 'feed' || (sendBy === 'automatic' && jobs.length > MOST_SINGLE);
  if (run.dryRun) return byFeed ? feedPlan(jobs, marketplaceId) : jobs.map((job) => patchPlan(run.client, job, marketplaceId));
  if (!byFeed) return await patchAll(run.client, jobs, marketplaceId);
  return await pushByFeed(run, jobs, marketplaceId, (first.param<number | undefined>('waitMinutes') ?? 30) * 60_000);
}

export const pushStock: WriteOperation = taking({ kind: 'stock', field: 'stock', holds: () => ['sku'] }, {
  kind: 'write',
  value: 'push',
  name: 'Push',
  action: 'Push stock levels',
  description: 'Set the quantity of SKUs, absolutely and repeatable, and the price where one is given; handling times are kept',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const [first] = items as [ItemContext];
    const { jobs, failed } = prepareItems(items, jobOf);
    if (jobs.length === 0) return failed;
    const [marketplaceId = ''] = marketplaceIds(run.client, first.param<string | undefined>('marketplace'));
    // The last item of a SKU is the newest; earlier ones have its fate.
    const newest = [...new Map(jobs.map((job) => [job.sku, job])).values()];
    const onlyDifferences = first.param<boolean | undefined>('onlyDifferences') ?? true;
    const { open, settled } = onlyDifferences ? await differencesOf(run.client, newest, marketplaceId) : { open: newest, settled: [] };
    const outcomes = [...settled, ...(open.length > 0 ? await write(run, open, marketplaceId, first) : [])];
    const bySku = new Map(newest.map(({ sku, index }) => [sku, outcomes.find((one) => one.index === index)]));
    const earlier = jobs.filter((job) => !newest.includes(job));
    return [...failed, ...outcomes, ...earlier.flatMap(({ index, sku }) => repeated(index, bySku.get(sku)))];
  },
});
