import type {
  IAuthenticate,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestHelper,
  INodeProperties,
} from 'n8n-workflow';

import { baseAddress, DEFAULT_BASE_URL, FIXED_KEY, ownerOf, readKey } from '../nodes/Mintsoft/session';
import { SESSION_UNAVAILABLE, sessionError } from '../nodes/shared/api/session';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The key to send; none where the stored one was given to another user or host, so that a new one is fetched. */
function keyOf(credentials: ICredentialDataDecryptedObject): string {
  if (credentials.authentication !== 'login') return text(credentials.apiKey);
  const owner = ownerOf(text(credentials.baseUrl), text(credentials.username));
  return text(credentials.sessionOwner) === owner ? text(credentials.sessionToken) : '';
}

export class ChannelSyncMintsoftApi implements ICredentialType {
  name = 'channelSyncMintsoftApi';

  displayName = 'Mintsoft (Channel Sync) API';

  icon = { light: 'file:../nodes/Mintsoft/mintsoft.svg', dark: 'file:../nodes/Mintsoft/mintsoft.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/Mintsoft#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'Authentication',
      name: 'authentication',
      type: 'options',
      options: [
        {
          name: 'API Key',
          value: 'apiKey',
          description: 'A fixed key, which needs no log-in and disturbs no other system. Recommended.',
        },
        {
          name: 'User Name and Password',
          value: 'login',
          description: 'Fetches a key that lasts a day. Each log-in can end the key another system has, so use a user of its own.',
        },
      ],
      default: 'apiKey',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      displayOptions: { show: { authentication: ['apiKey'] } },
      description: 'An administrator ticks "Set API Key to Never Expire" for a user in Mintsoft; the key is shown with that user',
    },
    {
      displayName: 'User Name',
      name: 'username',
      type: 'string',
      default: '',
      required: true,
      displayOptions: { show: { authentication: ['login'] } },
      description: 'A Mintsoft user of its own for n8n, which nobody else logs in with',
    },
    {
      displayName: 'Password',
      name: 'password',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      displayOptions: { show: { authentication: ['login'] } },
      description: 'The Mintsoft password, which is not the one of Access Evo single sign-on',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: 'Part of four calls a second that one n8n process may use. With four workers on this account set 25.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: DEFAULT_BASE_URL,
      description: 'Leave as it is unless you work with a test system',
    },
    { displayName: 'Session Token', name: 'sessionToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
    { displayName: 'Session Owner', name: 'sessionOwner', type: 'hidden', default: '' },
  ];

  /** Fetches a key, only where there is no usable one: each log-in can end the key of another system (mintsoft.md §1.1). */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
    const base = baseAddress(text(credentials.baseUrl));
    if (credentials.authentication !== 'login') return { sessionToken: FIXED_KEY, sessionOwner: '' };
    let answer: { statusCode: number; body: unknown } | undefined;
    try {
      answer = (await this.helpers.httpRequest({
        method: 'POST',
        url: `${base}/api/Auth`,
        body: { Username: text(credentials.username), Password: text(credentials.password) },
        json: true,
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        timeout: 30_000,
      })) as { statusCode: number; body: unknown };
    } catch {
      answer = undefined;
    }
    if (!answer) throw sessionError(SESSION_UNAVAILABLE, 'the Mintsoft log-in could not be reached');
    const sessionOwner = ownerOf(text(credentials.baseUrl), text(credentials.username));
    return { sessionToken: readKey(answer.statusCode, answer.body), sessionOwner };
  }

  authenticate: IAuthenticate = async (credentials, requestOptions) => ({
    ...requestOptions,
    baseURL: baseAddress(text(credentials.baseUrl)),
    headers: { ...requestOptions.headers, 'ms-apikey': keyOf(credentials) },
  });

  // There is no "who am I"; warehouses are shown to administrators and client users alike (mintsoft.md §1.1).
  test: ICredentialTestRequest = {
    request: { method: 'GET', url: '/api/Warehouse' },
    rules: [
      {
        type: 'responseSuccessBody',
        // A page for people is an answer too, and has no warehouse with an ID in it.
        properties: { key: 'ID', value: undefined, message: 'Mintsoft answered without a list of warehouses. Check Base URL, or try again in a minute.' },
      },
    ],
  };
}
