import type { CredentialData } from '../room';

/** Plainly made-up keys of the right length (kaufland.md §1: 32 and 64 characters). */
export const CLIENT_KEY = 'demo'.repeat(8);
export const SECRET_KEY = 'demosecret000000'.repeat(4);

export function kauflandCredentials(baseUrl: string): CredentialData[] {
  return [
    {
      type: 'channelSyncKauflandApi',
      name: 'Kaufland account',
      data: { clientKey: CLIENT_KEY, secretKey: SECRET_KEY, environment: 'custom', baseUrl: `${baseUrl}/kaufland/v2`, quotaShare: 100 },
    },
  ];
}
