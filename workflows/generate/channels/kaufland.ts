import { wrap } from '../expressions';
import type { ChannelStep } from '../types';

const credential = { type: 'channelSyncKauflandApi', name: 'Kaufland account' };
const page = "$('Page of Work').first().json";

/** Orders that are ready to ship, page by page. */
export const kauflandOrders = (name: string): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: {
    resource: 'order',
    operation: 'getAll',
    pageByPage: true,
    position: wrap(`${page}.position`),
    startFrom: wrap(`${page}.settings.startFrom`),
    overlapMinutes: 5,
    pageSize: wrap(`${page}.settings.pageSize`),
  },
});

/** The newest orders that are ready to ship, as they are. */
export const kauflandSample = (name: string, limit: number): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: { resource: 'order', operation: 'getAll', pageByPage: false, returnAll: false, limit },
});

/** Marks every piece of the order as sent. */
export const kauflandShip = (name: string): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: { resource: 'order', operation: 'ship', shipment: '={{ $json.record }}' },
});

/** Sets the amount of the offer with this SKU. */
export const kauflandStockPush = (name: string): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: {
    resource: 'stock',
    operation: 'push',
    stock: '={{ $json.record }}',
    buffer: wrap(`${page}.settings.buffer`),
    maximum: wrap(`${page}.settings.maximum`),
    whenZero: wrap(`${page}.settings.holdAtZero ? 'onHold' : 'amount'`),
    ifNotListed: 'skip',
  },
});

/** One order by the number in `$json.id`. */
export const kauflandOrder = (name: string): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: { resource: 'order', operation: 'get', orderId: '={{ $json.id }}' },
});
