import type { CredentialData } from '../room';

/** Plainly made-up; v1 and v2 keys are different things and do not work on each other's API (shipstation.md §0). */
export const V1_KEY = 'demo0key0000000000000000000000v1';
export const V1_SECRET = 'demo0secret000000000000000000v1';
export const V2_KEY = 'demo0key0000000000000000000000v2';

export const STORE_USER = 'shipstation';
export const STORE_PASSWORD = 'demo0store0password0000';

export const V1 = '/shipstation';
export const V2 = '/shipstation-v2';

export function shipStationCredentials(baseUrl: string): CredentialData[] {
  return [
    { type: 'channelSyncShipStationApi', name: 'ShipStation account', data: { apiKey: V1_KEY, apiSecret: V1_SECRET, quotaShare: 100, baseUrl: `${baseUrl}${V1}` } },
    { type: 'channelSyncShipStationV2Api', name: 'ShipStation account (v2)', data: { apiKey: V2_KEY, quotaShare: 100, baseUrl: `${baseUrl}${V2}` } },
    // With which ShipStation calls a Custom Store.
    { type: 'httpBasicAuth', name: 'ShipStation Custom Store', data: { user: STORE_USER, password: STORE_PASSWORD } },
  ];
}
