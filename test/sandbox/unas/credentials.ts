import type { CredentialData } from '../room';

/** Plainly made-up values. */
export const SHOP_ID = '10001';
export const API_KEY = `${'0a1b2c3d'.repeat(5)}`;
export const HMAC_KEY = 'minta-webhook-kulcs-0123456789abcdef';

export function unasCredentials(baseUrl: string): CredentialData[] {
  return [{ type: 'channelSyncUnasApi', name: 'UNAS account', data: { shopId: SHOP_ID, apiKey: API_KEY, webhookSecret: HMAC_KEY, quotaShare: 100, baseUrl: `${baseUrl}/unas` } }];
}
