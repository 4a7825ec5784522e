import type { ChannelStep } from '../types';

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
