import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { mintsoft, newOrder } from './client';

describe('orders of the Mintsoft room', () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof mintsoft>;
  const order = async (number: string, change: Record<string, unknown> = {}) => (await call('PUT', 'Order', newOrder(number, change))).data[0];
  const state = async () => (await control(sandbox).get('mintsoft/state')).data;
  const verb = async (name: string, body: unknown = {}) => {
    const { status, data } = await control(sandbox).post(`mintsoft/${name}`, body);
    expect([name, status, data]).toEqual([name, 200, data]);
    return data;
  };
  const assume = (body: Record<string, string>) => verb('assume', body);

  beforeAll(async () => {
    sandbox = await startSandbox();
    call = mintsoft(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('one is created, found and read', async () => {
    const made = await order('A1', { Tags: 'prime,n8n', RequiredDespatchDate: '2026-07-01T00:00:00', OrderNameValues: [{ Name: 'SubSource', Value: 'Amazon UK' }] });
    expect(made).toMatchObject({ OrderNumber: 'A1', Success: true, OrderStatusId: 1, OrderStatus: 'NEW', OrderItems: [{ SKU: 'MUG-BLUE-330' }] });
    const { data } = await call('GET', `Order/${made.OrderId}`);
    expect(data).toMatchObject({ ID: made.OrderId, ClientId: 17, ExternalOrderReference: 'ref-A1', OrderStatusId: 1, CourierServiceName: 'Royal Mail 48', Tags: 'prime,n8n', Part: 1, NumberOfParts: 1, TotalOrderGross: 25.98, RequiredDespatchDate: '2026-07-01T00:00:00' });
    expect(data.OrderItems).toMatchObject([{ SKU: 'MUG-BLUE-330', Quantity: 2, Allocated: 2, OnBackOrder: 0 }]);
    expect((await call('GET', 'Order/Search?OrderNumber=ref-A1&exactMatch=true')).data).toMatchObject([{ ID: made.OrderId, OrderStatusId: null, OrderItems: null }]);
    expect((await call('GET', 'Order/Search?OrderNumber=A&exactMatch=true')).data).toEqual([]);
    expect((await call('GET', 'Order/GetOrderId?OrderNumber=A1')).data).toEqual({ OrderId: made.OrderId });
    expect(await call('GET', 'Order/GetOrderId?OrderNumber=A2')).toMatchObject({ status: 404, data: { OrderId: 0 } });
    expect((await state()).sync.orders.incoming).toEqual(['A1']);
  });

  test.each([
    ['FirstName is required', { FirstName: ' ' }],
    ['OrderNumber is required', { OrderNumber: '' }],
    ['ClientId is required', { ClientId: 0 }],
    ['Courier service not found', { CourierService: 'Pigeon' }],
    ['Warehouse not found', { WarehouseId: 99 }],
    ['Channel not found', { ChannelId: 11 }],
    ['Country not found', { Country: 'Atlantis' }],
    ['Currency not found', { Currency: 'XXX' }],
    ['At least one order item is required', { OrderItems: [] }],
    ['Quantity of MUG-BLUE-330 is not valid', { OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 0 }] }],
    ['Product not found: NOPE', { OrderItems: [{ SKU: 'NOPE', Quantity: 1 }] }],
  ])('is refused within a 200: %s', async (message, change) => {
    expect(await order('B1', change)).toMatchObject({ OrderId: 0, Success: false, Message: message });
    expect((await state()).sync.orders.incoming).toEqual([]);
  });

  test('wrong types are a 400, unknown names are dropped without a word', async () => {
    const { status, data } = await call('PUT', 'Order', newOrder('C1', { WarehouseId: '3', OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 1.5 }] }));
    expect([status, Object.keys(data.ModelState)]).toEqual([400, ['WarehouseId', 'OrderItems[0].Quantity']]);
    await order('C2', { Invented: 1 });
    await call('GET', 'Order/List?statusId=4');
    const logged = (await control(sandbox).get('mintsoft/requests')).data;
    expect(logged.map(({ operation, ignored }: { operation: string; ignored?: string[] }) => [operation, ignored])).toEqual([
      ['PUT Order', undefined],
      ['PUT Order', ['Invented']],
      ['GET Order/List', ['statusId']],
    ]);
  });

  test('nothing keeps a second one out, unless the account says so', async () => {
    await order('D1');
    expect(await order('D1')).toMatchObject({ Success: true });
    expect((await state()).sync.orders.incoming).toEqual(['D1', 'D1']);
    await assume({ 'repeated-order': 'refused' });
    expect(await order('D1')).toMatchObject({ Success: false, OrderId: 0 });
    expect(await order('D2', { ExternalOrderReference: 'ref-D1' })).toMatchObject({ Success: false });
    // Another client's numbers are its own.
    expect(await order('D1', { ClientId: 18, ChannelId: 11 })).toMatchObject({ Success: true });
  });

  test('a cancelled order can free its number', async () => {
    await assume({ 'repeated-order': 'refused' });
    const { OrderId } = await order('E1');
    expect((await call('GET', `Order/${OrderId}/Cancel`)).data).toMatchObject({ Success: true });
    expect(await order('E1')).toMatchObject({ Success: false });
    await assume({ 'repeated-order': 'refused', 'cancelled-number': 'freed' });
    expect(await order('E1')).toMatchObject({ Success: true });
  });

  test('lists show every client to an administrator, and 100 rows at most', async () => {
    await verb('seed', { orders: 130 });
    await verb('seed', { orders: [{ OrderNumber: 'MS-000001', ExternalOrderReference: 'x', ClientId: 18, ChannelId: 11, OrderItems: [{ SKU: '0001234', Quantity: 1 }] }] });
    const page = async (query: string) => (await call('GET', `Order/List?${query}`)).data as Array<{ ID: number; ClientId: number; OrderItems: unknown }>;
    expect(await page('Limit=1000&ClientId=17')).toHaveLength(100);
    const second = await page('Limit=1000&ClientId=17&PageNo=2&SortOldestFirst=true&IncludeOrderItems=true');
    expect(second.map(({ ID }) => ID)).toEqual(second.map(({ ID }) => ID).sort((a, b) => a - b));
    expect([second.length, Array.isArray(second[0].OrderItems)]).toEqual([30, true]);
    const [newest] = await page('Limit=1');
    expect([newest.ClientId, newest.OrderItems]).toEqual([18, null]);
    expect(await page('PageNo=3&ClientId=17')).toEqual([]);
    await verb('account', { level: 'client' });
    expect((await page('ClientId=18')).every(({ ClientId }) => ClientId === 17)).toBe(true);
  });

  test('despatch: stock goes down, once; times are of the tenant and without a zone', async () => {
    const { OrderId } = await order('F1');
    await order('F2', { OrderItems: [{ SKU: 'PEN+REFILL', Quantity: 1 }] });
    expect(await verb('despatch')).toEqual({ despatched: ['F1'] });
    expect((await call('GET', `Order/${OrderId}`)).data).toMatchObject({ OrderStatusId: 4, TrackingNumber: `JK${OrderId}GB`, DespatchDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) });
    expect((await call('GET', `Order/${OrderId}/MarkDespatched?TrackingNumber=X`)).data).toMatchObject({ Success: false });
    expect((await call('GET', `Order/${OrderId}/Cancel`)).data).toMatchObject({ Success: false });
    const { sync, orders } = await state();
    expect([sync.shipments.outgoing, orders[0].despatches]).toEqual([['F1'], 1]);
    expect(sync.stock.outgoing).toContain('MUG-BLUE-330=398');
    await assume({ 'second-despatch': 'done-again' });
    expect((await call('GET', `Order/${OrderId}/MarkDespatched?TrackingNumber=X`)).data).toMatchObject({ Success: true });
    expect((await state()).orders[0]).toMatchObject({ despatches: 2, TrackingNumber: 'X' });
    expect((await state()).sync.stock.outgoing).toContain('MUG-BLUE-330=398');
  });

  test('since filters compare in the zone of the tenant', async () => {
    const { OrderId } = await order('G1');
    await verb('despatch');
    await assume({ 'tenant-zone': 'America/New_York' });
    const local = (await call('GET', `Order/${OrderId}`)).data.DespatchDate as string;
    const found = async (time: string) => (await call('GET', `Order/List?ClientId=17&SinceDespatchDate=${encodeURIComponent(time)}`)).data.length;
    const utc = new Date(Date.parse(`${local}Z`) + 3_600_000).toISOString().slice(0, 19);
    expect([await found(local), await found(utc)]).toEqual([1, 0]);
    const now = new Date(Date.now() - 60_000).toISOString().slice(0, 19);
    // A UTC watermark lies hours ahead of a tenant west of it.
    expect([await found(now), await found(`${now}Z`)]).toEqual([0, 0]);
    await assume({ 'filter-offset': 'read' });
    expect([await found(now), await found(`${now}Z`)]).toEqual([0, 1]);
    expect((await call('GET', 'Order/List?SinceDate=yesterday')).status).toBe(400);
  });

  test('a split order is several rows of one number, done when all are', async () => {
    const { OrderId } = await order('H1', { OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 2 }, { SKU: '0001234', Quantity: 3 }] });
    const { part } = await verb('split', { order: 'H1' });
    const rows = (await call('GET', 'Order/Search?OrderNumber=H1&exactMatch=true')).data;
    expect(rows.map(({ ID, Part, NumberOfParts }: Record<string, number>) => [ID, Part, NumberOfParts])).toEqual([[part, 2, 2], [OrderId, 1, 2]]);
    expect((await call('GET', `Order/${OrderId}/Splits`)).data).toMatchObject([{ OrderId, SplitOrderId: part }]);
    await verb('despatch', { orders: ['H1'], part: 1 });
    expect((await state()).sync).toMatchObject({ orders: { incoming: ['H1'] }, shipments: { outgoing: [] } });
    await verb('despatch');
    expect((await state()).sync.shipments.outgoing).toEqual(['H1']);
  });

  test('merged orders are one row called A+B, and the other id is gone', async () => {
    const a = await order('I1');
    const b = await order('I2');
    expect(await verb('merge', { orders: ['I1', 'I2'] })).toEqual({ order: a.OrderId, OrderNumber: 'I1+I2' });
    expect((await call('GET', `Order/${b.OrderId}`)).status).toBe(404);
    expect((await call('GET', 'Order/Search?OrderNumber=I2&exactMatch=true')).data).toEqual([]);
    expect((await call('GET', 'Order/Search?OrderNumber=I2')).data).toMatchObject([{ ID: a.OrderId, OrderNumber: 'I1+I2' }]);
    await order('I3');
    await assume({ 'merged-reference': 'joined' });
    await verb('merge', { orders: ['I1+I2', 'I3'] });
    expect((await call('GET', `Order/${a.OrderId}`)).data).toMatchObject({ OrderNumber: 'I1+I2+I3', ExternalOrderReference: 'ref-I1+ref-I3' });
    await verb('despatch');
    expect((await state()).sync).toMatchObject({ orders: { incoming: ['I1', 'I2', 'I3'] }, shipments: { outgoing: ['I1', 'I2', 'I3'] } });
  });

  test('holds, releases, back orders', async () => {
    const { OrderId } = await order('J1', { OrderItems: [{ SKU: 'PEN+REFILL', Quantity: 1 }] });
    const act = async (path: string) => (await call('GET', `Order/${OrderId}/${path}`)).data.Success;
    const status = async () => (await state()).orders[0].status;
    expect(await status()).toBe('ONBACKORDER');
    await verb('restock', { levels: { 'PEN+REFILL': 5 } });
    expect(await status()).toBe('NEW');
    expect([await act('MarkAwaitingConfirmation'), await act('MarkAwaitingConfirmation'), await status()]).toEqual([true, false, 'AWAITINGCONFIRMATION']);
    expect(await verb('despatch')).toEqual({ despatched: [] });
    expect([await act('MarkReleasePackAndHold'), await act('MarkConfirmed'), await status()]).toEqual([false, true, 'NEW']);
    expect((await call('GET', `Order/${OrderId}/MarkPackAndHold`)).status).toBe(400);
    expect([await act('MarkPackAndHold?ReleaseDate=2026-11-30'), await status()]).toEqual([true, 'PACKANDHOLD']);
    expect([await act('Cancel'), await act('Cancel'), await status()]).toEqual([true, false, 'CANCELLED']);
    expect((await state()).stock).toContainEqual(expect.objectContaining({ SKU: 'PEN+REFILL', ClientId: 17, WarehouseId: 3, StockLevel: 5, OnHand: 5, Allocated: 0 }));
  });

  test('only the known status ids are fixed', async () => {
    const ids = async () => Object.fromEntries((await call('GET', 'Order/Statuses')).data.map(({ Name, ID }: { Name: string; ID: number }) => [Name, ID]));
    const before = await ids();
    await assume({ 'other-status-ids': 'high' });
    const after = await ids();
    expect([after.NEW, after.DESPATCHED, after.INVOICED, after.INVOICEFAILED]).toEqual([1, 4, 5, 6]);
    expect(after.CANCELLED).not.toBe(before.CANCELLED);
  });

  test('a refusal of one record, as the operator of the sandbox asks for it', async () => {
    await verb('faults', { kind: 'refuse', record: 'K1', message: 'Not today' });
    expect(await order('K1')).toMatchObject({ Success: false, Message: 'Not today' });
    expect(await order('K2')).toMatchObject({ Success: true });
  });
});
