import type { CredentialData } from '../room';

/** Plainly made-up values; client ids are 32 hex characters, secrets longer (shoprenter.md §1). */
export interface Keys {
  shop: string;
  clientId: string;
  clientSecret: string;
  user: string;
  password: string;
}

export const SHOPS: readonly Keys[] = [
  { shop: 'mintabolt', clientId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', clientSecret: `${'ab'.repeat(38)}0001`, user: 'api-mintabolt', password: 'minta-regi-kulcs-0001' },
  { shop: 'masodikbolt', clientId: '1a2b3c4d5e6f708192a3b4c5d6e7f809', clientSecret: `${'cd'.repeat(38)}0002`, user: 'api-masodikbolt', password: 'minta-regi-kulcs-0002' },
];
export const MAIN = SHOPS[0].shop;

export function shoprenterCredentials(baseUrl: string): CredentialData[] {
  return SHOPS.map(({ shop, clientId, clientSecret, user, password }, index) => ({
    type: 'channelSyncShoprenterApi',
    name: index === 0 ? 'Shoprenter account' : 'Shoprenter account (second shop)',
    data: { shop, authentication: 'oauth2', clientId, clientSecret, user, password, quotaShare: 100, apiUrl: `${baseUrl}/shoprenter/{shop}/api`, tokenUrl: `${baseUrl}/shoprenter-oauth/{shop}/app/token` },
  }));
}
