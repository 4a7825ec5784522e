import type {
  IAuthenticate,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestHelper,
  INodeProperties,
} from 'n8n-workflow';

import { apiAddress, settingsOf, tokenAddress } from '../nodes/Shoprenter/account';
import { readToken, WITHOUT_SESSION } from '../nodes/Shoprenter/session';
import { SESSION_REFUSED, SESSION_UNAVAILABLE, sessionError } from '../nodes/shared/api/session';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

export class ChannelSyncShoprenterApi implements ICredentialType {
  name = 'channelSyncShoprenterApi';

  displayName = 'Shoprenter (Channel Sync) API';

  icon = { light: 'file:../nodes/Shoprenter/shoprenter.svg', dark: 'file:../nodes/Shoprenter/shoprenter.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/Shoprenter#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'Shop',
      name: 'shop',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. demoshop',
      description:
        "The shop's technical name. An address of the shop's API can be pasted whole: only the name is taken from it. One credential per shop.",
    },
    {
      displayName: 'Authentication',
      name: 'authentication',
      type: 'options',
      options: [
        { name: 'API Client (OAuth2)', value: 'oauth2', description: 'Client ID and Client Secret of an API client made for this shop' },
        { name: 'User and Key (Older)', value: 'basic', description: 'User name and password of the older API; Shoprenter is phasing it out' },
      ],
      default: 'oauth2',
      description: 'Which keys the shop gave you. In the shop admin: Settings, API Settings (Beállítások, API).',
    },
    {
      displayName: 'Client ID',
      name: 'clientId',
      type: 'string',
      default: '',
      required: true,
      displayOptions: { show: { authentication: ['oauth2'] } },
      description: 'In the shop admin: Settings, API Settings, your API client',
    },
    {
      displayName: 'Client Secret',
      name: 'clientSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      displayOptions: { show: { authentication: ['oauth2'] } },
      description: 'Shown beside the Client ID',
    },
    {
      displayName: 'User',
      name: 'user',
      type: 'string',
      default: '',
      displayOptions: { show: { authentication: ['basic'] } },
      description: 'User name of the older API',
    },
    {
      displayName: 'Password',
      name: 'password',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      displayOptions: { show: { authentication: ['basic'] } },
      description: 'Key or password of the older API',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: 'Part of the three calls a second that one n8n process may use. With four workers on this shop set 25.',
    },
    {
      displayName: 'API URL',
      name: 'apiUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. http://127.0.0.1:8700/shoprenter/{shop}/api',
      description: 'Only for a test system; leave empty. {shop} stands for the name above.',
    },
    {
      displayName: 'Token URL',
      name: 'tokenUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. http://127.0.0.1:8700/shoprenter-oauth/{shop}/app/token',
      description: 'Only for a test system; leave empty. {shop} stands for the name above.',
    },
    { displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
  ];

  /** Takes a token; the older user and key need none. */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
    const settings = settingsOf(credentials);
    if (settings.authentication === 'basic') return { accessToken: WITHOUT_SESSION };
    const url = tokenAddress(settings);
    let answer: { statusCode: number; body: unknown } | undefined;
    try {
      answer = (await this.helpers.httpRequest({
        method: 'POST',
        url,
        headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
        body: { grant_type: 'client_credentials', client_id: text(credentials.clientId), client_secret: text(credentials.clientSecret) },
        json: true,
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        timeout: 30_000,
      })) as { statusCode: number; body: unknown };
    } catch {
      answer = undefined;
    }
    if (!answer) throw sessionError(SESSION_UNAVAILABLE, 'the Shoprenter log-in could not be reached');
    return { accessToken: readToken(answer.statusCode, answer.body) };
  }

  authenticate: IAuthenticate = async (credentials, requestOptions) => {
    const settings = settingsOf(credentials);
    const basic = Buffer.from(`${text(credentials.user)}:${text(credentials.password)}`, 'utf8').toString('base64');
    const authorization = settings.authentication === 'basic' ? `Basic ${basic}` : `Bearer ${text(credentials.accessToken)}`;
    const base = apiAddress(settings);
    // n8n authenticates a second time after a 401: an address that is whole already has to be this shop's.
    const path = requestOptions.url.startsWith(`${base}/`) ? requestOptions.url.slice(base.length) : requestOptions.url;
    if (!/^\/(?!\/)/.test(path)) throw sessionError(SESSION_REFUSED, 'the address called is not one of this shop');
    return {
      ...requestOptions,
      baseURL: base,
      url: path,
      headers: { 'Content-Type': 'application/json', ...requestOptions.headers, Accept: 'application/json', Authorization: authorization },
    };
  };

  test: ICredentialTestRequest = {
    request: { method: 'GET', url: '/languages', qs: { limit: 1 } },
  };
}
