import type { IAuthenticate, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { baseAddress, DEFAULT_BASE_URL } from '../nodes/Cin7Core/account';

/** The linter takes only names like apiKey for secrets; this key is one all the same. */
const SECRET = { password: true };

const text = (value: unknown): string => String(value ?? '').trim();

export class ChannelSyncCin7CoreApi implements ICredentialType {
  name = 'channelSyncCin7CoreApi';

  displayName = 'Cin7 Core (Channel Sync) API';

  icon = { light: 'file:../nodes/Cin7Core/cin7core.svg', dark: 'file:../nodes/Cin7Core/cin7core.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/Cin7Core#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'Account ID',
      name: 'accountId',
      type: 'string',
      default: '',
      required: true,
      description: 'In Cin7 Core: Integrations, API. It stands for one company; a second company needs a credential of its own.',
    },
    {
      displayName: 'Application Key',
      name: 'applicationKey',
      type: 'string',
      typeOptions: SECRET,
      default: '',
      required: true,
      description: 'On the same page. Create an application for n8n alone: the 60 calls a minute are counted for each application.',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: 'Part of the 60 calls a minute that one n8n process may use. With four workers on this application set 25.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: DEFAULT_BASE_URL,
      description: 'Leave as it is unless you work with a test system',
    },
  ];

  authenticate: IAuthenticate = async (credentials, requestOptions) => ({
    ...requestOptions,
    baseURL: baseAddress(credentials.baseUrl),
    headers: {
      ...requestOptions.headers,
      'api-auth-accountid': text(credentials.accountId),
      'api-auth-applicationkey': text(credentials.applicationKey),
    },
  });

  test: ICredentialTestRequest = {
    request: { method: 'GET', url: '/me', disableFollowRedirect: true },
    rules: [
      {
        type: 'responseSuccessBody',
        // A page for people is an answer too, and has no company in it (cin7core.md §2).
        properties: { key: 'Company', value: undefined, message: 'The server answered without a company. Check Base URL, or try again in a minute. An access that belongs to several companies does not work: use the keys of exactly one.' },
      },
    ],
  };
}
