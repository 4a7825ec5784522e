import { wrap } from '../expressions';
import { PAGE_BY_PAGE, pageSetting } from '../page';
import type { ChannelStep, Parameters } from '../types';

const credential = { type: 'channelSyncAmazonSpApi', name: 'Amazon account' };

const step = (name: string, resource: string, operation: string, parameters: Parameters): ChannelStep => ({
  name,
  node: 'amazon',
  credential,
  parameters: { resource, operation, ...parameters },
});

/** Open seller-fulfilled orders, page by page; without billing addresses. */
export const amazonOrders = (name: string): ChannelStep => step(name, 'order', 'getAll', { ...PAGE_BY_PAGE, fulfilledBy: 'MERCHANT' });

/** Open orders with a Prime promise. */
export const amazonPrimeOrders = (name: string): ChannelStep => step(name, 'order', 'getAll', { ...PAGE_BY_PAGE, fulfilledBy: 'MERCHANT', prime: 'only' });

/** Open orders out of the reports, with billing addresses, page by page. Each page reads the report anew: pages should be large. */
export const amazonReportOrders = (name: string): ChannelStep =>
  step(name, 'orderReport', 'get', { ...PAGE_BY_PAGE, overlapMinutes: 60, report: wrap(pageSetting('report')), waitMinutes: 15 });

/** Amazon's own TXT of the open orders as a file in `data`. */
export const amazonReportFile = (name: string, report = 'openInvoicing'): ChannelStep =>
  step(name, 'orderReport', 'get', { report, pageByPage: false, output: 'file', fileCharset: 'windows-1252', returnAll: true, waitMinutes: 30, reuseMinutes: 15 });

/** A few open orders, as they are. */
export const amazonSample = (name: string, limit: number): ChannelStep =>
  step(name, 'order', 'getAll', { pageByPage: false, returnAll: false, limit });

/** Marketplaces of the account, for the set-up check. */
export const amazonMarketplaces = (name: string): ChannelStep => step(name, 'marketplace', 'getAll', { returnAll: true });

/** Confirms the parcels of the shipment in `$json.record`. */
export const amazonShip = (name: string): ChannelStep => step(name, 'order', 'ship', { shipment: '={{ $json.record }}', sendBy: 'automatic', unknownCarrier: 'refuse' });

/** Sets the quantity of the SKU in `$json.record`, where it differs. */
export const amazonStockPush = (name: string): ChannelStep =>
  step(name, 'stock', 'push', {
    stock: '={{ $json.record }}',
    figure: 'available',
    buffer: wrap(pageSetting('buffer')),
    maximum: wrap(pageSetting('maximum')),
    onlyDifferences: true,
    sendBy: 'automatic',
  });

/** The same, of a level that is Amazon's share already. */
export const amazonShare = (name: string): ChannelStep =>
  step(name, 'stock', 'push', { stock: '={{ $json.record }}', figure: 'available', onlyDifferences: true, sendBy: 'automatic' });

/** What would happen to the shipment in `$json`. */
export const amazonShipDryRun = (name: string): ChannelStep =>
  step(name, 'order', 'ship', { shipment: '={{ $json }}', sendBy: 'automatic', unknownCarrier: 'refuse', dryRun: true });

/** What would happen to the stock level in `$json`. */
export const amazonStockDryRun = (name: string): ChannelStep =>
  step(name, 'stock', 'push', { stock: '={{ $json }}', figure: 'available', onlyDifferences: true, sendBy: 'automatic', dryRun: true });

const SENDER: Readonly<Record<string, string>> = {
  name: 'fromName',
  addressLine1: 'fromStreet',
  postalCode: 'fromPostcode',
  city: 'fromCity',
  stateOrProvinceCode: 'fromState',
  countryCode: 'fromCountry',
  phone: 'fromPhone',
  email: 'fromEmail',
};

/** Buys a label for a parcel and a sender of the settings; `orderId` is an expression over the record. */
const label = (name: string, orderId: string, more: Parameters = {}): ChannelStep =>
  step(name, 'label', 'buy', {
    orderId,
    shipFrom: Object.fromEntries(Object.entries(SENDER).map(([field, setting]) => [field, wrap(pageSetting(setting))])),
    weightGrams: wrap(pageSetting('weightGrams')),
    lengthCm: wrap(pageSetting('lengthCm')),
    widthCm: wrap(pageSetting('widthCm')),
    heightCm: wrap(pageSetting('heightCm')),
    highestPrice: wrap(pageSetting('highestPrice')),
    chooseBy: 'cheapest',
    onlyProtected: true,
    labelFormat: 'PDF',
    ...more,
  });

/** Buys the label of the Amazon order in `$json.number`. */
export const amazonLabel = (name: string): ChannelStep => label(name, '={{ $json.number }}');

/** Buys the label of another system's order in `$json.record`, whose reference is Amazon's number, where Amazon shows it as Prime. */
export const amazonLabelByReference = (name: string): ChannelStep => label(name, "={{ $json.record.references?.referenceNum ?? '' }}", { onlyPrime: true });

/** One order by the number in `$json.id`. */
export const amazonOrder = (name: string): ChannelStep => step(name, 'order', 'get', { orderId: '={{ $json.id }}' });
