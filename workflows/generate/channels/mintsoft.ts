import { wrap } from '../expressions';
import { PAGE_BY_PAGE, pageSetting } from '../page';
import type { ChannelStep, Parameters, Setting } from '../types';

const credential = { type: 'channelSyncMintsoftApi', name: 'Mintsoft account' };

/** Left to the operator: no warehouse is known to every account, and a client is needed where a user sees several. */
const PICKED = { __rl: true, mode: 'list', value: '' };

/** How a step asks for a setting: of its page, or of a flow without pages. */
type SettingOf = (name: string) => string;

/** Settings the steps below ask for, in the words of the integration they replace. */
const SETTINGS: Setting[] = [
  { name: 'orderPrefix', type: 'string', value: '', meaning: 'What stands before the order number at Mintsoft, e.g. LW-. Recommended for 3PLs; the same in all flows of a connection' },
  { name: 'ignoreParkedOrders', type: 'boolean', value: false, meaning: 'On: orders that are parked in Linnworks wait until they are released. Off: they are imported too' },
  {
    name: 'mapSubSourceToChannel',
    type: 'boolean',
    value: false,
    meaning: 'On: an order goes to the channel of Mintsoft that is called exactly as its sub-source or source, e.g. EBAY. Off, or where none is: to the channel chosen in the node',
  },
  { name: 'importRequiredDespatchDate', type: 'boolean', value: false, meaning: 'On: the date Linnworks wants an order sent by becomes its required despatch date' },
  {
    name: 'automaticallyImportNewProducts',
    type: 'boolean',
    value: false,
    meaning: 'On: products of a purchase order that Mintsoft does not have are created first. Off: such an order is refused and told',
  },
  { name: 'weightInGrams', type: 'boolean', value: false, meaning: 'On: the weights in your Linnworks account are grams. Off: they are kilograms' },
  { name: 'weightWhenUnknown', type: 'string', value: '', meaning: 'Weight in grams of new products that have none in Linnworks. Empty: such a product is refused, as Mintsoft demands one' },
  { name: 'purchaseOrderPrefix', type: 'string', value: '', meaning: 'What stands before the number of a purchase order at Mintsoft' },
  { name: 'daysUntilDelivery', type: 'string', value: '14', meaning: 'Expected in so many days where a purchase order tells no date. Empty: such an order is refused' },
  { name: 'supplierWhenUnknown', type: 'string', value: 'Unknown', meaning: 'Name of the supplier where a purchase order tells none. Empty: such an order is refused' },
  {
    name: 'stockSyncValueType',
    type: 'string',
    value: 'Stock Level',
    meaning: 'Stock Level: pieces on the shelf, allocated ones included, from which Linnworks takes its open orders off itself. On Hand: free pieces only, for a Linnworks that does not hold the orders of this warehouse',
  },
  { name: 'wholeCatalogue', type: 'boolean', value: false, meaning: 'On: each run reads the stock of all products. Off: of those that changed, and of all in the first run' },
  { name: 'timeZone', type: 'string', value: 'Europe/London', meaning: 'Time zone of the Mintsoft account, which tells times without one' },
];

/** The named settings, in this order. */
export const mintsoftSettings = (...names: string[]): Setting[] =>
  names.map((name) => {
    const found = SETTINGS.find((setting) => setting.name === name);
    if (!found) throw new Error(`Mintsoft has no setting '${name}'`);
    return found;
  });

/** What a page-by-page read takes from the books and the settings; two hours cover the autumn's repeated one. */
const pageByPage = (): Parameters => ({ ...PAGE_BY_PAGE, overlapMinutes: 120, timeZone: wrap(pageSetting('timeZone')) });

/** Who the orders are at the system they were imported from. */
const source = (channel: string, account: string): Parameters => ({
  sourceChannel: channel,
  sourceAccount: account,
  orderPrefix: wrap(pageSetting('orderPrefix')),
});

const step = (name: string, parameters: Parameters): ChannelStep => ({ name, node: 'mintsoft', credential, parameters });

/** Creates each record as an order unless it is there. */
export const mintsoftImport = (name: string, setting: SettingOf = pageSetting): ChannelStep =>
  step(name, {
    resource: 'order',
    operation: 'import',
    order: '={{ $json.record }}',
    client: PICKED,
    warehouse: PICKED,
    matchChannels: wrap(setting('mapSubSourceToChannel')),
    orderPrefix: wrap(setting('orderPrefix')),
    requiredDespatchDate: wrap(setting('importRequiredDespatchDate')),
    ifHeld: wrap(`${setting('ignoreParkedOrders')} ? 'refuse' : 'import'`),
    timeZone: wrap(setting('timeZone')),
  });

/** Says for each order in `$json` what an import would do, with all switches off. */
export const mintsoftDryRun = (name: string): ChannelStep =>
  step(name, { resource: 'order', operation: 'import', order: '={{ $json }}', client: PICKED, warehouse: PICKED, ifHeld: 'import', dryRun: true });

/** Despatched orders with their tracking numbers, page by page, as shipments of the system they came from. */
export const mintsoftShipments = (name: string, channel: string, account = 'main'): ChannelStep =>
  step(name, { resource: 'shipment', operation: 'getAll', ...pageByPage(), ...source(channel, account), client: PICKED });

/** The newest despatched orders of that system. */
export const mintsoftShipmentSample = (name: string, channel: string, limit: number, account = 'main'): ChannelStep =>
  step(name, { resource: 'shipment', operation: 'getAll', pageByPage: false, returnAll: false, limit, client: PICKED, sourceChannel: channel, sourceAccount: account });

/** Expression part: the setting's two words as the node's; anything else goes on as it is and is refused there. */
const valueType = (of: Record<string, string>): string => {
  const word = pageSetting('stockSyncValueType');
  return `(${JSON.stringify(of).replaceAll('"', "'")})[${word}] ?? ${word}`;
};

/** Which of Linnworks' readings of a level belongs to the value type of the settings. */
export const FIGURE_OF_VALUE_TYPE = wrap(valueType({ 'On Hand': 'available', 'Stock Level': 'physical' }));

/** Stock of one warehouse, page by page: all of it at first, then what changed. */
export const mintsoftStock = (name: string): ChannelStep =>
  step(name, {
    resource: 'stock',
    operation: 'getAll',
    ...pageByPage(),
    // The first run has no changes to begin from.
    startFrom: '2000-01-01T00:00:00Z',
    client: PICKED,
    warehouse: PICKED,
    valueType: wrap(valueType({ 'On Hand': 'onHand', 'Stock Level': 'stockLevel' })),
    onlyChanges: wrap(`!${pageSetting('wholeCatalogue')}`),
  });

/** Sets the free stock of each record's SKU at one warehouse. */
export const mintsoftShare = (name: string): ChannelStep =>
  step(name, { resource: 'stock', operation: 'push', stock: '={{ $json.record }}', client: PICKED, warehouse: PICKED, figure: 'available' });

/** Stock of some products with both figures. */
export const mintsoftStockSample = (name: string, limit: number): ChannelStep =>
  step(name, { resource: 'stock', operation: 'getAll', pageByPage: false, returnAll: false, limit, client: PICKED, warehouse: PICKED, valueType: 'both' });

/** Creates an ASN for each purchase order unless it is there, and its products where that is switched on. */
export const mintsoftAsnImport = (name: string): ChannelStep =>
  step(name, {
    resource: 'asn',
    operation: 'import',
    purchaseOrder: '={{ $json.record }}',
    client: PICKED,
    warehouse: PICKED,
    goodsInType: '',
    createProducts: wrap(pageSetting('automaticallyImportNewProducts')),
    weightUnit: 'kilogram',
    weightWhenUnknown: wrap(pageSetting('weightWhenUnknown')),
    orderPrefix: wrap(pageSetting('purchaseOrderPrefix')),
    timeZone: wrap(pageSetting('timeZone')),
    options: { daysUntilDelivery: wrap(pageSetting('daysUntilDelivery')), supplierWhenUnknown: wrap(pageSetting('supplierWhenUnknown')) },
  });

/** Says for each purchase order in `$json` what an import would do. */
export const mintsoftAsnDryRun = (name: string): ChannelStep =>
  step(name, {
    resource: 'asn',
    operation: 'import',
    purchaseOrder: '={{ $json }}',
    client: PICKED,
    warehouse: PICKED,
    goodsInType: '',
    options: { daysUntilDelivery: '14', supplierWhenUnknown: 'Unknown' },
    dryRun: true,
  });

/** Confirmed returns with the order they belong to at its source, page by page. */
export const mintsoftReturns = (name: string, channel: string, account = 'main'): ChannelStep =>
  step(name, { resource: 'return', operation: 'getAll', ...pageByPage(), ...source(channel, account), client: PICKED });

export type MintsoftList = 'channels' | 'clients' | 'courierServices' | 'goodsInTypes' | 'orderStatuses' | 'returnReasons' | 'warehouses';

/** One of the account's lists, for check-my-setup. */
export const mintsoftList = (name: string, list: MintsoftList): ChannelStep =>
  step(name, { resource: 'list', operation: 'getAll', list, returnAll: true });
