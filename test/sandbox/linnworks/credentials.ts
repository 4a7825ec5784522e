import type { CredentialData } from '../room';

/** Plainly made-up values. The installation token is not the session token (linnworks.md §1). */
export const APPLICATION_ID = '11111111-2222-3333-4444-555555555555';
export const APPLICATION_SECRET = '66666666-7777-8888-9999-000000000000';
export const INSTALLATION_TOKEN = 'dddddddd-eeee-dddd-eeee-dddddddddddd';

export function linnworksCredentials(baseUrl: string): CredentialData[] {
  return [
    {
      type: 'channelSyncLinnworksApi',
      name: 'Linnworks account',
      data: { applicationId: APPLICATION_ID, applicationSecret: APPLICATION_SECRET, token: INSTALLATION_TOKEN, authorizationUrl: `${baseUrl}/linnworks-auth`, ordersUrl: `${baseUrl}/linnworks-v2/v2`, quotaShare: 100 },
    },
  ];
}
