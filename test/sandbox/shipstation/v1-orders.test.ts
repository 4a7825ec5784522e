import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { newOrder, v1 } from './client';

describe('orders of v1 in the ShipStation room', () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof v1>;
  const assume = async (body: unknown) => expect((await control(sandbox).post('shipstation/assume', body)).status).toBe(200);
  const create = async (number: string, change: Record<string, unknown> = {}) => {
    const { status, data } = await call('POST', 'orders/createorder', newOrder(number, change));
    expect([status, data.orderNumber]).toEqual([200, number]);
    return data;
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
    call = v1(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('a known orderKey is replaced, and what is not sent is emptied', async () => {
    const first = await create('S1', { internalNotes: 'call first', tagIds: [301] });
    const second = await create('S1', { customerEmail: undefined });
    expect(second.orderId).toBe(first.orderId);
    expect([first.internalNotes, second.internalNotes, second.customerEmail, second.tagIds]).toEqual(['call first', null, null, null]);
    expect(second.items[0].orderItemId).toBe(first.items[0].orderItemId);
    const { data } = await call('GET', 'orders');
    expect(data).toMatchObject({ total: 1, page: 1, pages: 1 });
  });

  test('without orderKey every call is a new order', async () => {
    await create('S1', { orderKey: undefined });
    await create('S1', { orderKey: undefined });
    const { data } = await call('GET', 'orders');
    expect(data.orders.map(({ orderKey }: { orderKey: string }) => orderKey)).toHaveLength(2);
    expect(new Set(data.orders.map(({ orderKey }: { orderKey: string }) => orderKey)).size).toBe(2);
  });

  test('orderTotal is computed from items, discounts, tax and shipping', async () => {
    const order = await create('S1', { taxAmount: 1.1, orderTotal: 999, items: [{ name: 'Tea', quantity: 3, unitPrice: 0.1 }, { name: 'Coupon', quantity: 1, unitPrice: -0.2, adjustment: true }] });
    expect(order.orderTotal).toBe(5.1);
    const [{ ignored }] = (await control(sandbox).get('shipstation/requests')).data;
    expect(ignored).toEqual(['apiOrder.orderTotal']);
  });

  test('a batch answers each order, with 200 whatever happened', async () => {
    const { status, data } = await call('POST', 'orders/createorders', [newOrder('S1'), newOrder('S2', { billTo: undefined }), newOrder('S3', { orderNumber: 'x'.repeat(51) })]);
    expect(status).toBe(200);
    expect(data.hasErrors).toBe(true);
    expect(data.results.map(({ orderKey, success, orderId }: Record<string, unknown>) => [orderKey, success, typeof orderId])).toEqual([['cin7:S1', true, 'number'], ['cin7:S2', false, 'object'], ['cin7:S3', false, 'object']]);
    expect(data.results[1].errorMessage).toContain('billTo');
  });

  test('a batch is a bare array of at most 100', async () => {
    const orders = Array.from({ length: 101 }, (_, index) => newOrder(`S${index}`));
    expect((await call('POST', 'orders/createorders', { orders: [newOrder('S1')] })).status).toBe(400);
    expect((await call('POST', 'orders/createorders', orders)).status).toBe(400);
    expect((await call('POST', 'orders/createorders', orders.slice(1))).data.results).toHaveLength(100);
  });

  test('wrong types, zones and fractions are refused by name', async () => {
    for (const [change, named] of [
      [{ orderDate: '2026-11-21T01:00:00Z' }, 'apiOrder.orderDate'],
      [{ amountPaid: '29.88' }, 'apiOrder.amountPaid'],
      [{ items: [{ name: 'Tea', quantity: 1.5, unitPrice: 1 }] }, 'apiOrder.items[0].quantity'],
      [{ items: [{ name: 'Tea', quantity: 1, unitPrice: -1 }] }, 'apiOrder.items[0].unitPrice'],
      [{ weight: { value: 1, units: 'kilograms' } }, 'apiOrder.weight.units'],
      [{ orderStatus: 'pending_fulfillment' }, 'apiOrder.orderStatus'],
      [{ advancedOptions: { storeId: 2004 } }, 'apiOrder.advancedOptions.storeId'],
      [{ shipTo: { name: 'Ada', country: 'United Kingdom' } }, 'apiOrder.shipTo.country'],
    ] as const) {
      const { status, data } = await call('POST', 'orders/createorder', newOrder('S1', change));
      expect([status, Object.keys(data.ModelState)]).toEqual([400, [named]]);
    }
  });

  test('shipped and cancelled orders are locked', async () => {
    const { orderId } = await create('S1');
    await call('POST', 'orders/markasshipped', { orderId, carrierCode: 'royal_mail', trackingNumber: 'T1' });
    const { status, data } = await call('POST', 'orders/createorder', newOrder('S1'));
    expect([status, JSON.stringify(data)]).toEqual([400, expect.stringContaining('shipped')]);
    await create('S2');
    expect((await create('S2', { orderStatus: 'cancelled' })).orderStatus).toBe('cancelled');
    expect((await call('POST', 'orders/createorder', newOrder('S2'))).status).toBe(400);
  });

  test('cancelling through createorder may be refused; deleting works either way', async () => {
    const { orderId } = await create('S1');
    await assume({ 'cancel-through-createorder': 'refused' });
    expect((await call('POST', 'orders/createorder', newOrder('S1', { orderStatus: 'cancelled' }))).status).toBe(400);
    expect((await call('DELETE', `orders/${orderId}`)).data).toMatchObject({ success: true });
    expect((await call('GET', `orders/${orderId}`)).status).toBe(404);
    expect((await call('GET', 'orders')).data.total).toBe(0);
  });

  test('hold and restore; the day comes by itself', async () => {
    let time = Date.parse('2026-11-21T20:00:00Z');
    const later = await startSandbox({ now: () => time });
    const api = v1(later);
    const { orderId } = (await api('POST', 'orders/createorder', newOrder('S1'))).data;
    expect((await api('POST', 'orders/restorefromhold', { orderId })).status).toBe(400);
    expect((await api('POST', 'orders/holduntil', { orderId, holdUntilDate: '2026-11-20' })).status).toBe(400);
    expect((await api('POST', 'orders/holduntil', { orderId, holdUntilDate: '2026-12-01' })).data).toMatchObject({ success: true });
    expect((await api('GET', `orders/${orderId}`)).data).toMatchObject({ orderStatus: 'on_hold', holdUntilDate: '2026-12-01' });
    time = Date.parse('2026-12-01T07:59:00Z');
    expect((await api('GET', `orders/${orderId}`)).data.orderStatus).toBe('on_hold');
    time = Date.parse('2026-12-01T08:00:00Z');
    expect((await api('GET', `orders/${orderId}`)).data).toMatchObject({ orderStatus: 'awaiting_shipment', holdUntilDate: null });
    await later.close();
  });

  test('times are Pacific on both sides of daylight saving', async () => {
    let time = Date.parse('2026-07-01T12:00:00Z');
    const later = await startSandbox({ now: () => time });
    const api = v1(later);
    const summer = (await api('POST', 'orders/createorder', newOrder('S1', { orderDate: '2026-07-01T05:00:00' }))).data;
    time = Date.parse('2026-12-01T12:00:00Z');
    const winter = (await api('POST', 'orders/createorder', newOrder('S2', { orderDate: '2026-12-01T04:00:00.1230000' }))).data;
    expect([summer.createDate, summer.orderDate, winter.createDate, winter.orderDate]).toEqual(['2026-07-01T05:00:00.0000000', '2026-07-01T05:00:00.0000000', '2026-12-01T04:00:00.0000000', '2026-12-01T04:00:00.1230000']);
    const { orders } = (await control(later).get('shipstation/state')).data;
    expect(orders.map(({ orderDate }: { orderDate: string }) => orderDate)).toEqual(['2026-07-01T12:00:00.000Z', '2026-12-01T12:00:00.123Z']);
    const numbers = async (query: string) => (await api('GET', `orders?${query}`)).data.orders.map(({ orderNumber }: { orderNumber: string }) => orderNumber);
    expect(await numbers('modifyDateStart=2026-07-01T05:00:01')).toEqual(['S2']);
    expect(await numbers('modifyDateEnd=2026-07-01 05:00:00')).toEqual(['S1']);
    expect((await api('GET', 'orders?modifyDateStart=2026-07-01T05:00:01Z')).status).toBe(400);
    await later.close();
  });

  test('orderNumber is the beginning of a number, and pages hold up to 500', async () => {
    await call('POST', 'orders/createorders', ['SO-1', 'SO-12', 'SO-2'].map((number) => newOrder(number)));
    expect((await call('GET', 'orders?orderNumber=SO-1')).data.total).toBe(2);
    const { data } = await call('GET', 'orders?pageSize=2&page=2&sortBy=CreateDate');
    expect([data.orders.map(({ orderNumber }: { orderNumber: string }) => orderNumber), data.total, data.pages]).toEqual([['SO-2'], 3, 2]);
    expect((await call('GET', 'orders?pageSize=501')).status).toBe(400);
  });

  test('one order can be refused', async () => {
    await control(sandbox).post('shipstation/faults', { kind: 'refuse', record: 'S2', message: 'not this one' });
    const { data } = await call('POST', 'orders/createorders', [newOrder('S1'), newOrder('S2')]);
    expect(data.results.map(({ success, errorMessage }: Record<string, unknown>) => [success, errorMessage])).toEqual([[true, null], [false, 'not this one']]);
  });
});
