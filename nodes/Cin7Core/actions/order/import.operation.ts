import { misconfigured, refused } from '../../../shared/api/problem';
import { identityKey, parseOrder, type Order } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { customersOf, rateFor, type Customers } from '../../customers';
import { importDryRun, importJobs, lookUpAll, type ImportJob } from '../../import-orders';
import { readEntries } from '../../lists';
import { sendableLines, toNewOrder, toNewSale, type ImportSettings } from '../../mapping-import';
import { productsOf } from '../../products';
import { readTaxRules, ruleNamed, type TaxRule } from '../../tax-rules';
import { textOf } from '../fields';
import { importFields, importOutput, type CustomerMap, type ImportOptions } from './import-fields';
import { taking } from '../../../shared/node/taking';
import { orderHolds } from '../../holds';

const BLANK = 'Choose it from the list of the company.';

function needed(item: ItemContext, name: string, label: string): string {
  const value = textOf(item.param, name);
  if (value === '') throw misconfigured(`'${label}' is empty`, BLANK);
  return value;
}

const optionsOf = (item: ItemContext): ImportOptions => item.param<ImportOptions | undefined>('options') ?? {};

function customerOf(item: ItemContext, order: Order): string {
  const told = [order.subSource, order.source ?? order.identity.channel, order.currency].map((word) => (word ?? '').trim().toLowerCase());
  const rules = item.param<CustomerMap | undefined>('customerMap')?.source ?? [];
  const rule = told.map((word) => word && rules.find(({ source }) => source?.trim().toLowerCase() === word)).find(Boolean);
  return (rule && rule.customer?.trim()) || needed(item, 'customer', 'Customer');
}

function checkImportable(order: Order, ifHeld: string): void {
  const named = `Order '${order.number}'`;
  if (!order.complete) throw refused(`${named} is not complete yet: parts of it are still missing at the source`, 'It can be imported once the source shows it as complete.');
  if (order.status === 'cancelled') throw refused(`${named} is cancelled at the source`, 'Nothing to do; leave cancelled orders out before this node.');
  if (ifHeld === 'import') return;
  const held = (order.holds ?? []).map(({ kind }) => kind).join(', ') || (order.paid === false ? 'unpaid' : '');
  if (held === '') return;
  throw refused(`${named} is held back at the source (${held})`, "Hand it over once it is released there, or set 'Orders That Are Held Back' to Import.");
}

interface Read {
  index: number;
  item: ItemContext;
  order: Order;
  customer: string;
}

function readItem(item: ItemContext): Read {
  const order = parseOrder(jsonParam(item, 'order', 'Order'));
  checkImportable(order, item.param<string | undefined>('ifHeld') ?? 'refuse');
  sendableLines(order, optionsOf(item).bundles ?? 'parent');
  return { index: item.index, item, order, customer: customerOf(item, order) };
}

interface Books {
  rules: readonly TaxRule[];
  carriers: readonly string[];
  customers: Customers;
}

function settingsOf({ item, order, customer }: Read, { rules, carriers, customers }: Books): ImportSettings {
  const options = optionsOf(item);
  const shippingCharge = textOf(item.param, 'shippingCharge') || 'Shipping';
  return {
    customer,
    location: needed(item, 'location', 'Location'),
    prefix: textOf(item.param, 'prefix'),
    terms: options.terms,
    priceTier: options.priceTier,
    carrierRules: (options.carriers?.carrier ?? []).flatMap(({ method, carrier }) => (method && carrier ? [{ method, carrier }] : [])),
    carriers,
    currencyRate: rateFor(order, customer, customers, options.currencyRate),
    shippingCharge,
    otherCharge: options.otherCharge?.trim() || shippingCharge,
    bundles: options.bundles ?? 'parent',
    status: item.param<'DRAFT' | 'AUTHORISED' | undefined>('status') ?? 'AUTHORISED',
    stockMode: item.param<string | undefined>('stockMode') ?? 'NOPICK',
    taxes: {
      rules,
      standard: ruleNamed(rules, needed(item, 'taxRule', 'Default Tax Rule')),
      byRate: (options.taxMap?.rate ?? []).flatMap(({ rate, rule }) => (rule ? [{ rate: rate ?? 0, rule }] : [])),
    },
  };
}

const wantsCarriers = ({ order }: Read): boolean => order.shippingMethod !== undefined;

async function booksOf(run: RunContext, reads: readonly Read[]): Promise<Books> {
  const carriers = reads.some(wantsCarriers) ? await readEntries(run.client, 'carriers') : [];
  return {
    rules: await readTaxRules(run.client),
    carriers: carriers.map(({ Description }) => String(Description ?? '')),
    customers: await customersOf(run.client, reads),
  };
}

export const importOrders: WriteOperation = taking({ kind: 'order', field: 'order', holds: (item, order) => orderHolds(order as Order, item.param<string | undefined>('ifHeld') !== 'import') }, {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import orders',
  description: 'Create sales from the orders of another channel unless they are there',
  fields: importFields,
  output: importOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, readItem);
    const { jobs: reads, repeats } = firstOfEach(prepared.jobs, ({ order }) => identityKey(order.identity));
    if (reads.length === 0) return prepared.failed;
    const books = await booksOf(run, reads);
    const products = await productsOf(run.client, reads.flatMap(({ order }) => order.lines.map(({ sku }) => sku ?? '')));
    const byIndex = new Map(reads.map((read) => [read.index, read]));
    const mapped = prepareItems(
      reads.map(({ item }) => item),
      (item): ImportJob => {
        const read = byIndex.get(item.index) as Read;
        const settings = settingsOf(read, books);
        const lookUp = optionsOf(item).lookUp ?? true;
        return { index: item.index, order: read.order, sale: toNewSale(read.order, settings), lines: toNewOrder(read.order, settings, products), lookUp };
      },
    );
    const told = mapped.failed.map((one) => ('problem' in one ? { ...one, problem: naming(`Order '${byIndex.get(one.index)?.order.number ?? ''}'`, one.problem) } : one));
    const known = await lookUpAll(run.client, mapped.jobs);
    const outcomes = run.dryRun ? await importDryRun(run.client, mapped.jobs, known) : await importJobs(run.client, mapped.jobs, known);
    return [...prepared.failed, ...withRepeats([...told, ...outcomes], repeats)];
  },
});
