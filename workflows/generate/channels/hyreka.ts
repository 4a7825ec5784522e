import { wrap } from '../expressions';
import { pageSetting, WHOLE_LIST } from '../page';
import type { ChannelStep, Parameters } from '../types';

/** Hyreka has no account to call: the steps make and read files, which core nodes bring and take away. */
const step = (name: string, operation: 'create' | 'parse', parameters: Parameters): ChannelStep => ({
  name,
  node: 'hyreka',
  parameters: { resource: 'file', operation, ...parameters },
});

export type HyrekaOrderFile = 'orderLines' | 'amazonReport' | 'customers';

/** One file in `data` of all orders in `$json.record`; `records` of its row tells the books what is in it. */
export const hyrekaOrderFile = (name: string, content: HyrekaOrderFile = 'orderLines'): ChannelStep =>
  step(name, 'create', { content, record: '={{ $json.record }}' });

/** The same of orders in `$json`, for the set-up check. */
export const hyrekaSampleFile = (name: string, content: HyrekaOrderFile = 'orderLines'): ChannelStep => step(name, 'create', { content, record: '={{ $json }}' });

/** Stock levels of the export in `data`, the whole file page by page. */
export const hyrekaStock = (name: string): ChannelStep => step(name, 'parse', { content: 'stock', binaryProperty: 'data', ...WHOLE_LIST });

const FEW: Parameters = { pageByPage: false, returnAll: false, limit: 3, output: 'channelSync' };

/** A few stock levels of the export in `data`, as they are. */
export const hyrekaStockSample = (name: string): ChannelStep => step(name, 'parse', { content: 'stock', binaryProperty: 'data', ...FEW });

/** A few shipments of the despatch list in `data`, for Amazon's orders. */
export const hyrekaDespatchSample = (name: string, channel = 'amazon', account = 'main'): ChannelStep =>
  step(name, 'parse', { content: 'despatch', binaryProperty: 'data', channel, account, ...FEW });

/** Shipments of the despatch list in `data`, the whole file page by page, for orders of the channel the settings name. */
export const hyrekaDespatch = (name: string): ChannelStep =>
  step(name, 'parse', {
    content: 'despatch',
    binaryProperty: 'data',
    channel: wrap(pageSetting('orderChannel')),
    account: wrap(pageSetting('orderAccount')),
    ...WHOLE_LIST,
  });
