import { control, lineFor, linnworks, orderFor } from '../clients';
import { startSandbox, type Sandbox } from '../server';

type Json = Record<string, unknown>;

describe('CreateOrders of the Linnworks room', () => {
  let sandbox: Sandbox;
  let session: Awaited<ReturnType<typeof linnworks>>;

  const create = (orders: unknown, location = 'Default') => session.post('Orders/CreateOrders', { orders, location });
  const stored = async (): Promise<Json[]> => (await control(sandbox).get('linnworks/state')).data.orders;
  const incoming = async (): Promise<string[]> => (await control(sandbox).get('linnworks/state')).data.sync.orders.incoming;
  const assume = (answers: Json) => control(sandbox).post('linnworks/assume', answers);

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(async () => {
    sandbox.reset();
    session = await linnworks(sandbox);
  });
  afterAll(() => sandbox.close());

  test('stores orders and answers their ids', async () => {
    const { status, data } = await create([orderFor('A1'), orderFor('A2')]);
    expect(status).toBe(200);
    const orders = await stored();
    expect(data).toEqual(orders.map(({ OrderId }) => OrderId));
    expect(orders[0]).toMatchObject({ ReferenceNum: 'A1', Status: 1, IsParked: false, LocationName: 'Default', ignoredMembers: [] });
    expect((orders[0].items as Json[])[0]).toMatchObject({ SKU: 'MUG-BLUE-330', IsUnlinked: false });
    expect(await incoming()).toEqual(['A1', 'A2']);
  });

  test('takes twenty orders and refuses twenty-one', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => orderFor(`B${index}`));
    expect((await create(many(21))).status).toBe(400);
    expect(await incoming()).toEqual([]);
    expect((await create(many(20))).data).toHaveLength(20);
  });

  test('a paid repeat is skipped without a word, its id left out or present', async () => {
    const first = await create([orderFor('C1')]);
    expect((await create([orderFor('C1', { ChannelBuyerName: 'Other' }), orderFor('C2')])).data).toHaveLength(1);
    expect(await incoming()).toEqual(['C1', 'C2']);
    expect((await stored())[0]).toMatchObject({ ChannelBuyerName: '', skippedRepeats: 1 });
    await assume({ 'skipped-ids-in-answer': 'present' });
    expect((await create([orderFor('C1')])).data).toEqual(first.data);
  });

  test('an unpaid repeat overwrites and keeps the id', async () => {
    const first = await create([orderFor('D1', { PaymentStatus: 'Unpaid' })]);
    const second = await create([orderFor('D1', { ChannelBuyerName: 'Other' })]);
    expect(second.data).toEqual(first.data);
    expect(await stored()).toMatchObject([{ ChannelBuyerName: 'Other', Status: 1, updates: 1, IsParked: false }]);
  });

  test('identity is Source, SubSource and ReferenceNumber together', async () => {
    await create([orderFor('E1'), orderFor('E1', { SubSource: 'KAUFLAND_CZ' }), orderFor('E1', { Source: 'OTHER' })]);
    expect(await incoming()).toEqual(['E1', 'E1', 'E1']);
  });

  test('twice the same line in one order fails the call and stores nothing', async () => {
    const { status, data } = await create([orderFor('F1'), orderFor('F2', { OrderItems: [lineFor('L1'), lineFor('L1')] })]);
    expect([status, data]).toEqual([400, { Code: null, Message: 'Orders have invalid values: Order: F2, LineId: L1 is duplicated' }]);
    expect(await incoming()).toEqual([]);
    const sameSku = orderFor('F3', { OrderItems: [lineFor('L1'), lineFor('L2')] });
    expect((await create([sameSku])).status).toBe(200);
    await assume({ 'duplicate-line-check': 'ChannelSKU' });
    expect((await create([orderFor('F4', { OrderItems: [lineFor('L1'), lineFor('L2')] })])).status).toBe(400);
  });

  test.each(['Source', 'SubSource', 'ReferenceNumber', 'ReceivedDate', 'DispatchBy', 'OrderItems'])('refuses an order without %s', async (name) => {
    for (const value of [undefined, null, ...(name === 'OrderItems' ? [[]] : [])]) {
      const { status, data } = await create([orderFor('G0'), orderFor('G1', { [name]: value })]);
      expect([status, data.Message]).toEqual([400, expect.stringContaining(`${name} is missing`)]);
    }
    expect(await incoming()).toEqual([]);
  });

  test.each(['TaxCostInclusive', 'UseChannelTax', 'PricePerUnit', 'Qty', 'TaxRate', 'LineDiscount', 'ItemNumber', 'ChannelSKU', 'IsService', 'ItemTitle'])('refuses a line without %s', async (name) => {
    const { status, data } = await create([orderFor('H1', { OrderItems: [lineFor('L1', { [name]: undefined })] })]);
    expect([status, data.Message]).toEqual([400, expect.stringMatching(`^Orders have invalid values: Order: H1, LineId: .*, ${name} is missing$`)]);
  });

  test.each<[string, Json]>([
    ['ReceivedDate', { ReceivedDate: '05.01.2026' }],
    ['ReceivedDate', { ReceivedDate: '2026-01-05T09:12:44+01:00' }],
    ['PaymentStatus', { PaymentStatus: 'paid' }],
    ['OrderState', { OrderState: 'Parked' }],
    ['PostalServiceCost', { PostalServiceCost: '3.90' }],
    ['PostalServiceCost', { PostalServiceCost: -1 }],
    ['PricePerUnit', { OrderItems: [lineFor('L1', { PricePerUnit: '12.99' })] }],
    ['Qty', { OrderItems: [lineFor('L1', { Qty: 0 })] }],
    ['Qty', { OrderItems: [lineFor('L1', { Qty: 1.5 })] }],
    ['LineDiscount', { OrderItems: [lineFor('L1', { LineDiscount: 101 })] }],
    ['PostCode', { DeliveryAddress: { PostCode: 50667 } }],
  ])('refuses a wrong %s', async (name, change) => {
    const { status, data } = await create([orderFor('I1', change)]);
    expect([status, data.Message]).toEqual([400, expect.stringContaining(`${name} is invalid`)]);
  });

  test('passes over members the schema lacks, but remembers them', async () => {
    const { data } = await create([orderFor('J1', { ShippingAddress: {}, LocationId: 'x', OrderItems: [lineFor('L1', { SKU: 'X', StockItemId: 'Y' })] })]);
    expect(data).toHaveLength(1);
    expect((await stored())[0].ignoredMembers).toEqual(['ShippingAddress', 'LocationId', 'OrderItems.SKU', 'OrderItems.StockItemId']);
    const { data: log } = await control(sandbox).get('linnworks/requests');
    expect(log[log.length - 1]).toMatchObject({ operation: 'Orders/CreateOrders', status: 200, ignored: expect.arrayContaining(['ShippingAddress']) });
  });

  test('parks what is unpaid, of a long postcode, asked for, or at a fulfilment centre', async () => {
    await create([
      orderFor('K1', { PaymentStatus: undefined }),
      orderFor('K2', { DeliveryAddress: { PostCode: '123456789012' } }),
      orderFor('K3', { OrderState: 'Park' }),
      orderFor('K4', { DeliveryAddress: { PostCode: '12345678901' } }),
    ]);
    await create([orderFor('K5')], 'Fulfilment Centre');
    const why = (await stored()).map(({ ReferenceNum, IsParked, parkedBecause }) => [ReferenceNum, IsParked, parkedBecause]);
    expect(why).toEqual([
      ['K1', true, ['unpaid']],
      ['K2', true, ['postcode longer than 11 characters']],
      ['K3', true, ['asked for']],
      ['K4', false, []],
      ['K5', true, ['fulfilment centre location']],
    ]);
  });

  test('an unknown location is refused, or Default, as assumed; none at all is invalid', async () => {
    expect((await create([orderFor('L1')], 'Nowhere')).status).toBe(400);
    await assume({ 'unknown-location': 'Default' });
    expect((await create([orderFor('L1')], 'Nowhere')).status).toBe(200);
    expect((await session.post('Orders/CreateOrders', { orders: [orderFor('L2')] })).data.Message).toBe('The request is invalid.');
  });

  test('the self-made source that lands parked and unpaid recovers by tag, then status', async () => {
    await assume({ 'self-made-source': 'parked-unpaid' });
    const { data: ids } = await create([orderFor('M1')]);
    expect((await stored())[0]).toMatchObject({ Status: 0, IsParked: true });
    expect((await session.post('Orders/ChangeStatus', { orderIds: ids, status: 1 })).data).toEqual([]);
    expect((await stored())[0]).toMatchObject({ Status: 0, IsParked: true });
    expect((await session.post('Orders/ChangeOrderTag', { orderIds: ids, tag: '' })).data).toEqual(ids);
    expect((await session.post('Orders/ChangeStatus', { orderIds: ids, status: 1 })).data).toEqual(ids);
    expect((await stored())[0]).toMatchObject({ Status: 1, IsParked: false });
  });

  test('JSON to ChangeStatus and ChangeOrderTag is answered with 200 and does nothing', async () => {
    const { data: ids } = await create([orderFor('N1', { PaymentStatus: 'Unpaid' })]);
    for (const [operation, body] of [['Orders/ChangeOrderTag', { orderIds: ids, tag: null }], ['Orders/ChangeStatus', { orderIds: ids, status: 1 }]] as const) {
      const { status, data } = await session.postJson(operation, body);
      expect([status, data]).toEqual([200, '']);
    }
    expect((await stored())[0]).toMatchObject({ Status: 0, IsParked: true });
  });

  test('one refused order fails its whole call until the fault is cleared', async () => {
    await control(sandbox).post('linnworks/faults', { kind: 'refuse', record: 'O2', message: 'the buyer is blocked' });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { status, data } = await create([orderFor('O1'), orderFor('O2')]);
      expect([status, data.Message]).toEqual([400, 'Orders have invalid values: Order: O2, the buyer is blocked']);
    }
    expect(await incoming()).toEqual([]);
    expect((await create([orderFor('O1')])).status).toBe(200);
    await control(sandbox).delete('linnworks/faults');
    expect((await create([orderFor('O2')])).status).toBe(200);
  });

  test('orders must be JSON text, URL-encoded, in a form or a JSON body', async () => {
    const send = (body: string, type: string) => fetch(`${session.server}/api/Orders/CreateOrders`, { method: 'POST', body, headers: { Authorization: session.token, 'Content-Type': type } });
    const form = 'application/x-www-form-urlencoded';
    expect((await send(`orders=${JSON.stringify([orderFor('P1')])}&location=Default`, form)).status).toBe(400);
    expect((await send('orders=%5B&location=Default', form)).status).toBe(400);
    expect((await send('orders=%7B%7D&location=Default', form)).status).toBe(400);
    expect((await send('orders=%5B%5D&location=Default', 'text/plain')).status).toBe(415);
    expect((await send(JSON.stringify({ orders: [orderFor('P1')], location: 'Default' }), 'application/json')).status).toBe(200);
  });
});
