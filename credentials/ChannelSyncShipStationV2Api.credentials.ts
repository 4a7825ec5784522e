import type { IAuthenticate, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { baseAddress, V2_ADDRESS } from '../nodes/ShipStation/account';

export class ChannelSyncShipStationV2Api implements ICredentialType {
  name = 'channelSyncShipStationV2Api';

  displayName = 'ShipStation V2 (Channel Sync) API';

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
      description: 'In ShipStation: Settings, Account, API Settings, with "V2 API" chosen. The keys of API V1 do not work here.',
    },
    {
      displayName: 'Quota Share (%)',
      name: 'quotaShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description: "Part of ShipStation's 200 calls a minute that one n8n process may use. Set less where other programs share this key.",
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: V2_ADDRESS,
      description: 'Leave as it is unless you work with a test system',
    },
  ];

  authenticate: IAuthenticate = async (credentials, requestOptions) => ({
    ...requestOptions,
    baseURL: baseAddress(credentials.baseUrl, V2_ADDRESS),
    headers: { ...requestOptions.headers, 'API-Key': String(credentials.apiKey ?? '').trim() },
  });

  test: ICredentialTestRequest = {
    request: { method: 'GET', url: '/v2/carriers' },
    rules: [
      {
        type: 'responseSuccessBody',
        properties: { key: 'carriers', value: undefined, message: 'The server answered without a list of carriers. Check Base URL, or try again in a minute.' },
      },
    ],
  };
}
