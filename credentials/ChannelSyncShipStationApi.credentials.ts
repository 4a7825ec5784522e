import type { IAuthenticate, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { baseAddress, V1_ADDRESS } from '../nodes/ShipStation/account';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

export class ChannelSyncShipStationApi implements ICredentialType {
  name = 'channelSyncShipStationApi';

  displayName = 'ShipStation (Channel Sync) API';

  icon = { light: 'file:../nodes/ShipStation/shipstation.svg', dark: 'file:../nodes/ShipStation/shipstation.dark.svg' } as const;

  documentationUrl = 'https://github.com/channel-sync/n8n-nodes-channel-sync/tree/main/nodes/ShipStation#readme';

  properties: INodeProperties[] = [
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'In ShipStation: Settings, Account, API Settings, with "Legacy API (V1)" chosen. A key of API V2 does not work here.',
    },
    {
      displayName: 'API Secret',
      name: 'apiSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'Shown with the API Key. Do not generate new keys while another program uses the old ones: it would stop working.',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: "Part of ShipStation's 40 calls a minute that one n8n process may use. Set less where other programs share these keys.",
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: V1_ADDRESS,
      description: 'Leave as it is unless you work with a test system',
    },
  ];

  authenticate: IAuthenticate = async (credentials, requestOptions) => {
    const keys = Buffer.from(`${text(credentials.apiKey)}:${text(credentials.apiSecret)}`).toString('base64');
    return {
      ...requestOptions,
      baseURL: baseAddress(credentials.baseUrl, V1_ADDRESS),
      headers: { ...requestOptions.headers, Authorization: `Basic ${keys}` },
    };
  };

  test: ICredentialTestRequest = {
    request: { method: 'GET', url: '/stores?showInactive=false' },
    rules: [
      {
        type: 'responseSuccessBody',
        // A page for people is an answer too, and has no store in it; every account has the store for manual orders.
        properties: { key: 'storeId', value: undefined, message: 'The server answered without a list of stores. Check Base URL, or try again in a minute.' },
      },
    ],
  };
}
