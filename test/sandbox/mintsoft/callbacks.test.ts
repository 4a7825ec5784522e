import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { mintsoft, newOrder } from './client';

interface Heard {
  path: string;
  authorization?: string;
  body: Record<string, unknown> | unknown[];
}

describe('callbacks of the Mintsoft room', () => {
  let sandbox: Sandbox;
  let listener: Server;
  let heard: Heard[] = [];
  let replies: number[] = [];
  let address = '';
  let call: ReturnType<typeof mintsoft>;
  const verb = async (name: string, body: unknown = {}) => expect((await control(sandbox).post(`mintsoft/${name}`, body)).status).toBe(200);
  const deliveries = async (count: number) => {
    for (let look = 0; look < 100; look += 1) {
      const { deliveries: all } = (await control(sandbox).get('mintsoft/state')).data;
      if (all.length >= count) return all as Array<Record<string, unknown>>;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('no delivery');
  };
  const actionFor = (SourceOrderId: string) => ({ Type: 'API', SourceOrderId, Complete: false, ExtraCode1: `${address}/despatched?k=1`, ExtraCode2: `${address}/cancelled`, ExtraCode3: `${address}/delivered`, ExtraCode5: `${address}/split` });
  const order = async (number: string) => (await call('PUT', 'Order', newOrder(number, { ConnectAction: actionFor(number) }))).data[0];

  beforeAll(async () => {
    sandbox = await startSandbox();
    call = mintsoft(sandbox);
    listener = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push({ path: String(request.url), authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
        response.writeHead(replies.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    sandbox.reset();
    heard = [];
    replies = [];
  });
  afterAll(async () => {
    listener.close();
    await sandbox.close();
  });

  test('a despatch posts the order as it is read, whoever despatched it', async () => {
    const { OrderId } = await order('A1');
    await verb('despatch');
    await deliveries(1);
    expect(heard).toEqual([{ path: '/despatched?k=1', authorization: undefined, body: (await call('GET', `Order/${OrderId}`)).data }]);
    const other = await order('A2');
    await call('GET', `Order/${other.OrderId}/MarkDespatched?TrackingNumber=T1`);
    await verb('callback', { orders: ['A2'], event: 'despatched' });
    expect((await deliveries(3)).map(({ record, status }) => [record, status])).toEqual([['A1', 200], ['A2', 200], ['A2', 200]]);
  });

  test('cancelled, split and delivered have addresses of their own', async () => {
    await order('B1');
    await call('PUT', 'Order', newOrder('B2', { ConnectAction: actionFor('B2') }));
    await verb('split', { order: 'B1' });
    await deliveries(1);
    await verb('despatch', { orders: ['B1'] });
    await verb('delivered', { orders: ['B1'], part: 1 });
    await verb('cancel', { orders: ['B2'] });
    await deliveries(4);
    const paths = heard.map(({ path }) => path).sort();
    // The part that was split off has no address of its own.
    expect(paths).toEqual(['/cancelled', '/delivered', '/despatched?k=1', '/split']);
    expect(heard.find(({ path }) => path === '/split')?.body).toMatchObject([{ OrderNumber: 'B1', Part: 1 }, { OrderNumber: 'B1', Part: 2 }]);
  });

  test('SourceOrderId is unique per client', async () => {
    const first = await order('C1');
    const second = (await call('PUT', 'Order', newOrder('C2', { ConnectAction: actionFor('C1') }))).data[0];
    expect([first.Message, second.Success, second.Message]).toEqual(['', true, expect.stringContaining('already exists')]);
    expect((await call('PUT', `Order/${second.OrderId}/ConnectActions`, actionFor('C1'))).data).toMatchObject({ Success: false });
    expect((await call('PUT', `Order/${second.OrderId}/ConnectActions`, actionFor('C2'))).data).toMatchObject({ Success: true });
    expect((await call('GET', `Order/${second.OrderId}/ConnectActions`)).data).toMatchObject([{ SourceOrderId: 'C2', OrderId: second.OrderId }]);
  });

  test('an unanswered one is lost, or comes again', async () => {
    await order('D1');
    await order('D2');
    replies = [500];
    await verb('despatch', { orders: ['D1'] });
    await deliveries(1);
    await verb('assume', { 'callback-retry': 'once' });
    replies = [500];
    await verb('despatch', { orders: ['D2'] });
    expect((await deliveries(3)).map(({ record, status, attempt }) => [record, status, attempt])).toEqual([['D1', 500, 1], ['D2', 500, 1], ['D2', 200, 2]]);
  });

  test('an ASN calls when it is booked in', async () => {
    const { ID } = (await call('PUT', 'ASN', { WarehouseId: 3, ClientId: 17, POReference: 'PO-1', Supplier: 'S', EstimatedDelivery: '2026-12-01', GoodsInType: 'Pallet', Quantity: 1, Comments: 'c', Items: [{ SKU: '0001234', Quantity: 1 }] })).data;
    await call('PUT', `ASN/${ID}/ConnectActions`, { Type: 'API', SourceASNId: 'PO-1', ExtraCode1: `${address}/booked`, ExtraCode4: 'Bearer x' });
    await call('GET', `ASN/${ID}/BookIn`);
    await deliveries(1);
    expect(heard).toMatchObject([{ path: '/booked', authorization: 'Bearer x', body: { ID, ASNStatusId: 4, POReference: 'PO-1' } }]);
  });
});
