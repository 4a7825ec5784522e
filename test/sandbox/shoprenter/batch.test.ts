import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { shoprenter, type ShoprenterClient } from './client';

describe('batches of the Shoprenter room', () => {
  let clock = Date.parse('2026-03-02T12:00:00Z');
  let sandbox: Sandbox;
  let client: ShoprenterClient;
  const tick = () => (clock += 1000);
  const assume = (points: Record<string, string>) => control(sandbox).post('shoprenter/assume', points);
  const stocks = async () => (await control(sandbox).get('shoprenter/state')).data.sync.stock.incoming;
  const bySku = (sku: string, level: unknown) => ({ method: 'PUT', path: `productExtend?sku=${encodeURIComponent(sku)}`, data: { stock1: level, stock2: '0' } });

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    sandbox.reset();
    client = await shoprenter(sandbox, tick);
    await control(sandbox).post('shoprenter/seed', { products: 3 });
  });
  afterAll(() => sandbox.close());

  test('is 200 with failures inside, answered in order', async () => {
    const { status, data } = await client.batch([bySku('MUG-RED-330', '5'), bySku('NOPE', '1'), bySku('TEE/RED M', 'x'), { method: 'GET', path: 'products?sku=MUG-BLUE-330&full=1' }]);
    expect(status).toBe(200);
    expect(data.requests.request.map(({ response }: { response: { header: { statusCode: string } } }) => response.header.statusCode)).toEqual(['200', '404', '400', '200']);
    expect(data.requests.request[1]).toEqual({ method: 'PUT', uri: `${client.base}/productExtend?sku=NOPE`, response: { header: { statusCode: '404' }, body: { message: 'Product not found with sku: NOPE' } } });
    expect(data.requests.request[3].response.body.items[0].sku).toBe('MUG-BLUE-330');
    expect(await stocks()).toEqual(['MUG-BLUE-330=40', 'MUG-RED-330=5', 'TEE/RED M=25']);
  });

  test('parts need data, and addresses of the same host', async () => {
    const { data } = await client.post('batch', {
      data: {
        requests: [
          { method: 'PUT', uri: `${client.base}/productExtend?sku=MUG-RED-330` },
          { method: 'PUT', uri: 'https://mintabolt.api2.myshoprenter.hu/api/productExtend?sku=MUG-RED-330', data: { stock1: '1' } },
          { method: 'PUT', uri: `${client.base}/batch`, data: { requests: [] } },
          { method: 'PUT', uri: '/productExtend?sku=MUG-RED-330', data: { stock1: '1' } },
        ],
      },
    });
    expect(data.requests.request.map(({ response }: { response: { header: { statusCode: string } } }) => response.header.statusCode)).toEqual(['400', '404', '404', '404']);
    expect(await stocks()).toContain('MUG-RED-330=12');
  });

  test('takes 200 parts at most, and data around them', async () => {
    const parts = (count: number) => Array.from({ length: count }, () => bySku('MUG-RED-330', '5'));
    expect((await client.batch(parts(200))).data.requests.request).toHaveLength(200);
    expect((await client.batch(parts(201))).status).toBe(400);
    expect((await client.batch([])).status).toBe(400);
    expect((await client.post('batch', { requests: parts(1) })).data.message).toBe('Data parameter not found in POST/PUT!');
    expect((await client.call('GET', 'batch')).status).toBe(404);
  });

  test('one part may come as the one, and SKUs may not do inside', async () => {
    await assume({ 'batch-single-entry': 'object', 'put-by-sku': 'refused-in-batch' });
    const { data } = await client.batch([bySku('MUG-RED-330', '5')]);
    expect(data.requests.request.response.header.statusCode).toBe('400');
    expect((await client.put('productExtend?sku=MUG-RED-330', { stock1: '6' })).status).toBe(200);
  });

  test('is one call of the quota, or the whole second', async () => {
    const still = await shoprenter(sandbox, () => undefined);
    const send = async () => (await still.batch([bySku('MUG-RED-330', '5'), bySku('MUG-RED-330', '5')])).status;
    expect([await send(), await send(), await send(), await send()]).toEqual([200, 200, 200, 429]);
    clock += 2000;
    await assume({ 'batch-quota': 'the-whole-second' });
    expect([await send(), await send()]).toEqual([200, 429]);
  });

  test('a lost answer leaves the parts carried out', async () => {
    await control(sandbox).post('shoprenter/faults', { kind: 'reset-after-write', match: 'batch' });
    await expect(client.batch([bySku('MUG-RED-330', '5')])).rejects.toThrow();
    expect(await stocks()).toContain('MUG-RED-330=5');
  });

  test('missing scopes show on the parts', async () => {
    await control(sandbox).post('shoprenter/account', { scopes: ['product.product:read'] });
    const limited = await shoprenter(sandbox, tick);
    expect((await limited.batch([bySku('MUG-RED-330', '5')])).data.requests.request[0].response.header.statusCode).toBe('401');
  });
});
