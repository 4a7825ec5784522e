import { wrap } from '../expressions';
import { ownSetting, PAGE_BY_PAGE, pageSetting } from '../page';
import type { ChannelStep, Parameters, Setting } from '../types';

const v1 = { type: 'channelSyncShipStationApi', name: 'ShipStation account' };
const v2 = { type: 'channelSyncShipStationV2Api', name: 'ShipStation account (v2)' };

/** Left to the operator. An empty store or warehouse is the account's default one. */
const PICKED = { __rl: true, mode: 'list', value: '' };

/** How a step asks for a setting: of its page, or of a flow without pages. */
type SettingOf = (name: string) => string;

/** Settings the steps below ask for. */
const SETTINGS: Setting[] = [
  { name: 'orderPrefix', type: 'string', value: '', meaning: 'What stands before the order number at ShipStation, e.g. C7-, so that two sources cannot use the same number; the same in all flows of a connection' },
  {
    name: 'stockFigure',
    type: 'string',
    value: 'physical',
    meaning: 'physical: pieces on the shelf, from which ShipStation takes its open orders off itself. available: free pieces only, for a ShipStation that does not hold the open orders of Cin7 Core',
  },
  { name: 'highestPrice', type: 'number', value: 10, meaning: 'No label dearer than this is bought, in the currency of the ShipStation account' },
];

/** The named settings, in this order. */
export const shipStationSettings = (...names: string[]): Setting[] =>
  names.map((name) => {
    const found = SETTINGS.find((setting) => setting.name === name);
    if (!found) throw new Error(`ShipStation has no setting '${name}'`);
    return found;
  });

const step = (name: string, parameters: Parameters, credential = v1): ChannelStep => ({ name, node: 'shipStation', credential, parameters });

const prefixOf = (setting: SettingOf): Parameters => ({ orderPrefix: wrap(setting('orderPrefix')) });

const importing: Parameters = { resource: 'order', operation: 'import', store: PICKED, shipFrom: PICKED, ifItExists: 'leave', ifHeld: 'refuse' };

/** Creates each record as an order unless it is there, 100 a call. */
export const shipStationImport = (name: string, setting: SettingOf = pageSetting): ChannelStep => step(name, { ...importing, order: '={{ $json.record }}', ...prefixOf(setting) });

/** Says for each order in `$json` what an import would do. */
export const shipStationDryRun = (name: string): ChannelStep => step(name, { ...importing, order: '={{ $json }}', dryRun: true });

/** Labels and orders marked as shipped, page by page, as shipments of the system the orders came from. */
export const shipStationShipments = (name: string, channel: string): ChannelStep =>
  step(name, { resource: 'shipment', operation: 'getAll', ...PAGE_BY_PAGE, sourceChannel: channel, ...prefixOf(pageSetting), include: 'both', loadOrders: true });

/** The newest of them. */
export const shipStationShipmentSample = (name: string, channel: string, limit: number): ChannelStep =>
  step(name, { resource: 'shipment', operation: 'getAll', pageByPage: false, returnAll: false, limit, sourceChannel: channel, include: 'both', loadOrders: true, output: 'channelSync' });

/** Takes each record's order out of what is to be shipped. */
export const shipStationCancel = (name: string): ChannelStep => step(name, { resource: 'order', operation: 'cancel', order: '={{ $json.record }}', ...prefixOf(pageSetting) });

/** Sets the stock of each record at one inventory location. */
export const shipStationStockPush = (name: string): ChannelStep =>
  step(name, { resource: 'stock', operation: 'push', stock: '={{ $json.record }}', location: PICKED, figure: wrap(pageSetting('stockFigure')) }, v2);

/** The same for free stock, of a level that is ShipStation's share already. */
export const shipStationShare = (name: string): ChannelStep =>
  step(name, { resource: 'stock', operation: 'push', stock: '={{ $json.record }}', location: PICKED, figure: 'available' }, v2);

/** Says for each level in `$json` what would be set. */
export const shipStationStockDryRun = (name: string): ChannelStep => step(name, { resource: 'stock', operation: 'push', stock: '={{ $json }}', location: PICKED, figure: 'physical', dryRun: true }, v2);

/** What the carriers ask for the order in `$json`. */
export const shipStationRates = (name: string): ChannelStep => step(name, { resource: 'rate', operation: 'getAll', order: '={{ $json }}', shipFrom: PICKED, output: 'channelSync' }, v2);

/** Buys one label for each record's order, or finds the one it has. */
export const shipStationLabel = (name: string): ChannelStep =>
  step(
    name,
    { resource: 'label', operation: 'buy', order: '={{ $json.record }}', shipFrom: PICKED, ...prefixOf(pageSetting), chooseBy: 'cheapest', highestPrice: wrap(pageSetting('highestPrice')), labelFormat: 'pdf' },
    v2,
  );

/**
 * The label of {@link shipStationLabel} as a shipment for the ledger, which another flow hands back to the source: no
 * address stands in it. The key is channel, account and id, in which only % and : are escaped.
 */
export const SHIPMENT_OF_LABEL = wrap(
  [
    "JSON.stringify({ order: Object.fromEntries($json.key.split(':').map((part, index) => [['channel', 'account', 'id'][index], part.replaceAll('%3A', ':').replaceAll('%25', '%')]))",
    'orderNumber: $json.number, shippedAt: new Date().toISOString()',
    'parcels: [{ id: $json.labelId ?? $json.targetId, carrierName: $json.carrierCode, service: $json.serviceCode, trackingNumber: $json.trackingNumber }]',
    'cost: $json.price, currency: $json.currency })',
  ].join(', '),
);

export type ShipStationList = 'carriers' | 'services' | 'stores' | 'warehouses';

/** One of the account's lists, for check-my-setup. */
export const shipStationList = (name: string, list: ShipStationList): ChannelStep => step(name, { resource: 'list', operation: 'getAll', list, returnAll: true });

export const shipStationInventoryPlaces = (name: string): ChannelStep => step(name, { resource: 'inventoryPlace', operation: 'getAll', returnAll: true }, v2);

/** One item per delivery of ShipStation's webhook and no call: starts a flow that reads what was shipped. */
export const shipStationWakeUp = (name: string, event: 'SHIP_NOTIFY' | 'FULFILLMENT_SHIPPED'): ChannelStep => ({
  name,
  node: 'shipStationTrigger',
  credential: v1,
  parameters: { api: 'v1', event, output: 'wakeUp' },
});

/** What ShipStation pulls itself takes no account of its API. */
const store = (name: string, operation: string, parameters: Parameters): ChannelStep => ({
  name,
  node: 'shipStation',
  parameters: { resource: 'customStore', operation, ...parameters },
});

/** How a Custom Store tells orders; the same where they are prepared and where ShipStation is answered. */
const telling = (setting: (name: string) => string): Parameters => ({
  timeZone: wrap(`${setting('timeZone')} || 'UTC'`),
  orderPrefix: wrap(`${setting('orderPrefix')} ?? ''`),
});

/** Checks each record against the format; `record` of its answer is what to keep. */
export const shipStationPrepare = (name: string): ChannelStep => store(name, 'prepare', { order: '={{ $json.record }}', ...telling(pageSetting) });

/** Where a Custom Store's request stands, and what to answer it from: expressions. */
export interface StoreRequest {
  query: string;
  body: string;
}

/**
 * The answer to ShipStation's question for orders: rows of the store in, one item with statusCode, contentType and body
 * out. The time a version came into the store counts as its change: a window that has passed is never asked for again.
 */
export const shipStationBuildAnswer = (name: string, { query }: StoreRequest): ChannelStep =>
  store(name, 'buildAnswer', {
    order: wrap('$json.record ? { ...JSON.parse($json.record), updatedAt: new Date($json.ready_at).toISOString() } : {}'),
    query,
    pageSize: wrap(ownSetting('ordersPerPage')),
    ...telling(ownSetting),
  });

/** ShipStation's notice of a despatch as a shipment with the key its repeats have too. */
export const shipStationReadNotification = (name: string, channel: string, { query, body }: StoreRequest): ChannelStep =>
  store(name, 'readNotification', { query, body, sourceChannel: channel, ...telling(ownSetting) });
