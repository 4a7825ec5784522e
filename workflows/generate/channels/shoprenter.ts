import { wrap } from '../expressions';
import { PAGE_BY_PAGE, pageSetting } from '../page';
import type { ChannelStep, Setting } from '../types';

const credential = { type: 'channelSyncShoprenterApi', name: 'Shoprenter account' };
const node = 'shoprenter';

/** Only a wake-up: what the webhook says is not believed, the run reads what changed. */
export const shoprenterWakeUp = (name: string): ChannelStep => ({
  name,
  node: 'shoprenterTrigger',
  credential,
  parameters: { setup: 'api', event: 'order_status_change', statuses: [], output: 'wakeUp' },
});

/** Orders that changed, page by page; the setting `statuses` holds names or numbers with commas between, empty for all. */
export const shoprenterOrders = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'order', operation: 'getAll', ...PAGE_BY_PAGE, statuses: wrap(pageSetting('statuses')), excludeStorno: true },
});

/** The newest orders, as they are. */
export const shoprenterOrderSample = (name: string, limit: number): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'order', operation: 'getAll', pageByPage: false, returnAll: false, limit, statuses: [], excludeStorno: true },
});

/** One order by the number in `$json.id`. */
export const shoprenterOrder = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'order', operation: 'get', by: 'number', value: '={{ $json.id }}' },
});

/** Gives the order of the shipment in `$json.record` the status of the setting `shoprenterStatus`, a name or number. */
export const shoprenterDespatched = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'order', operation: 'updateStatus', order: '={{ { identity: $json.record.order } }}', status: wrap(pageSetting('shoprenterStatus')) },
});

/** Puts the document `$json.record` ({ url, number, type }) onto the order with `$json.key`. */
export const shoprenterAttachInvoice = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: {
    resource: 'order',
    operation: 'attachInvoice',
    order: '={{ { key: $json.key } }}',
    invoiceNumber: '={{ $json.record.number }}',
    invoiceUrl: '={{ $json.record.url }}',
    documentType: "={{ $json.record.type === 'proforma' ? 'proforma' : 'einvoice' }}",
    linkId: '',
    lookForExisting: true,
  },
});

const productImport = {
  resource: 'product',
  operation: 'import',
  ifItExists: 'update',
  parts: ['name', 'price', 'groupPrices', 'specials', 'categories', 'tax'],
  missingCategory: 'create',
  unknownGroup: 'refuse',
};

/** Creates each product, or overwrites the one with its SKU. */
export const shoprenterProductImport = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...productImport, product: '={{ $json.record }}', rateIfMissing: wrap(pageSetting('vatRateIfMissing')) },
});

/** Says for each product in `$json` what an import would do. */
export const shoprenterProductDryRun = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...productImport, product: '={{ $json }}', rateIfMissing: '27', dryRun: true },
});

/** Accounting systems tell only what lies on the shelf, and of much that no shop sells. */
const stockPush = { resource: 'stock', operation: 'push', figure: 'availableElsePhysical', ifNotListed: 'skip' };

/** Sets the stock of the SKU in one warehouse of the shop; the setting `warehouse` is stock1 to stock4. */
export const shoprenterStockPush = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...stockPush, stock: '={{ $json.record }}', warehouse: wrap(pageSetting('warehouse')), onlyDifferences: false },
});

/** The same in the shop's first warehouse, of a level that is the shop's share already; a SKU the shop does not have is refused. */
export const shoprenterShare = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...stockPush, ifNotListed: 'refuse', stock: '={{ $json.record }}', warehouse: 'stock1', onlyDifferences: false },
});

/** Says for each level in `$json` what would be set. */
export const shoprenterStockDryRun = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { ...stockPush, stock: '={{ $json }}', warehouse: 'stock1', onlyDifferences: true, dryRun: true },
});

/** Every product of the shop. */
export const shoprenterAllProducts = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'product', operation: 'getAll', pageByPage: false, returnAll: true, published: 'all', loadCategories: true },
});

/** The stock of every product, the chosen warehouses together. */
export const shoprenterAllStock = (name: string): ChannelStep => ({
  name,
  node,
  credential,
  parameters: { resource: 'stock', operation: 'getAll', pageByPage: false, returnAll: true, warehouses: [], perWarehouse: false },
});

/** The setting that goes into the orders' filter. */
export const shoprenterStatuses: Setting = {
  name: 'statuses',
  type: 'string',
  value: '',
  meaning: 'Only orders in these statuses of the shop, names or numbers with commas between. Empty: all but abandoned carts and cancelled orders',
};
