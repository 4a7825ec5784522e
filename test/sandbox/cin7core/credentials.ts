import type { CredentialData } from '../room';

/** Plainly made-up GUIDs (cin7core.md §1). */
export const ACCOUNT_ID = 'dec0ded0-0000-4000-8000-0000000000aa';
export const APPLICATION_KEY = 'dec0ded0-0000-4000-8000-0000000000bb';

export const BASE_PATH = '/cin7core/ExternalApi/v2';

export function cin7CoreCredentials(baseUrl: string): CredentialData[] {
  return [
    {
      type: 'channelSyncCin7CoreApi',
      name: 'Cin7 Core account',
      data: { accountId: ACCOUNT_ID, applicationKey: APPLICATION_KEY, quotaShare: 100, baseUrl: `${baseUrl}${BASE_PATH}` },
    },
  ];
}
