import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { identityKey, parseOrder, type Order } from '../../../shared/model';
import { assuming, currencyIfMissingField, vatRateIfMissingField } from '../../../shared/node/assuming';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { settleNow } from '../../../shared/node/settle';
import { taking } from '../../../shared/node/taking';
import { orderHolds } from '../../holds';
import { importJobs, type ImportJob } from '../../import-orders';
import { toNewOrder } from '../../mapping-import';
import { findStatus, readStatuses, type Status } from '../../statuses';
import { statusField, textParam } from './fields';

const DAY_MS = 86_400_000;

const fields: INodeProperties[] = [
  {
    displayName: 'Order',
    name: 'order',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The order in the Channel Sync shape, as the Order operations of all channels give it',
  },
  { ...statusField, description: 'The status the order gets; empty for the first one of the shop. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.' },
  {
    displayName: 'Payment Method ID',
    name: 'paymentId',
    type: 'string',
    default: '',
    placeholder: 'e.g. 3001',
    description: "The shop's number of the payment method, as an order of the shop shows it (references.paymentId). Empty: the name the order comes with.",
  },
  {
    displayName: 'Shipping Method ID',
    name: 'shippingId',
    type: 'string',
    default: '',
    placeholder: 'e.g. 2001',
    description: "The shop's number of the shipping method, as an order of the shop shows it (references.shippingId). Empty: the name the order comes with.",
  },
  {
    displayName: 'Orders That Are Held Back',
    name: 'ifHeld',
    type: 'options',
    options: [
      { name: 'Import', value: 'import', description: 'Although they are unpaid, parked or locked at the source' },
      { name: 'Refuse', value: 'refuse', description: 'The order goes to the error output until the source lets it go' },
    ],
    default: 'refuse',
    description: 'What happens to orders the source holds back',
  },
  {
    displayName: 'Days to Look Back',
    name: 'lookBackDays',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 3,
    description: 'UNAS cannot be asked for the number of another system: all orders that changed in these days are read, 500 a call, before any is added. 0 only where books keep what was done.',
  },
  {
    displayName: 'Language',
    name: 'lang',
    type: 'string',
    default: 'hu',
    description: 'Language of the order in the shop',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [currencyIfMissingField, vatRateIfMissingField],
  },
];

const output = z
  .object({
    outcome: z.enum(['created', 'unchanged']),
    targetId: z.string().describe('Key and number of the order in the shop'),
    identityKey: z.string(),
    number: z.string(),
    totalDifference: z.number().describe("The sum of what was sent less the order's total; absent where both agree").optional(),
  })
  .passthrough();

interface Read {
  index: number;
  item: ItemContext;
  order: Order;
}

function checkImportable(order: Order, ifHeld: string): void {
  const named = `Order '${order.number}'`;
  if (!order.complete) throw refused(`${named} is not complete yet: parts of it are still missing at the source`, 'It can be imported once the source shows it as complete.');
  if (order.status === 'cancelled') throw refused(`${named} is cancelled at the source`, 'Nothing to do; leave cancelled orders out before this node.');
  if (ifHeld === 'import') return;
  const held = (order.holds ?? []).map(({ kind }) => kind).join(', ');
  if (held !== '') throw refused(`${named} is held back at the source (${held})`, "Hand it over once it is released there, or set 'Orders That Are Held Back' to Import.");
}

function readItem(item: ItemContext): Read {
  const order = parseOrder(jsonParam(item, 'order', 'Order'));
  checkImportable(order, item.param<string | undefined>('ifHeld') ?? 'refuse');
  return { index: item.index, item, order };
}

function settingsOf(item: ItemContext, statuses: readonly Status[]) {
  const status = textParam(item, 'status');
  return {
    status: status === '' ? '' : findStatus(statuses, status).name,
    paymentId: textParam(item, 'paymentId'),
    shippingId: textParam(item, 'shippingId'),
    lang: textParam(item, 'lang') || 'hu',
  };
}

const wantsStatus = (items: readonly ItemContext[]): boolean => items.some((item) => textParam(item, 'status') !== '');

export const importOrders: WriteOperation = assuming(taking({ kind: 'order', field: 'order', holds: (item, order) => orderHolds(order as Order, item.param<string | undefined>('ifHeld') !== 'import') }, {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import orders',
  description: 'Add the orders of another channel unless they are there; nobody is mailed',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, readItem);
    const { jobs: reads, repeats } = firstOfEach(prepared.jobs, ({ order }) => identityKey(order.identity));
    const [first] = reads;
    if (!first) return prepared.failed;
    const statuses = wantsStatus(items) ? await readStatuses(run.client, run.now()) : [];
    const settings = settingsOf(first.item, statuses);
    const failed = [...prepared.failed];
    const jobs = reads.flatMap(({ index, order }): ImportJob[] => {
      const mapped = settleNow(() => toNewOrder(order, settings));
      if ('value' in mapped) return [{ index, order, mapped: mapped.value }];
      failed.push({ index, problem: naming(`Order '${order.number}'`, mapped.problem) });
      return [];
    });
    const lookBackMs = Math.max(0, first.item.param<number | undefined>('lookBackDays') ?? 3) * DAY_MS;
    const outcomes = jobs.length === 0 ? [] : await importJobs(run.client, jobs, lookBackMs, () => run.now(), run.dryRun);
    const own = new Set(reads.map(({ index }) => index));
    const early = failed.filter(({ index }) => !own.has(index));
    const late = failed.filter(({ index }) => own.has(index));
    return [...early, ...withRepeats([...late, ...outcomes], repeats)];
  },
}));
