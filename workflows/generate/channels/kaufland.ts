import { wrap } from '../expressions';
import { PAGE_BY_PAGE, pageSetting } from '../page';
import type { ChannelStep } from '../types';

const credential = { type: 'channelSyncKauflandApi', name: 'Kaufland account' };

/** Orders that are ready to ship, page by page. */
export const kauflandOrders = (name: string): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: { resource: 'order', operation: 'getAll', ...PAGE_BY_PAGE },
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

/** Says for each shipment in `$json` what Kaufland would be told. */
export const kauflandShipDryRun = (name: string): ChannelStep => ({
  ...kauflandShip(name),
  parameters: { ...kauflandShip(name).parameters, shipment: '={{ $json }}', dryRun: true },
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
    buffer: wrap(pageSetting('buffer')),
    maximum: wrap(pageSetting('maximum')),
    whenZero: wrap(`${pageSetting('holdAtZero')} ? 'onHold' : 'amount'`),
    ifNotListed: 'skip',
  },
});

/** The same, of a level that is Kaufland's share already. */
export const kauflandShare = (name: string): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: { resource: 'stock', operation: 'push', stock: '={{ $json.record }}', ifNotListed: 'refuse' },
});

/** Says for each stock level in `$json` which amount would be set. */
export const kauflandStockDryRun = (name: string): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: { resource: 'stock', operation: 'push', stock: '={{ $json }}', ifNotListed: 'skip', dryRun: true },
});

/** One order by the number in `$json.id`. */
export const kauflandOrder = (name: string): ChannelStep => ({
  name,
  node: 'kaufland',
  credential,
  parameters: { resource: 'order', operation: 'get', orderId: '={{ $json.id }}' },
});
