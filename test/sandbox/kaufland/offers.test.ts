import { control, kaufland } from '../clients';
import { startSandbox, type Sandbox } from '../server';

interface Offer {
  id_unit: number;
  id_offer: string;
  amount: number;
}

describe('offers and subscriptions of the Kaufland room', () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof kaufland>;

  const list = async (query: string): Promise<Offer[]> => (await call('GET', `/units?limit=100&${query}`)).data.data;
  const bulk = (rows: unknown, storefront = 'de') => call('POST', `/units/bulk?storefront=${storefront}`, rows);

  beforeAll(async () => {
    sandbox = await startSandbox();
    call = kaufland(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('lists offers of one storefront, which has to be named', async () => {
    expect((await call('GET', '/units')).data.errors[0].field).toBe('storefront');
    expect((await list('storefront=de')).length).toBeGreaterThan((await list('storefront=cz')).length);
    expect(await list('storefront=de&id_offer=MUG-BLUE-330')).toHaveLength(1);
    expect((await list('storefront=de&ean=0200000000011'))[0].id_offer).toBe('ZERO-EAN');
  });

  test('amount belongs to the SKU on all storefronts, price to one', async () => {
    const [here] = await list('storefront=de&id_offer=MUG-BLUE-330');
    await call('PATCH', `/units/${here.id_unit}?storefront=de`, { amount: 3, listing_price: 999 });
    const [there] = await list('storefront=at&id_offer=MUG-BLUE-330');
    expect(there).toMatchObject({ amount: 3, listing_price: 1299 });
    expect((await call('PATCH', `/units/${here.id_unit}?storefront=at`, { amount: 1 })).status).toBe(404);
    expect((await call('PATCH', `/units/${here.id_unit}?storefront=de`, { quantity: 1 })).status).toBe(400);
  });

  test('bulk answers 207 with a verdict per row', async () => {
    await control(sandbox).post('kaufland/faults', { kind: 'refuse', record: '0001234' });
    const offers = await list('storefront=de');
    const refused = offers.find(({ id_offer }) => id_offer === '0001234') as Offer;
    const rows = [
      { id_unit: offers[0].id_unit, unit_data: { amount: 11 } },
      { id_unit: offers[1].id_unit, unit_data: { listing_price: 0 } },
      { id_unit: offers[2].id_unit, unit_data: { amount: 100_000 } },
      { id_unit: refused.id_unit, unit_data: { amount: 1 } },
      { id_unit: 5, unit_data: { amount: 1 } },
    ];
    const { status, data } = await bulk(rows);
    expect([status, data.data.map(({ status_code }: { status_code: number }) => status_code)]).toEqual([207, [200, 400, 400, 400, 404]]);
    expect((await control(sandbox).get('kaufland/state')).data.sync.stock.incoming).toContain(`${offers[0].id_offer}=11`);
  });

  test('too many rows, repeated rows and an empty list fail the whole request', async () => {
    sandbox.room('kaufland').seed({ products: 200 });
    const ids = [...(await list('storefront=de')), ...(await list('storefront=de&offset=100'))].map(({ id_unit }) => ({ id_unit, unit_data: { amount: 1 } }));
    expect((await bulk(ids.slice(0, 151))).data.type).toBe('/problems/units/bulk-too-many-units');
    expect((await bulk([ids[0], ids[0]])).data.type).toBe('/problems/units/bulk-duplicate-units');
    expect((await bulk([])).status).toBe(400);
    expect((await bulk({ id_unit: 1 })).status).toBe(400);
    expect((await bulk(ids.slice(0, 150))).status).toBe(207);
  });

  test('rows without a price are refused when assumed so', async () => {
    const [offer] = await list('storefront=de');
    await control(sandbox).post('kaufland/assume', { 'amount-only-bulk-rows': 'refused' });
    const verdict = async (unit_data: unknown) => (await bulk([{ id_unit: offer.id_unit, unit_data }])).data.data[0];
    expect((await verdict({ amount: 1 })).errors).toEqual([{ field: 'listing_price', message: 'listing_price must be greater than 0' }]);
    expect((await verdict({ amount: 1, listing_price: 1299 })).status_code).toBe(200);
  });

  test('creating without amount offers one piece; the same SKU for other goods is refused', async () => {
    const offer = { ean: '2000000000015', id_offer: 'NEW-1', listing_price: 100, handling_time: 0 };
    expect((await call('POST', '/units?storefront=de', offer)).data.data.amount).toBe(1);
    expect((await call('POST', '/units?storefront=de', offer)).data.type).toBe('/problems/already-exists');
    expect((await call('POST', '/units?storefront=at', { ...offer, ean: '2000000000022' })).data.type).toBe('/problems/already-exists');
    expect((await call('POST', '/units?storefront=at', { ...offer, amount: 4 })).data.data.amount).toBe(4);
  });

  test('a subscription is verified, told of changes, and dropped when its callback fails', async () => {
    const { createServer } = await import('node:http');
    const received: string[] = [];
    let answer = 200;
    const callback = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://localhost');
      response.statusCode = answer;
      if (request.method === 'GET') return void response.end(url.pathname === '/wrong' ? 'no' : url.searchParams.get('challenge'));
      let body = '';
      request.on('data', (chunk) => (body += chunk)).on('end', () => {
        received.push(body);
        response.end();
      });
    });
    await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve));
    const port = (callback.address() as { port: number }).port;
    const wish = (path: string) => ({ callback_url: `http://127.0.0.1:${port}${path}`, fallback_email: 'ops@example.com', event_name: 'order_unit_status_changed' });
    expect((await call('POST', '/subscriptions?storefront=de', wish('/wrong'))).data.type).toBe('/problems/subscriptions/unverified-callback-url');
    expect((await call('POST', '/subscriptions?storefront=de', { ...wish('/right'), event_name: 'nosuch' })).status).toBe(400);
    expect((await call('POST', '/subscriptions?storefront=de', wish('/right'))).status).toBe(201);

    const [id] = (sandbox.room('kaufland').seed({ orders: [{ storefront: 'de' }] }) as { orders: string[] }).orders;
    const deliveries = async (count: number) => {
      for (let tries = 0; tries < 100; tries += 1) {
        const { data } = await control(sandbox).get('kaufland/state');
        if (data.deliveries.length >= count) return data;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('no delivery');
    };
    await control(sandbox).post('kaufland/touch', { orders: [id], status: 'sent' });
    expect((await deliveries(1)).deliveries).toMatchObject([{ status: 200 }]);
    expect(JSON.parse(received[0])).toMatchObject({ event_name: 'order_unit_status_changed', resource: expect.stringMatching(/^\/order-units\/\d+\/$/), storefront: 'de' });
    answer = 500;
    await control(sandbox).post('kaufland/touch', { orders: [id], status: 'received' });
    expect((await deliveries(2)).subscriptions).toMatchObject([{ is_active: false }]);
    callback.closeAllConnections();
    await new Promise((resolve) => callback.close(resolve));
  });
});
