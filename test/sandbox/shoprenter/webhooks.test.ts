import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { shoprenter, type ShoprenterClient } from './client';

interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

describe('webhooks of the Shoprenter room', () => {
  let clock = Date.parse('2026-03-02T12:00:00Z');
  let sandbox: Sandbox;
  let client: ShoprenterClient;
  let receiver: Server;
  let url: string;
  let answer = 200;
  let received: Received[] = [];
  const tick = () => (clock += 1000);
  const room = (verb: string, body: unknown) => control(sandbox).post(`shoprenter/${verb}`, body);
  const state = async () => (await control(sandbox).get('shoprenter/state')).data;
  const hook = (change: Record<string, unknown> = {}) => ({ event: 'order_status_change', status: '1', label: 'n8n', webHookParameters: [{ type: 'json', url }], ...change });
  const settled = async () => {
    for (;;) {
      const now = await state();
      if (now.pendingDeliveries === 0) return now;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const texts = () => received.map(({ body }) => JSON.parse(/name="data"\r\n\r\n([\s\S]*)\r\n--/.exec(body)?.[1] ?? 'null'));

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        response.statusCode = answer;
        response.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?secret=s`;
  });
  beforeEach(async () => {
    sandbox.reset();
    received = [];
    answer = 200;
    client = await shoprenter(sandbox, tick);
    await room('seed', { orders: [{}, { kind: 'cod' }, { kind: 'cart' }] });
  });
  afterAll(async () => {
    await sandbox.close();
    await new Promise((resolve) => receiver.close(resolve));
  });

  test('are created, read, changed and deleted', async () => {
    const made = await client.post('webHooks', hook());
    expect([made.status, made.data]).toEqual([201, expect.objectContaining({ event: 'order_status_change', status: '1', label: 'n8n', webHookParameters: [expect.objectContaining({ type: 'json', url })] })]);
    expect((await client.get('webHooks?full=1')).data.items).toHaveLength(1);
    expect((await client.get('webHooks?event=order_confirm')).status).toBe(400);
    expect((await client.put(`webHooks/${made.data.id}`, hook({ status: '0' }))).data.status).toBe('0');
    expect((await client.delete(`webHooks/${made.data.id}`)).status).toBe(204);
    expect((await client.delete(`webHooks/${made.data.id}`)).status).toBe(404);
    await control(sandbox).post('shoprenter/assume', { 'one-element-list': 'object' });
    expect((await client.post('webHooks', hook())).data.webHookParameters.url).toBe(url);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no event', { event: undefined }],
    ['an unknown event', { event: 'order_new' }],
    ['no status', { status: undefined }],
    ['no label', { label: '' }],
    ['no parameters', { webHookParameters: undefined }],
    ['an empty list of parameters', { webHookParameters: [] }],
    ['another type', { webHookParameters: [{ type: 'form', url: 'https://example.com' }] }],
    ['no address', { webHookParameters: [{ type: 'json', url: 'example' }] }],
    ['a field the event does not offer', { webHookParameters: [{ type: 'json', url: 'https://example.com', fields: ['order_paymentMethodCode'] }] }],
    ['a delay without unit', { webHookDelay: [{ delay: '1' }] }],
  ])('with %s are refused', async (_name, change) => {
    expect((await client.post('webHooks', hook(change))).status).toBe(400);
    expect((await state()).webHooks).toEqual([]);
  });

  test('the address is tried when that is assumed', async () => {
    await control(sandbox).post('shoprenter/assume', { 'webhook-probe': 'yes' });
    answer = 404;
    expect((await client.post('webHooks', hook())).status).toBe(400);
    answer = 200;
    expect((await client.post('webHooks', hook())).status).toBe(201);
    expect(received.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  test('are posted as one multipart field of ASCII text, with what the sample holds', async () => {
    await client.post('webHooks', hook());
    expect((await room('deliver', { orders: ['1002'] })).data).toEqual({ sent: 1 });
    await settled();
    const [{ method, url: path, headers, body }] = received;
    expect([method, path, headers['user-agent'], headers.accept]).toEqual(['POST', '/hook?secret=s', 'ShopRenter', '*/*']);
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=-+[0-9a-f]+$/);
    expect(body).toMatch(/\\u00[0-9a-f]{2}/);
    expect(Buffer.byteLength(body)).toBe(body.length);
    const [order] = texts()[0].orders.order;
    expect(order).toMatchObject({ innerId: '1002', innerResourceId: expect.stringMatching(/^orders\//), orderHistory: { status: '1', statusText: 'Függőben lévő' }, paymentGrossPrice: 490 });
    expect(order.orderProducts.orderProduct[0]).toMatchObject({ quantity: expect.any(String), sku: expect.any(String) });
    expect(order).not.toHaveProperty('paymentMethodCode');
    // Net of the goods, VAT of the goods, and all there is to pay.
    expect(Number(order.total) + Number(order.taxPrice) + Number(order.shippingGrossPrice) + order.paymentGrossPrice).toBeCloseTo(Number(order.totalGross), 4);
  });

  test('hold only the fields that were asked for', async () => {
    await client.post('webHooks', hook({ webHookParameters: [{ type: 'json', url, fields: ['order_innerId', 'order_paymentCountryIsoCode2', 'orderProduct_sku', 'orderHistory_status'] }] }));
    await room('deliver', { orders: ['1001'] });
    await settled();
    expect(texts()[0].orders.order).toEqual([{ innerId: '1001', paymentCountryIsoCode2: 'HU', orderHistory: { status: '1' }, orderProducts: { orderProduct: [{ sku: expect.any(String) }] } }]);
  });

  test('go out by choice: other forms, several orders, several times, elsewhere, broken', async () => {
    await room('deliver', { url, form: 'json', together: true });
    await room('deliver', { url, form: 'urlencoded', field: 'payload', orders: ['1001'], times: 2 });
    await room('deliver', { url, form: 'json', data: '{broken' });
    const { deliveries } = await settled();
    const bodies = received.map(({ headers, body }) => [headers['content-type'], body]);
    expect(JSON.parse(bodies.find(([, body]) => body?.startsWith('{"orders"'))?.[1] ?? '').orders.order.map(({ innerId }: { innerId: string }) => innerId)).toEqual(['1001', '1002']);
    const forms = bodies.filter(([type]) => type === 'application/x-www-form-urlencoded');
    expect(forms).toHaveLength(2);
    expect(JSON.parse(new URLSearchParams(forms[0][1]).get('payload') ?? '').orders.order[0].innerId).toBe('1001');
    expect(bodies).toContainEqual(['application/json', '{broken']);
    expect(deliveries.map(({ status }: { status: number }) => status)).toEqual([200, 200, 200, 200]);
    expect((await room('deliver', {})).status).toBe(400);
    for (const wrong of [{ url, form: 'xml' }, { url, event: 'x' }, { url, orders: ['9'] }]) expect((await room('deliver', wrong)).status).toBeGreaterThanOrEqual(400);
  });

  test('a change of status in the admin fires them, one through the API only where that is assumed', async () => {
    await client.post('webHooks', hook());
    await client.post('webHooks', hook({ status: '0' }));
    await room('changeStatus', { orders: ['1001'], status: 'done' });
    await settled();
    expect(texts()[0].orders.order[0].orderHistory.statusText).toBe('Teljesítve');
    await room('changeStatus', { orders: ['1001'], status: 'processing', quiet: true });
    const [{ id }] = (await client.get('orders?full=1')).data.items;
    const [status] = (await client.get('orderStatuses?full=1')).data.items;
    await client.put(`orders/${id}`, { orderStatus: { id: status.id } });
    await settled();
    expect(received).toHaveLength(1);
    await control(sandbox).post('shoprenter/assume', { 'status-put': 'history-and-webhook' });
    await client.put(`orders/${id}`, { orderStatus: { id: status.id } });
    await settled();
    expect(received).toHaveLength(2);
  });

  test('a failed delivery is not repeated, unless that is assumed', async () => {
    answer = 500;
    await room('deliver', { url, orders: ['1001'] });
    expect((await settled()).deliveries.map(({ status, attempt }: { status: number; attempt: number }) => [status, attempt])).toEqual([[500, 1]]);
    await control(sandbox).post('shoprenter/assume', { 'webhook-retry': 'twice' });
    await room('deliver', { url, orders: ['1001'] });
    expect((await settled()).deliveries).toHaveLength(4);
    await room('deliver', { url: 'http://127.0.0.1:1/', orders: ['1001'] });
    expect((await settled()).deliveries.at(-1).status).toBe(0);
  });
});
