import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { cin7Core, importSale, walkingClock, type Call } from './client';

describe('webhooks of the Cin7 Core room', () => {
  let sandbox: Sandbox;
  let call: Call;
  let listener: Server;
  let heard: Array<{ headers: IncomingHttpHeaders; body: string }> = [];
  let reply = 200;
  let address = '';
  const state = async () => (await control(sandbox).get('cin7core/state')).data;
  const verb = async (name: string, body: unknown = {}) => expect((await control(sandbox).post(`cin7core/${name}`, body)).status).toBe(200);
  const deliver = async (count: number) => {
    await verb('deliver');
    expect((await state()).deliveries).toHaveLength(count);
  };
  const subscribe = (Type: string, change: object = {}) => call('POST', 'webhooks', { Type, IsActive: true, ExternalURL: address, ExternalAuthorizationType: 'noauth', ...change });
  const bodies = () => heard.map(({ body }) => JSON.parse(body));

  beforeAll(async () => {
    sandbox = await startSandbox({ now: walkingClock() });
    call = cin7Core(sandbox);
    listener = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(reply).end();
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
  });
  beforeEach(() => {
    sandbox.reset();
    heard = [];
    reply = 200;
  });
  afterAll(async () => {
    listener.close();
    await sandbox.close();
  });

  test('made, listed, changed and removed', async () => {
    const [made] = (await subscribe('Sale/OrderAuthorised')).data.Webhooks;
    expect(made).toMatchObject({ Type: 'Sale/OrderAuthorised', IsActive: true, ExternalURL: address });
    expect((await call('GET', 'webhooks')).data.Webhooks).toEqual([made]);
    expect((await call('PUT', 'webhooks', { ...made, IsActive: false })).data.Webhooks[0].IsActive).toBe(false);
    expect((await call('DELETE', `webhooks?ID=${made.ID}`)).data).toEqual({ Webhooks: [] });
    expect((await call('DELETE', `webhooks?ID=${made.ID}`)).status).toBe(400);
  });

  test('five of a type, known types, whole credentials', async () => {
    for (let index = 0; index < 5; index += 1) expect((await subscribe('Sale/Voided')).status).toBe(200);
    expect((await subscribe('Sale/Voided')).status).toBe(400);
    expect((await subscribe('Sale/Undo')).status).toBe(200);
    for (const change of [{ Type: 'Sale/Invented' }, { ExternalURL: 'nowhere' }, { ExternalAuthorizationType: 'hmac' }, { ExternalAuthorizationType: 'bearerauth' }, { ExternalAuthorizationType: 'basicauth', ExternalUserName: 'a' }]) expect((await subscribe('Sale/Created', change)).status).toBe(400);
  });

  test('none without the automation module', async () => {
    await verb('account', { automationModule: false });
    expect((await subscribe('Sale/Created')).status).toBe(400);
    await control(sandbox).post('cin7core/assume', { 'no-automation-module': '403' });
    expect((await subscribe('Sale/Created')).status).toBe(403);
  });

  test('an authorised order is told, with the bearer that was asked for', async () => {
    await subscribe('Sale/OrderAuthorised', { ExternalAuthorizationType: 'bearerauth', ExternalBearerToken: 's3cret', ExternalHeaders: [{ Key: 'x-flow', Value: '7' }] });
    const id = await importSale(call, 'A1');
    expect([heard.length, (await state()).waitingDeliveries]).toEqual([0, 1]);
    await deliver(1);
    expect([heard[0].headers.authorization, heard[0].headers['x-flow']]).toEqual(['Bearer s3cret', '7']);
    expect(bodies()).toEqual([{ SaleID: id.toUpperCase(), SaleOrderNumber: 'SO-00501', EventType: 'Sale/OrderAuthorised' }]);
  });

  test('a tracking number is told with local dates; the shipment without a SaleID', async () => {
    await subscribe('Sale/ShipmentTrackingNumberChanged');
    await subscribe('Sale/ShipmentAuthorised', { ExternalAuthorizationType: 'basicauth', ExternalUserName: 'u', ExternalPassword: 'p' });
    await importSale(call, 'A1');
    await verb('despatch', { trackingNumber: 'JK1' });
    await deliver(2);
    const byType = Object.fromEntries(bodies().map((body) => [body.EventType, body]));
    expect(byType['Sale/ShipmentTrackingNumberChanged'].Shipments).toEqual([{ ShipmentDate: '21/11/2026', TrackingNumber: 'JK1', TrackingUrl: '', Carrier: 'Royal Mail' }]);
    expect(byType['Sale/ShipmentAuthorised']).toMatchObject({ OrderNumber: 'SO-00501' });
    expect(byType['Sale/ShipmentAuthorised']).not.toHaveProperty('SaleID');
    expect(heard.map(({ headers }) => headers.authorization)).toContain(`Basic ${Buffer.from('u:p').toString('base64')}`);
  });

  test('payloads may be as broken as the samples', async () => {
    await control(sandbox).post('cin7core/assume', { 'webhook-json': 'broken', 'webhook-guid-case': 'lower' });
    await subscribe('Sale/Voided');
    const id = await importSale(call, 'A1');
    await call('DELETE', `sale?ID=${id}&Void=true`);
    await deliver(1);
    expect(heard[0].body).toContain(id);
    expect(() => JSON.parse(heard[0].body)).toThrow(SyntaxError);
  });

  test('changed stock is an array of rows', async () => {
    await subscribe('Stock/AvailableStockLevelChanged');
    await verb('restock', { levels: { 'MUG-RED-330': 3 } });
    await deliver(1);
    expect(bodies()).toMatchObject([[{ SKU: 'MUG-RED-330', Location: 'Main Warehouse', OnHand: 3, Available: 3 }]]);
  });

  test('six failures and the webhook is off, until somebody switches it on again', async () => {
    const [made] = (await subscribe('Sale/Created')).data.Webhooks;
    reply = 422;
    await importSale(call, 'A1');
    for (let attempt = 1; attempt <= 6; attempt += 1) await deliver(attempt);
    await verb('deliver');
    const { webhooks, deliveries } = await state();
    expect([webhooks[0].IsActive, deliveries.map((one: { attempt: number }) => one.attempt)]).toEqual([false, [1, 2, 3, 4, 5, 6]]);
    reply = 200;
    await importSale(call, 'A2');
    await call('PUT', 'webhooks', { ...made, IsActive: true });
    await importSale(call, 'A3');
    await deliver(7);
    expect(JSON.parse(heard[6].body).SaleOrderNumber).toBe('SO-00503');
  });
});
