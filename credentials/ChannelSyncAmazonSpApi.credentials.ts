import type {
  IAuthenticate,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestHelper,
  INodeProperties,
} from 'n8n-workflow';

import { apiBase, DEFAULT_TOKEN_URL, readToken, tokenAddress, USER_AGENT, type Addresses } from '../nodes/Amazon/account';
import { encodeQuery } from '../nodes/shared/api/request';
import { SESSION_UNAVAILABLE, sessionError } from '../nodes/shared/api/session';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const addressesOf = (credentials: ICredentialDataDecryptedObject): Addresses => ({
  region: text(credentials.region),
  apiUrl: text(credentials.apiUrl),
  tokenUrl: text(credentials.tokenUrl),
  useSandboxHost: credentials.useSandboxHost === true,
});

export class ChannelSyncAmazonSpApi implements ICredentialType {
  name = 'channelSyncAmazonSpApi';

  displayName = 'Amazon Selling Partner (Channel Sync) API';

  icon = { light: 'file:../nodes/Amazon/amazon.svg', dark: 'file:../nodes/Amazon/amazon.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/Amazon#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'Region',
      name: 'region',
      type: 'options',
      options: [
        { name: 'Europe (Also Turkey, Middle East, India, South Africa)', value: 'eu' },
        { name: 'Far East (Japan, Australia, Singapore)', value: 'fe' },
        { name: 'North America (Also Brazil)', value: 'na' },
      ],
      default: 'eu',
      description: 'Where the seller account is. A Refresh Token works in its own region only.',
    },
    {
      displayName: 'Client ID',
      name: 'clientId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. amzn1.application-oa2-client.1a2b',
      description: 'Found in the developer console (Solution Provider Portal): your app, LWA credentials',
    },
    {
      displayName: 'Client Secret',
      name: 'clientSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Found beside the Client ID. Amazon lets it live 180 days: make a new one in time and copy it here; the old one works for up to seven days more, and the Refresh Token stays valid.',
    },
    {
      displayName: 'Refresh Token',
      name: 'refreshToken',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'Shown once when the app is authorised (developer console: your app, Authorize). After a role was added to the app, authorise again and copy the new token.',
    },
    {
      displayName: 'Seller ID',
      name: 'sellerId',
      type: 'string',
      default: '',
      placeholder: 'e.g. A1EXAMPLESELLER',
      description: 'Your Merchant Token: Seller Central, Settings, Account Info. Needed for listings and stock.',
    },
    {
      displayName: 'Marketplace IDs',
      name: 'marketplaceIds',
      type: 'string',
      default: '',
      placeholder: 'e.g. A1PA6795UKMFR9, A13V1IB3VIYZZH',
      description: 'Marketplaces to use where a node names none, separated by commas. A1PA6795UKMFR9 is Amazon.de; the list is in the documentation.',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: "Part of Amazon's quota that one n8n process may use. With four workers on this account set 25.",
    },
    {
      displayName: 'Use Sandbox Host',
      name: 'useSandboxHost',
      type: 'boolean',
      default: false,
      description: "Whether to call Amazon's static sandbox, which answers a few fixed test cases",
    },
    {
      displayName: 'API URL',
      name: 'apiUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://sellingpartnerapi-eu.amazon.com',
      description: 'Leave empty: it follows from the region. Fill it in only for a test system.',
    },
    {
      displayName: 'Token URL',
      name: 'tokenUrl',
      type: 'string',
      default: DEFAULT_TOKEN_URL,
      description: 'Where access tokens are taken. Leave as it is unless you work with a test system.',
    },
    { displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
  ];

  /** Takes an access token, which lives one hour. */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
    const url = tokenAddress(addressesOf(credentials));
    let answer: { statusCode: number; body: unknown } | undefined;
    try {
      answer = (await this.helpers.httpRequest({
        method: 'POST',
        url,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8', Accept: 'application/json', 'User-Agent': USER_AGENT },
        body: encodeQuery({
          grant_type: 'refresh_token',
          refresh_token: text(credentials.refreshToken),
          client_id: text(credentials.clientId),
          client_secret: text(credentials.clientSecret),
        }),
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        timeout: 30_000,
      })) as { statusCode: number; body: unknown };
    } catch {
      answer = undefined;
    }
    if (!answer) throw sessionError(SESSION_UNAVAILABLE, 'Login with Amazon could not be reached');
    return { accessToken: readToken(answer.statusCode, parsedBody(answer.body)) };
  }

  authenticate: IAuthenticate = async (credentials, requestOptions) => {
    const { url } = requestOptions;
    const isAbsolute = /^https?:\/\//i.test(url);
    return {
      ...requestOptions,
      ...(isAbsolute ? {} : { baseURL: apiBase(addressesOf(credentials)), url }),
      // A restricted data token that is there already takes the place of the access token (amazon.md §4.3).
      headers: { 'User-Agent': USER_AGENT, 'x-amz-access-token': text(credentials.accessToken), ...requestOptions.headers },
    };
  };

  /** Statuses are let through: n8n would tell a denial in its own words, and those name none of the causes (amazon.md §2.3). */
  test: ICredentialTestRequest = {
    request: { method: 'GET', url: '/sellers/v1/marketplaceParticipations', ignoreHttpStatusErrors: true },
    rules: [
      {
        type: 'responseSuccessBody',
        properties: {
          key: 'payload',
          value: undefined,
          message:
            'The log-in works, but Amazon did not give the marketplaces of this account. That is a wrong Region, an app without any role, an authorisation ' +
            'that has run out (authorise the app again after adding roles), or an Individual (Basic) selling plan in place of a Professional plan. ' +
            'Amazon allows this test about once a minute: if you tested often, wait and test again.',
        },
      },
    ],
  };
}

function parsedBody(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return {};
  }
}
