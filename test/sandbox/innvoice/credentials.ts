import type { CredentialData } from '../room';

/** Plainly made-up values. The registration name equals the Basic user in one live use (innvoice.md §1). */
export const COMPANY = 'minta-kft';
export const PASSWORD = 'minta-api-jelszo-00000000000000000000';

export function innVoiceCredentials(baseUrl: string): CredentialData[] {
  return [{ type: 'channelSyncInnVoiceApi', name: 'InnVoice account', data: { company: COMPANY, user: COMPANY, password: PASSWORD, baseUrl: `${baseUrl}/innvoice` } }];
}
