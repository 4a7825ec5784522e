import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { amazon, type Client } from './client';

const NOW = Date.parse('2026-08-20T12:00:00Z');
const ORDERS = '/orders/2026-01-01/orders';
const ALL = 'BUYER,RECIPIENT,PROCEEDS,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX';
type Json = Record<string, unknown>;

describe('orders of the Amazon room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let client: Client;
  const seed = (orders: unknown) => (sandbox.room('amazon').seed({ orders }) as { orders: string[] }).orders;
  const search = async (query: string) => await client.call('GET', `${ORDERS}?${query}`);
  const idsOf = (data: { orders: Array<{ orderId: string }> }) => data.orders.map(({ orderId }) => orderId);

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    clock = NOW;
    sandbox.reset();
    client = await amazon(sandbox);
  });
  afterAll(() => sandbox.close());

  test('show only what was asked for', async () => {
    const [id] = seed([{ kind: 'gift' }]);
    const bare = (await client.call('GET', `${ORDERS}/${id}`)).data.order;
    expect(Object.keys(bare).sort()).toEqual(['createdTime', 'lastUpdatedTime', 'orderId', 'orderItems', 'salesChannel']);
    expect(Object.keys(bare.orderItems[0]).sort()).toEqual(['orderItemId', 'product', 'quantityOrdered']);
    const full = (await client.call('GET', `${ORDERS}/${id}?includedData=${ALL}`)).data.order;
    expect(full).toMatchObject({ buyer: { buyerEmail: expect.any(String) }, recipient: { deliveryAddress: { countryCode: 'DE' } }, packages: [], fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'MERCHANT' } });
    expect(full.orderItems[0].fulfillment.packing.giftOption.giftWrapLevel).toBe('Geschenkbox');
  });

  test('never know a billing address', async () => {
    const [id] = seed([{ kind: 'business' }]);
    const { data } = await client.call('GET', `${ORDERS}/${id}?includedData=${ALL}`);
    expect(JSON.stringify(data)).not.toMatch(/bill/i);
    expect(data.order.tax.taxRegistrations).toEqual([{ entityType: 'BUYER', legalName: 'Beispiel & Söhne GmbH', taxRegistrationType: 'VAT', taxRegistrationNumber: 'DE000000000' }]);
  });

  test('are filtered by status, kind of fulfilment, marketplace and time', async () => {
    const [open, fba, french, shipped, part] = seed([{ kind: 'plain' }, { kind: 'fba' }, { kind: 'france' }, { kind: 'shipped' }, { kind: 'partially-shipped' }]);
    const since = 'lastUpdatedAfter=2026-08-19T00:00:00Z';
    expect(idsOf((await search(`${since}&fulfilledBy=MERCHANT&fulfillmentStatuses=UNSHIPPED,PARTIALLY_SHIPPED`)).data).sort()).toEqual([open, french, part].sort());
    expect(idsOf((await search(`${since}&marketplaceIds=A13V1IB3VIYZZH`)).data)).toEqual([french]);
    expect(idsOf((await search(`${since}&fulfilledBy=AMAZON`)).data)).toEqual([fba]);
    expect(idsOf((await search('createdAfter=2026-08-20T11:00:00Z')).data)).toHaveLength(5);
    expect(idsOf((await search('createdAfter=2026-08-20T11:00:01Z')).data)).toEqual([]);
    expect(idsOf((await search(`${since}&fulfillmentStatuses=SHIPPED`)).data)).toEqual([shipped]);
  });

  test.each([
    ['', 'neither beginning'],
    ['createdAfter=2026-08-19T00:00:00Z&lastUpdatedAfter=2026-08-19T00:00:00Z', 'both beginnings'],
    ['createdAfter=2026-08-19T00:00:00Z&lastUpdatedBefore=2026-08-19T01:00:00Z', 'the other end'],
    ['lastUpdatedAfter=2026-08-19T00:00:00Z&lastUpdatedBefore=2026-08-18T00:00:00Z', 'an end before the beginning'],
    ['lastUpdatedAfter=2026-08-19T00:00:00Z&lastUpdatedBefore=2026-08-20T11:59:00Z', 'an end less than two minutes back'],
    ['lastUpdatedAfter=yesterday', 'no time'],
    ['createdAfter=2026-08-19T00:00:00Z&fulfillmentStatuses=Unshipped', 'a status of v0'],
    ['createdAfter=2026-08-19T00:00:00Z&maxResultsPerPage=101', 'too large a page'],
    ['createdAfter=2026-08-19T00:00:00Z&MarketplaceIds=A1PA6795UKMFR9', 'a name of v0'],
    ['createdAfter=2026-08-19T00:00:00Z&includedData=BUYER&includedData=RECIPIENT', 'a repeated name'],
  ])('refuse %s (%s)', async (query) => {
    const { status, data } = await search(query);
    expect([status, data.errors[0].code]).toEqual([400, 'InvalidInput']);
  });

  test('come page by page, with all parameters repeated', async () => {
    seed(25);
    const query = 'lastUpdatedAfter=2026-08-18T00:00:00Z&maxResultsPerPage=10';
    const seen: string[] = [];
    let token = '';
    for (let page = 0; page < 3; page += 1) {
      const { status, data } = await search(`${query}${token && `&paginationToken=${encodeURIComponent(token)}`}`);
      expect([status, data.lastUpdatedBefore]).toEqual([200, '2026-08-20T11:58:00Z']);
      seen.push(...idsOf(data));
      token = data.pagination?.nextToken ?? '';
      clock += 60_000;
    }
    expect([seen.length, new Set(seen).size, token]).toEqual([25, 25, '']);
  });

  test('may be listed the other way round', async () => {
    seed(25);
    const query = 'lastUpdatedAfter=2026-08-18T00:00:00Z';
    const oldest = idsOf((await search(query)).data);
    await control(sandbox).post('amazon/assume', { 'order-of-orders': 'newest-first' });
    expect(idsOf((await search(query)).data)).toEqual([...oldest].reverse());
    const { data } = await search(`${query}&maxResultsPerPage=20`);
    const rest = await search(`${query}&maxResultsPerPage=20&paginationToken=${encodeURIComponent(data.pagination.nextToken)}`);
    expect([...idsOf(data), ...idsOf(rest.data)]).toEqual([...oldest].reverse());
  });

  test('refuse a token without its parameters, encoded twice, or a day old', async () => {
    seed(25);
    const query = 'lastUpdatedAfter=2026-08-18T00:00:00Z&maxResultsPerPage=10';
    const { nextToken } = (await search(query)).data.pagination;
    const once = encodeURIComponent(nextToken);
    expect((await search(`paginationToken=${once}`)).status).toBe(400);
    expect((await search(`${query}&fulfilledBy=MERCHANT&paginationToken=${once}`)).status).toBe(400);
    expect((await search(`${query}&paginationToken=${encodeURIComponent(once)}`)).status).toBe(400);
    expect((await search(`lastUpdatedAfter=2026-08-18T00:00:00Z&maxResultsPerPage=5&includedData=BUYER&paginationToken=${once}`)).status).toBe(200);
    clock += 24 * 3_600_000 + 1;
    client = await amazon(sandbox);
    expect((await search(`${query}&paginationToken=${once}`)).status).toBe(400);
  });

  test('hide what was updated in the last two minutes', async () => {
    const [id] = seed([{ kind: 'plain' }]);
    await control(sandbox).post('amazon/touch', { orderIds: [id] });
    expect(idsOf((await search('lastUpdatedAfter=2026-08-20T11:40:00Z')).data)).toEqual([]);
    clock += 120_000;
    expect(idsOf((await search('lastUpdatedAfter=2026-08-20T11:40:00Z')).data)).toEqual([id]);
  });

  test('leave personal data out without the restricted role, or refuse the call', async () => {
    const [id] = seed([{ kind: 'plain' }]);
    await control(sandbox).post('amazon/account', { without: 'Direct-to-Consumer Shipping' });
    const order = (await client.call('GET', `${ORDERS}/${id}?includedData=${ALL}`)).data.order;
    expect([order.buyer, order.recipient.deliveryAddress]).toEqual([{}, { city: expect.any(String), countryCode: 'DE' }]);
    await control(sandbox).post('amazon/assume', { 'orders-without-role': '403' });
    expect((await client.call('GET', `${ORDERS}/${id}?includedData=${ALL}`)).status).toBe(403);
    expect((await client.call('GET', `${ORDERS}/${id}?includedData=PROCEEDS`)).status).toBe(200);
  });

  test('of a pending purchase have neither prices nor people', async () => {
    const [id] = seed([{ kind: 'pending' }]);
    const { order } = (await client.call('GET', `${ORDERS}/${id}?includedData=${ALL}`)).data;
    expect([order.buyer, order.recipient, order.proceeds, order.orderItems[0].proceeds]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('add up: what the items proceed is the grand total', async () => {
    seed(60);
    const { orders } = (await search(`createdAfter=2026-08-18T00:00:00Z&includedData=${ALL}`)).data as { orders: Json[] };
    const cents = ({ amount }: { amount: string }) => Math.round(Number(amount) * 100);
    for (const order of orders.filter(({ proceeds }) => proceeds)) {
      const items = order.orderItems as Array<{ proceeds: { proceedsTotal: { amount: string }; breakdowns: Array<{ subtotal: { amount: string } }> } }>;
      expect(items.reduce((sum, { proceeds }) => sum + cents(proceeds.proceedsTotal), 0)).toBe(cents((order.proceeds as { grandTotal: { amount: string } }).grandTotal));
      for (const { proceeds } of items) expect(proceeds.breakdowns.reduce((sum, { subtotal }) => sum + cents(subtotal), 0)).toBe(cents(proceeds.proceedsTotal));
    }
    expect(orders).toHaveLength(60);
  });

  test('of foreign marketplaces and unknown ids are refused', async () => {
    seed(1);
    expect((await search('createdAfter=2026-08-18T00:00:00Z&marketplaceIds=ATVPDKIKX0DER')).status).toBe(403);
    expect((await client.call('GET', `${ORDERS}/306-0000000-0000000`)).status).toBe(404);
    expect((await client.call('GET', `${ORDERS}/306`)).status).toBe(400);
  });

  test('the books name the open orders of the merchant', async () => {
    const [plain, , part] = seed([{ kind: 'plain' }, { kind: 'fba' }, { kind: 'partially-shipped' }, { kind: 'pending' }, { kind: 'cancelled' }]);
    expect(sandbox.room('amazon').sync().orders?.outgoing).toEqual([plain, part]);
    await control(sandbox).post('amazon/despatch');
    expect(sandbox.room('amazon').sync()).toMatchObject({ orders: { outgoing: [] }, shipments: { incoming: [] } });
  });
});
