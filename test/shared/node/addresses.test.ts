/** Where requests really go when an operator leaves everything at its default: the vendors' own addresses. */
import nock from 'nock';

import { runListMethod, runNode, Vault } from '../../support/n8n';

// nock replaces Node's own HTTP modules, which outlive this file in a jest worker: everything is put back at the end.
beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const storefronts = { type: 'kaufland', kind: 'loadOptions', method: 'getStorefronts' } as const;

const kaufland = (environment: string) =>
  new Vault([{ type: 'channelSyncKauflandApi', name: 'Kaufland account', data: { clientKey: 'c'.repeat(32), secretKey: 's'.repeat(64), environment } }]);

describe('Kaufland', () => {
  it.each([
    ['production', 'https://sellerapi.kaufland.com'],
    ['playground', 'https://sellerapi-playground.kaufland.com'],
  ])('in %s is asked at %s, signed', async (environment, host) => {
    const call = nock(host, { reqheaders: { 'shop-client-key': 'c'.repeat(32), 'shop-signature': /^[0-9a-f]{64}$/, 'user-agent': /.+/ } })
      .get('/v2/info/storefront')
      .reply(200, { data: ['de', 'cz'] });
    expect(await runListMethod({ ...storefronts, vault: kaufland(environment) })).toEqual([
      expect.objectContaining({ value: 'de' }),
      expect.objectContaining({ value: 'cz' }),
    ]);
    expect(call.isDone()).toBe(true);
  });

  it('follows no redirect to another host: what is signed for one address is of no use elsewhere', async () => {
    nock('https://sellerapi.kaufland.com').get('/v2/info/storefront').reply(302, '', { location: 'https://elsewhere.example/' });
    const elsewhere = nock('https://elsewhere.example').get('/').reply(200, { data: [] });
    await expect(runListMethod({ ...storefronts, vault: kaufland('production') })).rejects.toMatchObject({ message: expect.stringContaining('Kaufland') });
    expect(elsewhere.isDone()).toBe(false);
  });
});

describe('Linnworks', () => {
  const vault = () =>
    new Vault([
      { type: 'channelSyncLinnworksApi', name: 'Linnworks account', data: { applicationId: 'app', applicationSecret: 'hush-hush', token: 'install', sessionToken: '' } },
    ]);
  const locations = { type: 'linnworks', kind: 'listSearch', method: 'searchLocations' } as const;
  const logIn = (server: string) =>
    nock('https://api.linnworks.net').post('/api/Auth/AuthorizeByApplication').reply(200, { Token: 'session-1', Server: server, Locality: 'EU', Status: { State: 'AVAILABLE' } });

  it("logs in at api.linnworks.net and goes on at the server the session names, with the raw session token", async () => {
    const session = logIn('https://eu-ext.linnworks.net');
    const call = nock('https://eu-ext.linnworks.net', { reqheaders: { authorization: 'session-1' } })
      .get('/api/Inventory/GetStockLocations')
      .reply(200, [{ StockLocationId: '00000000-0000-0000-0000-000000000000', LocationName: 'Default', IsFulfillmentCenter: false }]);
    expect(await runListMethod({ ...locations, vault: vault() })).toMatchObject({ results: [{ name: 'Default' }] });
    expect(session.isDone() && call.isDone()).toBe(true);
  });

  it('reads orders at the v2 address of the region', async () => {
    logIn('https://us-ext.linnworks.net');
    const page = nock('https://eu-api.linnworks.net', { reqheaders: { authorization: 'session-1' } })
      .get('/v2/orders')
      .query(true)
      .reply(200, { TotalOrders: 0, NextSearchToken: null, OpenOrders: [], ProcessedOrders: [] });
    const location = { __rl: true, mode: 'id', value: '00000000-0000-0000-0000-000000000000' };
    const { items } = await runNode({ type: 'linnworks', parameters: { resource: 'order', operation: 'getAll', location }, vault: vault() });
    expect(items).toEqual([]);
    expect(page.isDone()).toBe(true);
  });

  it('sends no session to a server outside linnworks.net', async () => {
    logIn('https://linnworks.net.example');
    const foreign = nock('https://linnworks.net.example').get(/.*/).reply(200, []);
    await expect(runListMethod({ ...locations, vault: vault() })).rejects.toMatchObject({ message: expect.stringContaining('linnworks.net') });
    expect(foreign.isDone()).toBe(false);
  });
});
