import { wrap } from '../expressions';
import { PAGE_BY_PAGE, pageSetting } from '../page';
import type { ChannelStep, Setting } from '../types';

const credential = { type: 'channelSyncUnasApi', name: 'UNAS account' };
const node = 'unas';

/** Only a wake-up: what the webhook says is not believed, the run reads what changed. */
export const unasWakeUp = (name: string): ChannelStep => ({
  name,
  node: 'unasTrigger',
  credential,
  parameters: { setup: 'api', event: 'order_status_modify', output: 'wakeUp' },
});

/** Orders that changed, page by page; the setting holds names or IDs of statuses with commas between, empty for all. */
export const unasOrders = (name: string, setting = 'statuses'): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'order', operation: 'getAll', ...PAGE_BY_PAGE, statuses: wrap(pageSetting(setting)), excludeCancelled: true },
});

/** A few orders of the last month, as they are. */
export const unasOrderSample = (name: string, limit: number): ChannelStep => ({
  name,
  node,
  credential,
  parameters: {
    resource: 'order',
    operation: 'getAll',
    pageByPage: false,
    returnAll: false,
    limit,
    statuses: [],
    excludeCancelled: true,
    updatedAfter: '={{ $now.minus({ days: 30 }).toUTC().toISO() }}',
  },
});

/** One order by the identity's id in `$json.id`: its key and number. */
export const unasOrder = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'order', operation: 'get', value: '={{ $json.id }}' },
});

/** Puts tracking number and status of the shipment in `$json.record` onto its order; the setting `unasStatus` is a name or ID, empty to leave it. */
export const unasShip = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'order', operation: 'ship', shipment: '={{ $json.record }}', status: wrap(pageSetting('unasStatus')), email: 'shipment' },
});

const productImport = {
  resource: 'product',
  operation: 'import',
  ifItExists: 'update',
  parts: ['name', 'price', 'sale', 'groupPrices', 'categories'],
  unknownGroup: 'refuse',
};

/** Creates each product, or overwrites the one with its SKU. */
export const unasProductImport = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...productImport, product: '={{ $json.record }}', rateIfMissing: wrap(pageSetting('vatRateIfMissing')) },
});

/** Says for each product in `$json` what an import would do. */
export const unasProductDryRun = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...productImport, product: '={{ $json }}', rateIfMissing: '27', dryRun: true },
});

/** Accounting systems tell only what lies on the shelf, and of much that no shop sells. */
const stockPush = { resource: 'stock', operation: 'push', figure: 'availableElsePhysical', ifNotListed: 'skip' };

/** Sets the stock of the SKU in one warehouse of the shop; the setting `warehouse` is main or an ID. */
export const unasStockPush = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...stockPush, stock: '={{ $json.record }}', warehouse: wrap(pageSetting('warehouse')), onlyDifferences: false },
});

/** The same in the shop's first warehouse, of a level that is the shop's share already; a SKU the shop does not have is refused. */
export const unasShare = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...stockPush, ifNotListed: 'refuse', stock: '={{ $json.record }}', warehouse: 'main', onlyDifferences: false },
});

/** Says for each level in `$json` what would be set. */
export const unasStockDryRun = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...stockPush, stock: '={{ $json }}', warehouse: 'main', onlyDifferences: true, dryRun: true },
});

/** The setting that goes into the orders' filter. */
export const unasStatuses: Setting = {
  name: 'statuses',
  type: 'string',
  value: '',
  meaning: 'Only orders in these statuses of the shop, names or IDs with commas between. Empty: all but cancelled orders',
};
