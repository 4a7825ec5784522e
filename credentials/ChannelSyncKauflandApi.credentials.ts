import type { IAuthenticate, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { DEFAULT_USER_AGENT, signRequest } from '../nodes/Kaufland/account';

export class ChannelSyncKauflandApi implements ICredentialType {
  name = 'channelSyncKauflandApi';

  displayName = 'Kaufland (Channel Sync) API';

  icon = { light: 'file:../nodes/Kaufland/kaufland.svg', dark: 'file:../nodes/Kaufland/kaufland.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/Kaufland#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'Client Key (Formerly Ident)',
      name: 'clientKey',
      type: 'string',
      default: '',
      required: true,
      description:
        'In the seller portal: Settings, API. 32 characters. An old Ident (Hitmeister, real.de) does not work: create a new pair.',
    },
    {
      displayName: 'Secret Key (Formerly Access Key)',
      name: 'secretKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Shown once, with the Client Key. 64 characters. An old Access Key does not work; when the key is lost, create a new pair.',
    },
    {
      displayName: 'Environment',
      name: 'environment',
      type: 'options',
      options: [
        { name: 'Production', value: 'production' },
        { name: 'Playground', value: 'playground', description: 'Test copy of the account; Kaufland has to enable it first' },
        { name: 'Custom URL', value: 'custom' },
      ],
      default: 'production',
      description: 'Which server is used; the same key pair is valid for all storefronts and for the playground',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. http://127.0.0.1:8700/kaufland/v2',
      displayOptions: { show: { environment: ['custom'] } },
      description: 'Address up to and including the version, for a proxy or a test server',
    },
    {
      displayName: 'Partner Client Key',
      name: 'partnerClientKey',
      type: 'string',
      default: '',
      description: 'Only for software partners registered at Kaufland. Leave empty otherwise.',
    },
    {
      displayName: 'Partner Secret Key',
      name: 'partnerSecretKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description: 'Only for software partners registered at Kaufland. Leave empty otherwise.',
    },
    {
      displayName: 'User Agent',
      name: 'userAgent',
      type: 'string',
      default: '',
      placeholder: `e.g. ${DEFAULT_USER_AGENT}`,
      description: `Software name. Leave empty for ${DEFAULT_USER_AGENT}; sellers with software of their own send Inhouse_development.`,
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: "Part of Kaufland's quota that one n8n process may use. With four workers on this account set 25.",
    },
  ];

  authenticate: IAuthenticate = async (credentials, requestOptions) =>
    signRequest(credentials, requestOptions, Math.floor(Date.now() / 1000));

  /** Statuses are let through so that the rules can read Kaufland's own reason; n8n keeps only the status otherwise. */
  test: ICredentialTestRequest = {
    request: { url: '/info/storefront', ignoreHttpStatusErrors: true },
    rules: [
      said('invalid-credentials', 'Kaufland does not know this Client Key. Copy both keys again from the seller portal: Settings, API.'),
      said('corrupted-signature', 'The Secret Key does not belong to this Client Key. Copy both again, or create a new pair.'),
      said('inactive-account', 'Kaufland says that this seller account is inactive. Ask Kaufland seller support to activate API access.'),
      said(
        'missing-or-invalid-request-header',
        'Kaufland refused the headers. Most often the clock of the n8n server is more than five minutes off: set it right and test again.',
      ),
      said('unauthorized', 'Kaufland refused the keys. Copy both again from the seller portal: Settings, API.'),
      said('forbidden', 'Kaufland does not let this account in. For the playground the account has to be enabled first.'),
      {
        type: 'responseSuccessBody',
        properties: {
          key: 'data',
          value: undefined,
          message: 'The server did not answer with the storefronts of an account. Check Environment and Base URL, then test again.',
        },
      },
    ],
  };
}

/** A rule on the `type` of Kaufland's problem document (kaufland.md §3 "Errors"). */
function said(problem: string, message: string) {
  return { type: 'responseSuccessBody' as const, properties: { key: 'type', value: `/problems/${problem}`, message } };
}
