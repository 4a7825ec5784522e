import type {
  IAuthenticate,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestHelper,
  INodeProperties,
} from 'n8n-workflow';

import { DEFAULT_BASE_URL, signRequest } from '../nodes/InnVoice/account';
import { checkLogIn } from '../nodes/InnVoice/log-in';
import { SESSION_UNAVAILABLE, sessionError } from '../nodes/shared/api/session';

export class ChannelSyncInnVoiceApi implements ICredentialType {
  name = 'channelSyncInnVoiceApi';

  displayName = 'InnVoice (Channel Sync) API';

  icon = { light: 'file:../nodes/InnVoice/innvoice.svg', dark: 'file:../nodes/InnVoice/innvoice.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/InnVoice#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'Company',
      name: 'company',
      type: 'string',
      default: '',
      required: true,
      description: 'The registration name of your account at InnVoice (regisztrációs név), as in the address of the API',
    },
    {
      displayName: 'User',
      name: 'user',
      type: 'string',
      default: '',
      description: 'The API user. Leave empty where it is the same as Company.',
    },
    {
      displayName: 'Password',
      name: 'password',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'The API password InnVoice issued for you: a long random text, not the password you log in with',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: 'Part of two calls a second that one n8n process may use. With four workers on this account set 25.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      placeholder: `e.g. ${DEFAULT_BASE_URL}`,
      description: 'Only for a test system; https or this machine. Leave empty for InnVoice itself.',
    },
    { displayName: 'Log-In Checked', name: 'checkedLogIn', type: 'hidden', typeOptions: { expirable: true }, default: '' },
  ];

  /** InnVoice has no session; its errors can come with HTTP 200, which a test request of n8n cannot see (innvoice.md §2 "Errors"). */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
    const { url, headers } = signRequest(credentials, { url: '/tomb_invoice', headers: { Accept: '*/*' } });
    let answer: { statusCode: number; body: unknown } | undefined;
    try {
      answer = (await this.helpers.httpRequest({
        method: 'GET',
        url,
        headers,
        encoding: 'text',
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        timeout: 30_000,
      })) as { statusCode: number; body: unknown };
    } catch {
      answer = undefined;
    }
    if (!answer) throw sessionError(SESSION_UNAVAILABLE, 'InnVoice could not be reached');
    return { checkedLogIn: checkLogIn(answer.statusCode, typeof answer.body === 'string' ? answer.body : '') };
  }

  authenticate: IAuthenticate = async (credentials, requestOptions) => ({
    ...requestOptions,
    ...signRequest(credentials, { url: requestOptions.url, headers: requestOptions.headers as Record<string, string> }),
  });

  test: ICredentialTestRequest = {
    request: { method: 'GET', url: '/tomb_invoice' },
  };
}
