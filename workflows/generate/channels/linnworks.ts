import { wrap } from '../expressions';
import { PAGE_BY_PAGE, pageSetting, WHOLE_LIST } from '../page';
import type { ChannelStep, Parameters } from '../types';

const credential = { type: 'channelSyncLinnworksApi', name: 'Linnworks account' };

/** The location every Linnworks account has; its id is all zeros (linnworks.md §3). */
const DEFAULT_LOCATION = { __rl: true, mode: 'list', value: '00000000-0000-0000-0000-000000000000', cachedResultName: 'Default' };

const sample = (name: string, resource: string, limit: number, more: Parameters): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource, operation: 'getAll', pageByPage: false, returnAll: false, limit, ...more },
});

/** Creates each record as an order unless it is there. */
export const linnworksImport = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: {
    resource: 'order',
    operation: 'import',
    order: '={{ $json.record }}',
    location: DEFAULT_LOCATION,
    ifItExists: 'leave',
  },
});

/** Says for each order in `$json` what an import would do. */
export const linnworksDryRun = (name: string): ChannelStep => ({
  ...linnworksImport(name),
  parameters: { ...linnworksImport(name).parameters, order: '={{ $json }}', dryRun: true },
});

export const linnworksLocations = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource: 'location', operation: 'getAll', returnAll: true },
});

/** Orders of one source that were processed, with their tracking numbers, page by page. */
export const linnworksShipments = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource: 'shipment', operation: 'getAll', ...PAGE_BY_PAGE, source: wrap(pageSetting('source')) },
});

/** The newest processed orders of one source. */
export const linnworksShipmentSample = (name: string, source: string, limit: number): ChannelStep => sample(name, 'shipment', limit, { source });

/** Some stock levels of one location. */
export const linnworksStockSample = (name: string, limit: number): ChannelStep => sample(name, 'stock', limit, { location: DEFAULT_LOCATION });

/** The stock of one location, the whole catalogue page by page. */
export const linnworksStock = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource: 'stock', operation: 'getAll', ...WHOLE_LIST, location: DEFAULT_LOCATION },
});

/** Paid orders of one location that changed, page by page. Locked ones and those on hold wait; parked ones where the settings say so. */
export const linnworksOrders = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: {
    resource: 'order',
    operation: 'getAll',
    ...PAGE_BY_PAGE,
    location: DEFAULT_LOCATION,
    onlyPaid: true,
    leaveOut: wrap(`${pageSetting('ignoreParkedOrders')} ? ['locked', 'onHold', 'parked'] : ['locked', 'onHold']`),
  },
});

/** Paid Amazon orders of one location and, where the settings name one, of one Amazon account. */
export const linnworksAmazonOrders = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: {
    resource: 'order',
    operation: 'getAll',
    ...PAGE_BY_PAGE,
    location: DEFAULT_LOCATION,
    onlyPaid: true,
    source: 'AMAZON',
    subSource: wrap(pageSetting('subSource')),
    leaveOut: ['locked', 'onHold', 'parked'],
  },
});

/** Some paid orders of one location. */
export const linnworksOrderSample = (name: string, limit: number): ChannelStep => sample(name, 'order', limit, { location: DEFAULT_LOCATION, onlyPaid: true });

/** One order by its id in `$json.id`. */
export const linnworksOrder = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource: 'order', operation: 'get', by: 'orderId', value: '={{ $json.id }}' },
});

/** Writes the tracking number of each record and processes its order; an invoice the account demands is marked as printed. */
export const linnworksShip = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource: 'order', operation: 'ship', shipment: '={{ $json.record }}', invoicePrinted: 'whenRequired' },
});

/** Writes the tracking number of each record; the order is processed where the settings say so. */
export const linnworksTracking = (name: string): ChannelStep => ({
  ...linnworksShip(name),
  parameters: { resource: 'order', operation: 'ship', shipment: '={{ $json.record }}', processOrder: wrap(pageSetting('processOrders')) },
});

/** Says for each shipment in `$json` what would be done. */
export const linnworksShipDryRun = (name: string): ChannelStep => ({
  ...linnworksShip(name),
  parameters: { ...linnworksShip(name).parameters, shipment: '={{ $json }}', dryRun: true },
});

/** Purchase orders for one location that are due, all of them page by page. */
export const linnworksPurchaseOrders = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: {
    resource: 'purchaseOrder',
    operation: 'getAll',
    ...WHOLE_LIST,
    location: DEFAULT_LOCATION,
    weightUnit: wrap(`!${pageSetting('automaticallyImportNewProducts')} ? 'none' : ${pageSetting('weightInGrams')} ? 'gram' : 'kilogram'`),
  },
});

/** Some purchase orders for one location that are due. */
export const linnworksPurchaseOrderSample = (name: string, limit: number): ChannelStep => sample(name, 'purchaseOrder', limit, { location: DEFAULT_LOCATION });

/** Books each record and puts its goods back; the operator picks the category. */
export const linnworksReturnImport = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource: 'return', operation: 'import', return: '={{ $json.record }}', location: DEFAULT_LOCATION, category: '' },
});

/** Sets the level of each record's SKU at one location; `figure` is which of its figures, text or expression. */
export const linnworksStockPush = (name: string, figure: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource: 'stock', operation: 'push', stock: '={{ $json.record }}', location: DEFAULT_LOCATION, figure },
});

/** Says for each level in `$json` what would be set. */
export const linnworksStockDryRun = (name: string): ChannelStep => ({
  ...linnworksStockPush(name, 'physical'),
  parameters: { ...linnworksStockPush(name, 'physical').parameters, stock: '={{ $json }}', dryRun: true },
});
