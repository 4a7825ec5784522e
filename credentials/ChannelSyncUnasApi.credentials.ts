import type {
  IAuthenticate,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestHelper,
  INodeProperties,
} from 'n8n-workflow';

import { baseAddress, sessionEnds, settingsOf } from '../nodes/Unas/account';
import { checkRefusals, readSession } from '../nodes/Unas/session';
import { SESSION_REFUSED, SESSION_UNAVAILABLE, sessionError } from '../nodes/shared/api/session';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const escaped = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Shop data is left out: it is not needed for a token (unas.md §2). */
const logIn = (apiKey: string): string => `<?xml version="1.0" encoding="UTF-8"?><Params><ApiKey>${escaped(apiKey)}</ApiKey></Params>`;

export class ChannelSyncUnasApi implements ICredentialType {
  name = 'channelSyncUnasApi';

  displayName = 'UNAS (Channel Sync) API';

  icon = { light: 'file:../nodes/Unas/unas.svg', dark: 'file:../nodes/Unas/unas.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/Unas#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'Shop ID',
      name: 'shopId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 10001',
      description: "The shop's number: what stands before the hyphen of an order number such as 10001-100042. It tells two shops apart, and a key of another shop is refused.",
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'In the shop admin: Settings, External Connections, API Connection (Beállítások, Külső kapcsolatok, API kapcsolat)',
    },
    {
      displayName: 'Webhook HMAC Key',
      name: 'webhookSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description: 'Only for the UNAS Trigger: the key of the tab for webhook verification, beside the API keys. Deliveries without its signature are refused.',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: 'Part of the hourly limits that one n8n process may use. With four workers on this shop, or with other programs calling it from the same address, set 25.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. http://127.0.0.1:8700/unas',
      description: 'Only for a test system; leave empty',
    },
    { displayName: 'Token', name: 'token', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
    { displayName: 'Session End', name: 'sessionEnd', type: 'hidden', default: '' },
    { displayName: 'Session Owner', name: 'sessionOwner', type: 'hidden', default: '' },
    { displayName: 'Subscription', name: 'subscription', type: 'hidden', default: '' },
    { displayName: 'Permissions', name: 'permissions', type: 'hidden', default: '' },
  ];

  /** Takes a token; the same key is not tried again and again, because failed log-ins block the address (unas.md §2). */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
    const settings = settingsOf(credentials);
    const base = baseAddress(settings);
    checkRefusals(settings, Date.now());
    let answer: { statusCode: number; body: unknown } | undefined;
    try {
      answer = (await this.helpers.httpRequest({
        method: 'POST',
        url: `${base}/login`,
        headers: { Accept: 'application/xml', 'Content-Type': 'application/xml' },
        body: logIn(settings.apiKey),
        encoding: 'text',
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        timeout: 30_000,
      })) as { statusCode: number; body: unknown };
    } catch {
      answer = undefined;
    }
    if (!answer) throw sessionError(SESSION_UNAVAILABLE, 'the UNAS log-in could not be reached');
    return readSession(answer.statusCode, typeof answer.body === 'string' ? answer.body : '', settings, Date.now());
  }

  authenticate: IAuthenticate = async (credentials, requestOptions) => {
    const base = baseAddress(settingsOf(credentials));
    // n8n authenticates a second time after a 401: an address that is whole already has to be below this one.
    const path = requestOptions.url.startsWith(`${base}/`) ? requestOptions.url.slice(base.length) : requestOptions.url;
    if (!/^\/(?!\/)/.test(path)) throw sessionError(SESSION_REFUSED, 'the address called is not one of UNAS');
    // The test of the credential is a log-in of its own.
    if (path === '/login') {
      const headers = { ...requestOptions.headers, Accept: 'application/xml', 'Content-Type': 'application/xml' };
      return { ...requestOptions, baseURL: base, url: path, body: logIn(text(credentials.apiKey)), headers };
    }
    const token = sessionEnds(credentials) === 0 ? '' : text(credentials.token);
    return { ...requestOptions, baseURL: base, url: path, headers: { 'Content-Type': 'application/xml', ...requestOptions.headers, Authorization: `Bearer ${token}` } };
  };

  test: ICredentialTestRequest = {
    request: { method: 'POST', url: '/login', json: false, headers: { 'Content-Type': 'application/xml' } },
  };
}
