import { wrap } from '../expressions';
import { PAGE_BY_PAGE, pageSetting, WHOLE_LIST } from '../page';
import type { ChannelStep, Parameters, Setting } from '../types';

const credential = { type: 'channelSyncCin7CoreApi', name: 'Cin7 Core account' };

/** Left to the operator: no location is known to every company. */
const PICKED = { __rl: true, mode: 'list', value: '' };

/** Settings the steps below ask for. */
const SETTINGS: Setting[] = [
  { name: 'includeDrafts', type: 'boolean', value: false, meaning: 'On: drafts are sent too, to await shipment. Off: a sale is sent when its order is authorised. Payment never holds one back' },
  {
    name: 'loadProductDetails',
    type: 'boolean',
    value: true,
    meaning: 'On: lines also get the picture, barcode and warehouse location of their product, which costs a call for each 1,000 products of the catalogue in every page',
  },
  {
    name: 'pickAndPack',
    type: 'boolean',
    value: true,
    meaning: 'On: what nobody has picked and packed in Cin7 Core is picked and packed when it is shipped. Off: such a despatch is refused until somebody has',
  },
  {
    name: 'carrierWithService',
    type: 'boolean',
    value: false,
    meaning: 'On: the carrier is written with its service, such as UPS Ground, and made in Cin7 Core where it is not there. The service stands in the shipping notes in any case',
  },
];

/** The named settings, in this order. */
export const cin7Settings = (...names: string[]): Setting[] =>
  names.map((name) => {
    const found = SETTINGS.find((setting) => setting.name === name);
    if (!found) throw new Error(`Cin7 Core has no setting '${name}'`);
    return found;
  });

const step = (name: string, parameters: Parameters): ChannelStep => ({ name, node: 'cin7Core', credential, parameters });

const orders = (name: string, standings: unknown, productFacts: unknown, withTracking: unknown = false): ChannelStep =>
  step(name, { resource: 'order', operation: 'getAll', ...PAGE_BY_PAGE, standings, withTracking, location: PICKED, options: { productFacts } });

/** Orders that changed, page by page; the setting `standings` is like awaitingShipment,draft, and empty for all. */
export const cin7Orders = (name: string): ChannelStep =>
  orders(
    name,
    wrap(`String(${pageSetting('standings')} ?? '').split(',').map((word) => word.trim()).filter(Boolean)`),
    wrap(pageSetting('loadProductDetails')),
    wrap(pageSetting('includeWithTracking')),
  );

/** Orders to be shipped that changed and carry no tracking, page by page; drafts where the settings say so. */
export const cin7OrdersToShip = (name: string): ChannelStep =>
  orders(name, wrap(`${pageSetting('includeDrafts')} ? ['awaitingShipment', 'draft'] : ['awaitingShipment']`), wrap(pageSetting('loadProductDetails')));

/** Authorised orders that changed and carry no tracking, page by page. */
export const cin7AuthorisedOrders = (name: string): ChannelStep => orders(name, ['awaitingShipment'], false);

/** Orders that were voided, page by page. */
export const cin7VoidedOrders = (name: string): ChannelStep => orders(name, ['cancelled'], false);

/** The sale whose ID is in `$json.id`, as it stands now. */
export const cin7Order = (name: string): ChannelStep => step(name, { resource: 'order', operation: 'get', by: 'saleId', value: '={{ $json.id }}', output: 'channelSync' });

/** A few orders to look at. */
export const cin7Sample = (name: string, limit: number): ChannelStep =>
  step(name, { resource: 'order', operation: 'getAll', pageByPage: false, returnAll: false, limit, standings: ['awaitingShipment'], withTracking: false, location: PICKED, output: 'channelSync' });

/** Writes each shipment in `$json.record` to its sale. */
export const cin7Ship = (name: string): ChannelStep =>
  step(name, {
    resource: 'order',
    operation: 'ship',
    shipment: '={{ $json.record }}',
    pickAndPack: wrap(pageSetting('pickAndPack')),
    whenThere: 'add',
    options: { unknown: 'create', withService: wrap(pageSetting('carrierWithService')), writeNotes: true },
  });

/** Says for each shipment in `$json` what would be written. */
export const cin7ShipDryRun = (name: string): ChannelStep =>
  step(name, { resource: 'order', operation: 'ship', shipment: '={{ $json }}', pickAndPack: true, whenThere: 'add', options: { unknown: 'create', writeNotes: true }, dryRun: true });

/** Stock of one location, page by page; state is the figure. */
export const cin7Stock = (name: string): ChannelStep => step(name, { resource: 'stock', operation: 'getAll', ...WHOLE_LIST, location: PICKED });

/** Some levels of one location. */
export const cin7StockSample = (name: string, limit: number): ChannelStep =>
  step(name, { resource: 'stock', operation: 'getAll', pageByPage: false, returnAll: false, limit, location: PICKED, output: 'channelSync' });

/** Sets the free stock of each record's SKU at one location, by adjustments booked to one account. */
export const cin7Share = (name: string): ChannelStep =>
  step(name, { resource: 'stock', operation: 'push', stock: '={{ $json.record }}', location: PICKED, account: PICKED, figure: 'available' });

export type Cin7List = 'accounts' | 'brands' | 'carriers' | 'categories' | 'customers' | 'locations' | 'paymentTerms' | 'priceTiers' | 'taxRules' | 'units';

/** One of the company's lists, for check-my-setup. */
export const cin7List = (name: string, list: Cin7List): ChannelStep => step(name, { resource: 'list', operation: 'getAll', list, returnAll: true });

/** One item per delivery of Cin7 Core's webhook and no call: starts a flow that reads what changed. */
export const cin7WakeUp = (name: string, event: 'Sale/OrderAuthorised' | 'Sale/Voided' = 'Sale/OrderAuthorised'): ChannelStep => ({ name, node: 'cin7CoreTrigger', credential, parameters: { event, output: 'wakeUp' } });
