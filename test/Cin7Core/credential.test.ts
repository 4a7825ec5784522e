import { ChannelSyncCin7CoreApi } from '../../credentials/ChannelSyncCin7CoreApi.credentials';
import { DEFAULT_BASE_URL } from '../../nodes/Cin7Core/account';

type Sign = (credentials: object, request: object) => Promise<{ baseURL?: string }>;

const sign = async (baseUrl: string) =>
  await (new ChannelSyncCin7CoreApi().authenticate as unknown as Sign)({ accountId: ' a ', applicationKey: 'k', baseUrl }, { url: '/me', headers: { Accept: 'x' } });

describe('the credential', () => {
  it('puts both keys into headers', async () => {
    expect(await sign('')).toEqual({ url: '/me', baseURL: DEFAULT_BASE_URL, headers: { Accept: 'x', 'api-auth-accountid': 'a', 'api-auth-applicationkey': 'k' } });
  });

  it.each(['http://127.0.0.1:8700/cin7core/ExternalApi/v2/', 'https://test.example/v2'])('goes to %s', async (baseUrl) => {
    expect((await sign(baseUrl)).baseURL).toBe(baseUrl.replace(/\/$/, ''));
  });

  it.each(['http://example.test/v2', 'ftp://127.0.0.1', 'nonsense'])('sends no key to %s', async (baseUrl) => {
    await expect(sign(baseUrl)).rejects.toThrow('https://');
  });
});
