import type {
  IAuthenticate,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestHelper,
  INodeProperties,
} from 'n8n-workflow';

import { authorizeAddress, DEFAULT_AUTHORIZATION_URL, readSession, routeTo } from '../nodes/Linnworks/session';
import { SESSION_UNAVAILABLE, sessionError } from '../nodes/shared/api/session';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

export class ChannelSyncLinnworksApi implements ICredentialType {
  name = 'channelSyncLinnworksApi';

  displayName = 'Linnworks (Channel Sync) API';

  icon = { light: 'file:../nodes/Linnworks/linnworks.svg', dark: 'file:../nodes/Linnworks/linnworks.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/Linnworks#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'Application ID',
      name: 'applicationId',
      type: 'string',
      default: '',
      required: true,
      description: 'Found at developer.linnworks.com: open your app, tab General. The app type is "System Integration".',
    },
    {
      displayName: 'Application Secret',
      name: 'applicationSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'Found at developer.linnworks.com: open your app, tab General, below the Application ID',
    },
    {
      displayName: 'Token',
      name: 'token',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'The installation token, not the session token. Open the Installation URL of your app while logged in to Linnworks and accept; ' +
        'the token is shown then and stays visible below Installs of the app.',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: 'Part of the Linnworks quota that one n8n process may use. With four workers on this account set 25.',
    },
    {
      displayName: 'Authorization URL',
      name: 'authorizationUrl',
      type: 'string',
      default: DEFAULT_AUTHORIZATION_URL,
      description: 'Where sessions are taken. Leave as it is unless you work with a test system.',
    },
    {
      displayName: 'Orders Service URL',
      name: 'ordersUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://eu-api.linnworks.net/v2',
      description: 'Address of the v2 orders service. Leave empty: it follows from the region of your account.',
    },
    { displayName: 'Session Token', name: 'sessionToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
    { displayName: 'Server', name: 'server', type: 'hidden', default: '' },
    { displayName: 'Locality', name: 'locality', type: 'hidden', default: '' },
  ];

  /** Takes a session. The answer also holds personal data of the account's owner, so nothing of it is logged or kept but three values. */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
    const authorizationUrl = text(credentials.authorizationUrl);
    const url = authorizeAddress(authorizationUrl);
    let answer: { statusCode: number; body: unknown } | undefined;
    try {
      answer = (await this.helpers.httpRequest({
        method: 'POST',
        url,
        body: {
          ApplicationId: text(credentials.applicationId),
          ApplicationSecret: text(credentials.applicationSecret),
          Token: text(credentials.token),
        },
        json: true,
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        timeout: 30_000,
      })) as { statusCode: number; body: unknown };
    } catch {
      answer = undefined;
    }
    if (!answer) throw sessionError(SESSION_UNAVAILABLE, 'the Linnworks log-in could not be reached');
    return { ...readSession(answer.statusCode, answer.body, authorizationUrl) };
  }

  authenticate: IAuthenticate = async (credentials, requestOptions) => {
    const addresses = {
      authorizationUrl: text(credentials.authorizationUrl),
      ordersUrl: text(credentials.ordersUrl),
      server: text(credentials.server),
      locality: text(credentials.locality),
    };
    return {
      ...requestOptions,
      ...routeTo(requestOptions.url, addresses),
      // The session token stands alone: with "Bearer" in front Linnworks answers 401 (linnworks.md §1).
      headers: { ...requestOptions.headers, Authorization: text(credentials.sessionToken) },
    };
  };

  test: ICredentialTestRequest = {
    request: { method: 'GET', url: '/api/Inventory/GetStockLocations' },
  };
}
