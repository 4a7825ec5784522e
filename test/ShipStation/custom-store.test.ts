/** ShipStation pulls and notifies; between it and the node stands what a template's Webhook and Respond to Webhook are. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../support/n8n';
import { order, ShipStationRoom } from './support/shipstation';

const AUTH = `Basic ${Buffer.from('store:secret').toString('base64')}`;
jest.setTimeout(30_000);

let room: ShipStationRoom;
let server: Server;
let orders: IDataObject[] = [];
let parameters: IDataObject = {};
const left: string[] = [];
const notices: IDataObject[] = [];

async function build(query: IDataObject): Promise<IDataObject> {
  const { items, errors } = await runNode({
    type: 'shipStation',
    parameters: { resource: 'customStore', operation: 'buildAnswer', order: '={{ $json }}', query: JSON.stringify(query), ...parameters } as never,
    vault: await room.vault(),
    input: orders.length > 0 ? orders : [{}],
    onError: 'continueErrorOutput',
  });
  left.push(...errors.map(({ json }) => String((json.error as IDataObject).message)));
  return items[0].json;
}

async function notified(query: IDataObject, body: unknown): Promise<void> {
  const { items } = await runNode({
    type: 'shipStation',
    parameters: { resource: 'customStore', operation: 'readNotification', query: JSON.stringify(query), body: '={{ $json.body }}' },
    vault: await room.vault(),
    input: [{ body: body as string }],
  });
  notices.push(...items.map(({ json }) => json));
}

beforeAll(async () => {
  room = await ShipStationRoom.open();
  server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      if (request.headers.authorization !== AUTH) return void response.writeHead(401).end();
      const query = Object.fromEntries(new URL(request.url ?? '/', 'http://127.0.0.1').searchParams);
      if (request.method === 'POST') {
        await notified(query, Buffer.concat(parts).toString('utf8'));
        return void response.writeHead(200).end();
      }
      const { statusCode, contentType, body } = await build(query);
      response.writeHead(Number(statusCode), { 'content-type': String(contentType) }).end(String(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await room.close();
});
beforeEach(() => {
  room.reset();
  [orders, parameters] = [[], {}];
  left.length = 0;
  notices.length = 0;
});

const connection = () => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/store`, username: 'store', password: 'secret' });
const pull = async (more: object = {}) => await room.act('pull', { ...connection(), from: '2026-01-06T08:00:00Z', to: '2026-01-06T12:00:00Z', ...more });
const stored = async () => (await room.state<{ orders: Array<IDataObject & { orderNumber: string; status: string; lines: IDataObject[]; header: IDataObject }> }>()).orders;

describe('Custom Store: Build Answer', () => {
  it('gives ShipStation what it takes: the orders changed in the window, with all that belongs to them', async () => {
    orders = [order('SO-1', { gift: { flag: true, message: 'Happy \u0007 birthday &amp; all' } }), order('SO-OLD', { updatedAt: '2025-01-01T00:00:00.000Z' })];
    const pulled = await pull();
    const [one, ...others] = await stored();
    expect([pulled, others]).toEqual([expect.anything(), []]);
    expect(one).toMatchObject({ orderNumber: 'SO-1', status: 'awaiting_shipment' });
    expect(one.lines.map(({ sku, quantity, unitPrice, adjustment }) => [sku ?? '', quantity, unitPrice, adjustment])).toEqual([
      ['MUG-BLUE-330', 2, 12, false],
      ['', 1, -2, true],
    ]);
    expect(JSON.stringify(one)).toContain('Happy  birthday & all');
  });

  it('leaves one bad order out and tells it, and the page goes through', async () => {
    orders = [order('SO-1'), order('SO-BAD', { shippingAddress: { name: 'Ada', street: 'x', city: 'y' } }), order('SO-HALF', { lines: [{ id: 'l', sku: 'A', quantity: 0.5 }] }), order('SO-2')];
    await pull();
    expect((await stored()).map(({ orderNumber }) => orderNumber).sort()).toEqual(['SO-1', 'SO-2']);
    expect(left).toEqual([expect.stringContaining("'SO-BAD': the shipping address lacks country"), expect.stringContaining('SO-HALF')]);
  });

  it('pages what is more than a page, and each order comes once', async () => {
    orders = Array.from({ length: 7 }, (_, index) => order(`SO-${index}`));
    parameters = { pageSize: 3 };
    await pull();
    expect((await stored()).map(({ orderNumber }) => orderNumber).sort()).toEqual(orders.map(({ number }) => String(number)));
  });

  it('takes what changed in the last minute, dates without signs, and either zone', async () => {
    orders = [order('SO-1', { updatedAt: '2026-01-06T12:00:59.999Z' })];
    await pull({ dates: 'bare' });
    expect(await stored()).toHaveLength(1);
    room.reset();
    await room.assume({ 'export-zone': 'America/Los_Angeles' });
    parameters = { timeZone: 'America/Los_Angeles' };
    await pull();
    expect(await stored()).toHaveLength(1);
  });

  it('says that there is nothing in a way ShipStation takes', async () => {
    expect((await build({ action: 'export', start_date: '01/06/2026 08:00', end_date: '01/06/2026 12:00', page: '1' })).body).toBe('<?xml version="1.0" encoding="UTF-8"?><Orders pages="1"/>');
    await pull();
    expect(await stored()).toEqual([]);
  });

  it('writes the words of the connection form, and leaves out what is on its way already', async () => {
    orders = [order('SO-1'), order('SO-2', { status: 'cancelled', vendorStatus: 'VOIDED' }), order('SO-3', { tracking: [{ number: 'JK1' }] }), order('SO-4', { vendorStatus: 'BACKORDERED' })];
    parameters = { statusNames: { awaiting_shipment: 'Ready' }, options: { statuses: { rule: [{ status: 'BACKORDERED', becomes: 'on_hold' }] } } };
    const { body } = await build({ action: 'export', start_date: '01/06/2026 08:00', end_date: '01/06/2026 12:00' });
    expect([...String(body).matchAll(/<OrderStatus><!\[CDATA\[(.*?)]]>/g)].map(([, word]) => word)).toEqual(['Ready', 'cancelled', 'on_hold']);
  });

  it.each([
    [{ action: 'export' }, 'start_date'],
    [{ action: 'other', start_date: '01/06/2026 08:00', end_date: '01/06/2026 12:00' }, 'action'],
  ])('answers %j with 400', async (query, named) => {
    orders = [order('SO-1')];
    expect(await build(query)).toMatchObject({ statusCode: 400, body: expect.stringContaining(named) });
  });
});

describe('Custom Store: Read Notification', () => {
  async function shipped(): Promise<void> {
    orders = [order('SO-1')];
    await pull();
    await room.act('despatch', { orders: ['SO-1'] });
  }

  it('reads a despatch of the order at its source, and a repeat has the same key', async () => {
    await shipped();
    notices.length = 0;
    await room.act('shipnotify', { ...connection(), order: 'SO-1', times: 2 });
    expect(notices.length).toBeGreaterThan(1);
    expect(notices[0]).toMatchObject({
      order: { channel: 'cin7core', account: 'main', id: 'id-SO-1' },
      orderNumber: 'SO-1',
      parcels: [{ carrier: 'royal-mail', trackingNumber: expect.any(String), lines: [{ sku: 'MUG-BLUE-330', quantity: 2 }] }],
      state: 'done',
    });
    expect(new Set(notices.map(({ key }) => key)).size).toBe(1);
  });

  it('makes do with the query where there is no body', async () => {
    await shipped();
    await room.act('shipnotify', { ...connection(), order: 'SO-1', body: 'none' });
    expect(notices[0]).toMatchObject({ orderNumber: 'SO-1', parcels: [{ trackingNumber: expect.any(String) }] });
  });

  it('reads the body as n8n itself has read it', async () => {
    const body = { shipnotice: { ordernumber: 'SO-9', orderid: 'cin7core:main:x', notifycustomer: 'false', shipdate: '01/07/2026', carrier: 'RoyalMail', trackingnumber: 'JK9', items: { item: { sku: 'A', quantity: '1', lineitemid: 'l1' } } } };
    await notified({ action: 'shipnotify' }, body);
    expect(notices[0]).toMatchObject({ order: { id: 'x' }, shippedAt: '2026-01-07T00:00:00.000Z', notifyBuyer: false, parcels: [{ trackingNumber: 'JK9', lines: [{ lineId: 'l1', sku: 'A', quantity: 1 }] }] });
  });

  it('refuses a request that is none', async () => {
    await expect(notified({ action: 'export' }, '')).rejects.toThrow('shipnotify');
  });

  it('refuses a body of another order than the address names, as n8n gives it when two arrive at once', async () => {
    const body = '<ShipNotice><OrderNumber>SO-2</OrderNumber><OrderID>cin7core:main:x</OrderID></ShipNotice>';
    await expect(notified({ action: 'shipnotify', order_number: 'SO-1' }, body)).rejects.toThrow("tells of order 'SO-1', its body of 'SO-2'");
    await notified({ action: 'shipnotify', order_number: 'SO-2' }, body);
    expect(notices.map(({ orderNumber }) => orderNumber)).toEqual(['SO-2']);
  });
});
