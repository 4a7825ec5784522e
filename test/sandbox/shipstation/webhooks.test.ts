import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { newOrder, v1, v2 } from './client';

interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  raw: string;
}

describe('webhooks of the ShipStation room', () => {
  let sandbox: Sandbox;
  let listener: Server;
  let heard: Heard[] = [];
  let address = '';
  let one: ReturnType<typeof v1>;
  let two: ReturnType<typeof v2>;
  const verb = async (name: string, body: unknown = {}, status = 200) => {
    const answer = await control(sandbox).post(`shipstation/${name}`, body);
    expect([name, answer.status]).toEqual([name, status]);
    return answer.data;
  };
  const subscribe = async (event: string, change: Record<string, unknown> = {}) => (await one('POST', 'webhooks/subscribe', { target_url: `${address}/v1?key=s3cret`, event, store_id: null, friendly_name: 'n8n 7', ...change })).data;
  const bodies = () => heard.map(({ raw }) => JSON.parse(raw) as { resource_url: string; resource_type: string });
  const signed = async ({ headers, raw }: Heard): Promise<boolean> => {
    const { keys } = (await (await fetch(`${sandbox.url}/shipstation-v2/jwks`)).json()) as { keys: Array<JsonWebKey & { kid: string }> };
    const jwk = keys.find(({ kid }) => kid === headers['x-shipengine-rsa-sha256-key-id']);
    if (!jwk) return false;
    return verify('sha256', Buffer.from(`${String(headers['x-shipengine-timestamp'])}.${raw}`), createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(String(headers['x-shipengine-rsa-sha256-signature']), 'base64'));
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
    one = v1(sandbox);
    two = v2(sandbox);
    listener = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push({ path: String(request.url), headers: request.headers, raw: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    sandbox.reset();
    heard = [];
  });
  afterAll(async () => {
    listener.close();
    await sandbox.close();
  });

  test('v1: subscribed, listed, removed; the id has two names', async () => {
    const { id } = await subscribe('SHIP_NOTIFY');
    expect((await one('GET', 'webhooks')).data.webhooks).toMatchObject([{ WebHookID: id, HookType: 'SHIP_NOTIFY', StoreID: null, Url: `${address}/v1?key=s3cret`, Name: 'n8n 7' }]);
    expect([(await one('DELETE', `webhooks/${id}`)).status, (await one('DELETE', `webhooks/${id}`)).status]).toEqual([200, 404]);
    await verb('assume', { 'subscribe-answer': 'WebHookID' });
    expect(await subscribe('ORDER_NOTIFY')).toMatchObject({ WebHookID: expect.any(Number), HookType: 'ORDER_NOTIFY' });
    expect((await one('POST', 'webhooks/subscribe', { target_url: address, event: 'SHIPPED' })).status).toBe(400);
  });

  test('v1: a batch of labels is one unsigned pointer to all of them', async () => {
    await subscribe('SHIP_NOTIFY');
    await subscribe('FULFILLMENT_SHIPPED');
    await one('POST', 'orders/createorders', ['A1', 'A2', 'A3'].map((number) => newOrder(number)));
    await verb('despatch', { orders: ['A1', 'A2'] });
    await verb('markExternally');
    await verb('settle');
    expect(bodies().map(({ resource_type }) => resource_type)).toEqual(['SHIP_NOTIFY', 'FULFILLMENT_SHIPPED']);
    expect(heard.every(({ path, headers }) => path === '/v1?key=s3cret' && headers['x-shipengine-timestamp'] === undefined)).toBe(true);
    const rows = await Promise.all(bodies().map(async ({ resource_url }) => (await one('GET', resource_url.slice(`${sandbox.url}/shipstation/`.length))).data));
    expect(bodies()[0].resource_url.length).toBeLessThanOrEqual(200);
    expect([rows[0].total, rows[0].shipments[0].shipmentItems, rows[1].fulfillments.map(({ orderNumber }: { orderNumber: string }) => orderNumber)]).toEqual([2, null, ['A3']]);
    const withItems = await one('GET', bodies()[0].resource_url.slice(`${sandbox.url}/shipstation/`.length).replace('includeShipmentItems=False', 'includeShipmentItems=True'));
    expect(withItems.data.shipments[0].shipmentItems).toHaveLength(1);
  });

  test('v1: new orders are told per store', async () => {
    await subscribe('ORDER_NOTIFY', { store_id: 2003 });
    await subscribe('ORDER_NOTIFY', { store_id: 2002, target_url: `${address}/manual` });
    await one('POST', 'orders/createorder', newOrder('B1'));
    await one('POST', 'orders/createorder', newOrder('B1', { internalNotes: 'changed' }));
    await verb('settle');
    expect(heard.map(({ path }) => path)).toEqual(['/manual']);
    const { data } = await one('GET', bodies()[0].resource_url.slice(`${sandbox.url}/shipstation/`.length));
    expect(data.orders.map(({ orderNumber }: { orderNumber: string }) => orderNumber)).toEqual(['B1']);
  });

  test('v2: signed pointers with headers of our own', async () => {
    const wish = { name: 'n8n 7', event: 'fulfillment_shipped_v2', url: `${address}/v2`, headers: [{ key: 'x-flow', value: 's3cret' }] };
    const { webhook_id } = (await two('POST', 'environment/webhooks', wish)).data;
    expect((await two('POST', 'environment/webhooks', wish)).status).toBe(409);
    await one('POST', 'orders/createorder', newOrder('C1'));
    await verb('markExternally');
    await verb('settle');
    expect(heard).toMatchObject([{ path: '/v2', headers: { 'x-flow': 's3cret' } }]);
    expect(bodies()[0].resource_type).toBe('FULFILLMENT_SHIPPED_V2');
    expect(await signed(heard[0])).toBe(true);
    const { data } = await two('GET', bodies()[0].resource_url.slice(`${sandbox.url}/shipstation-v2/v2/`.length));
    expect(data.fulfillments).toMatchObject([{ shipment_number: 'C1' }]);
    expect((await two('GET', `environment/webhooks/${webhook_id}`)).data).toMatchObject({ event: 'fulfillment_shipped_v2', url: `${address}/v2` });
    expect((await two('PUT', `environment/webhooks/${webhook_id}`, { url: `${address}/other` })).status).toBe(204);
    expect((await two('GET', 'environment/webhooks')).data[0].url).toBe(`${address}/other`);
    expect([(await two('DELETE', `environment/webhooks/${webhook_id}`)).status, (await two('DELETE', `environment/webhooks/${webhook_id}`)).status]).toEqual([204, 404]);
    expect((await two('POST', 'environment/webhooks', { ...wish, event: 'anything' })).status).toBe(400);
  });

  test('v2: deliveries come again, spoilt, forged, and with another key', async () => {
    await two('POST', 'environment/webhooks', { event: 'label_created_v2', url: `${address}/v2` });
    await one('POST', 'orders/createorder', newOrder('D1'));
    await verb('despatch');
    await verb('settle');
    await verb('deliver', { event: 'label_created_v2', times: 2 });
    expect(new Set(heard.map(({ raw }) => raw)).size).toBe(1);
    heard = [];
    for (const spoil of ['body', 'signature', 'unknown-key', 'unsigned', 'old']) await verb('deliver', { event: 'label_created_v2', spoil });
    expect(await Promise.all(heard.map(signed))).toEqual([false, false, false, false, true]);
    expect(Date.now() - Date.parse(String(heard[4].headers['x-shipengine-timestamp']))).toBeGreaterThan(5 * 60_000);
    await verb('rotateKey');
    await verb('deliver', { event: 'label_created_v2', resourceUrl: 'https://evil.example.test/v2/labels' });
    expect([heard[5].headers['x-shipengine-rsa-sha256-key-id'], await signed(heard[5]), bodies()[5].resource_url]).toEqual(['demo-key-2', true, 'https://evil.example.test/v2/labels']);
    await verb('deliver', { event: 'unknown' }, 404);
  });

  test('v2: a batch points to a single object', async () => {
    await two('POST', 'environment/webhooks', { event: 'batch_processed_v2', url: `${address}/v2` });
    await one('POST', 'orders/createorder', newOrder('E1', { carrierCode: 'royal_mail', serviceCode: 'rm_24' }));
    const { shipment_id } = (await two('GET', 'shipments')).data.shipments[0];
    const { data } = await two('POST', 'batches', { shipment_ids: [shipment_id], process_labels: { create_batch_and_process_labels: true, label_format: 'pdf' } });
    await verb('settle');
    expect(bodies()).toEqual([{ resource_url: `${sandbox.url}/shipstation-v2/v2/batches/${data.batch_id}`, resource_type: 'BATCH_PROCESSED_V2' }]);
  });
});
