import { wrap } from '../expressions';
import type { ChannelStep, Parameters } from '../types';

const page = "$('Page of Work').first().json";

const credential = { type: 'channelSyncLinnworksApi', name: 'Linnworks account' };

/** The location every Linnworks account has; its id is all zeros (linnworks.md §3). */
const DEFAULT_LOCATION = { __rl: true, mode: 'list', value: '00000000-0000-0000-0000-000000000000', cachedResultName: 'Default' };

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

/** What every page-by-page read takes from the books and the settings. */
const pageByPage: Parameters = {
  pageByPage: true,
  position: wrap(`${page}.position`),
  startFrom: wrap(`${page}.settings.startFrom`),
  overlapMinutes: 5,
  pageSize: wrap(`${page}.settings.pageSize`),
};

/** Orders of one source that were processed, with their tracking numbers, page by page. */
export const linnworksShipments = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: { resource: 'shipment', operation: 'getAll', ...pageByPage, source: wrap(`${page}.settings.source`) },
});

/** The stock of one location, the whole catalogue page by page. */
export const linnworksStock = (name: string): ChannelStep => ({
  name,
  node: 'linnworks',
  credential,
  parameters: {
    resource: 'stock',
    operation: 'getAll',
    pageByPage: true,
    position: pageByPage.position,
    pageSize: pageByPage.pageSize,
    location: DEFAULT_LOCATION,
  },
});
