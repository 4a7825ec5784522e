/** What the two flows of a Custom Store have in common: one lays orders ready, the other answers ShipStation from them. */
import { shipStationSettings } from './channels/shipstation';
import type { Setting } from './types';

export { METHOD_1 } from './methods';

export const PAIR = 'cin7core-shipstation';
export const CUSTOM_STORE = '1-custom-store';
export const CUSTOM_STORE_FEED = '1-custom-store-feed';

export const STORE_SETTINGS: Setting[] = [
  ...shipStationSettings('orderPrefix'),
  { name: 'timeZone', type: 'string', value: 'UTC', meaning: 'In which ShipStation tells and reads the times of its Custom Store: UTC by its documentation, America/Los_Angeles in old accounts' },
];
