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
