import type { CredentialData } from '../room';

/** Plainly made-up; keys are GUIDs of 36 characters (mintsoft.md §1.1). */
export const STATIC_KEY = 'demo0000-0000-4000-8000-0000000000aa';
export const USERNAME = 'api@example.test';
export const PASSWORD = 'demo-password';
export const CLIENT_ID = 17;

export function mintsoftCredentials(baseUrl: string): CredentialData[] {
  return [
    {
      type: 'channelSyncMintsoftApi',
      name: 'Mintsoft account',
      data: { authentication: 'apiKey', apiKey: STATIC_KEY, username: USERNAME, password: PASSWORD, clientId: String(CLIENT_ID), quotaShare: 100, baseUrl: `${baseUrl}/mintsoft` },
    },
  ];
}
