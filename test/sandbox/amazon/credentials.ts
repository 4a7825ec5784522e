import type { CredentialData } from '../room';

/** Plainly made-up values of the vendor's shape (amazon.md §2.1). */
export const CLIENT_ID = 'amzn1.application-oa2-client.demo1demo1demo1demo1';
export const CLIENT_SECRET = 'amzn1.oa2-cs.v1.demo2demo2demo2demo2';
export const REFRESH_TOKEN = 'Atzr|demo3demo3demo3demo3';
export const SELLER_ID = 'A1DEMOSELLER00';

export function amazonCredentials(baseUrl: string): CredentialData[] {
  return [
    {
      type: 'channelSyncAmazonSpApi',
      name: 'Amazon account',
      data: {
        region: 'eu',
        clientId: CLIENT_ID,
        clientSecret: CLIENT_SECRET,
        refreshToken: REFRESH_TOKEN,
        sellerId: SELLER_ID,
        marketplaceIds: 'A1PA6795UKMFR9,A13V1IB3VIYZZH',
        useSandboxHost: false,
        quotaShare: 100,
        apiUrl: `${baseUrl}/amazon`,
        tokenUrl: `${baseUrl}/amazon-lwa/auth/o2/token`,
      },
    },
  ];
}
