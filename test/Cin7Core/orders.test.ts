import { sumCheck, type Order } from '../../nodes/shared/model';
import { Cin7Room, LONG_AGO, named } from './support/room';

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let now = Date.parse('2026-01-05T09:00:00Z');
let room: Cin7Room;

beforeAll(async () => {
  room = await Cin7Room.open(() => now);
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  now += 3_600_000;
  room.reset();
});

const all = async (parameters = {}) => (await room.run('order', 'getAll', { returnAll: true, ...parameters })).rows as unknown as Order[];

describe('orders in the model', () => {
  it('carry what who ships needs', async () => {
    const [number = ''] = (await room.seed({
      orders: [{ header: { CustomerReference: 'web-1', ShippingNotes: 'Leave it', Note: 'Regular' }, lines: [{ SKU: 'MUG-BLUE-330', Quantity: 2, Discount: 10 }], charges: [{ Description: 'Shipping', Price: 3.9 }, { Description: 'Discount', Price: -1 }], sourceChannel: 'Amazon_UK' }],
    })).orders;
    const [order] = await all();
    expect(order).toMatchObject({
      identity: { channel: 'cin7core', account: 'main', id: (await room.sale(number)).ID.toLowerCase() },
      number,
      status: 'open',
      complete: true,
      pricesIncludeTax: true,
      currency: 'GBP',
      purchaseOrderNumber: 'web-1',
      source: 'Amazon_UK',
      buyer: { name: 'Ada Sample', email: 'ada@example.test', phone: '0113 000 0000' },
      shippingAddress: { name: 'Ada Sample', street: '1 Mill Lane', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' },
      shippingMethod: { name: 'Royal Mail', carrier: 'royal-mail' },
      paymentMethod: { name: '30 days' },
      warehouse: 'Main Warehouse',
      notes: [{ kind: 'buyer', text: 'Leave it' }, { kind: 'internal', text: 'Regular' }],
      charges: [{ kind: 'shipping', name: 'Shipping', gross: 3.9, tax: 0.65 }],
      discounts: [{ scope: 'order', gross: 1 }],
    });
    expect(order?.lines[0]).toMatchObject({ id: '1:MUG-BLUE-330', sku: 'MUG-BLUE-330', quantity: 2, weightGrams: expect.any(Number) as number });
    expect(order?.holds).toBeUndefined();
    expect(sumCheck(order as Order)).toEqual({ ok: true });
  });

  it('stand as the sale does', async () => {
    const line = [{ SKU: 'MUG-BLUE-330' }];
    const { orders } = await room.seed({ orders: [{ lines: line }, { lines: line, status: 'DRAFT' }, { lines: line }, { lines: line }, { lines: line, status: 'NONE' }] });
    await room.act('despatch', { orders: [orders[2]] });
    await room.act('void', { orders: [orders[3]] });
    const byNumber = new Map((await all({ standings: [] })).map(({ number, status }) => [number, status]));
    expect(orders.map((number) => byNumber.get(number))).toEqual(['open', 'draft', 'shipped', 'cancelled', 'draft']);
    expect((await all()).map(({ number }) => number)).toEqual([orders[0]]);
    expect((await all({ standings: ['cancelled', 'shipped'] })).map(({ number }) => number).sort()).toEqual([orders[2], orders[3]]);
    const shipped = (await all({ standings: ['shipped'] }))[0];
    expect(shipped?.tracking).toMatchObject([{ number: expect.stringMatching(/^CT/), carrier: 'royal-mail' }]);
  });

  it('an own status can mean another one', async () => {
    await room.act('restock', { levels: { 'MUG-BLUE-330': 0 } });
    await room.seed({ orders: [{ lines: [{ SKU: 'MUG-BLUE-330' }], fill: false }] });
    const [order] = await all({ standings: [], options: { statusMap: { status: [{ from: 'backordered', to: 'onHold' }] } } });
    expect(order).toMatchObject({ status: 'onHold', vendorStatus: 'BACKORDERED' });
  });

  it('without an address they are held', async () => {
    await room.seed({ orders: [{ header: { ShippingAddress: null } }] });
    expect((await all())[0]).toMatchObject({ holds: [{ kind: 'addressMissing' }] });
  });

  it('get facts of their products', async () => {
    await room.seed({ orders: [{ lines: [{ SKU: 'MUG-BLUE-330' }] }] });
    const [order] = await all({ options: { productFacts: true } });
    expect(order?.lines[0]?.gtin).toMatch(/^\d{8,14}$/);
  });
});

describe('reading', () => {
  it('one list of 1000 and one call an order', async () => {
    await room.seed({ orders: Array.from({ length: 5 }, () => ({})) });
    expect(await all()).toHaveLength(5);
    expect(await room.calls()).toEqual({ 'GET saleList': 1, 'GET sale': 5 });
  });

  it('of one location', async () => {
    const { orders } = await room.seed({ orders: [{ header: { Location: 'Second Warehouse' } }, {}] });
    expect((await all({ location: named('Second Warehouse') })).map(({ number }) => number)).toEqual([orders[0]]);
    const { problems } = await room.run('order', 'getAll', { location: named('Nowhere') });
    expect(problems[0]).toMatchObject({ kind: 'unavailable', nextStep: expect.stringContaining("'Second Warehouse'") });
  });

  it('page by page, a change comes again and nothing else', async () => {
    const { orders } = await room.seed({ orders: [{}, {}, {}] });
    now += 60_000;
    const numbers: string[] = [];
    let position = '';
    for (let more = true; more; ) {
      const page = await room.page('order', { startFrom: LONG_AGO, pageSize: 2, position, overlapMinutes: 0 });
      numbers.push(...page.items.map(({ number }) => number));
      ({ position, more } = page);
    }
    expect([...new Set(numbers)].sort()).toEqual(orders);
    now += 600_000;
    await room.act('edit', { orders: [orders[1]], set: { Note: 'changed' } });
    now += 1_000;
    const page = await room.page('order', { position, overlapMinutes: 0 });
    expect(page.items.map(({ number }) => number)).toEqual([orders[1]]);
  });

  it.each(['number', 'reference', 'saleId'])('by %s', async (by) => {
    const { orders } = await room.seed({ orders: [{ header: { CustomerReference: 'web-1' } }, { header: { CustomerReference: 'web-11' } }] });
    const { OrderNumber, ID } = await room.sale(orders[0] ?? '');
    const value = { number: OrderNumber, reference: 'WEB-1', saleId: ID.toUpperCase() }[by];
    const { rows } = await room.run('order', 'get', { by, value });
    expect(rows.map(({ number }) => number)).toEqual([OrderNumber]);
  });

  it.each(['400', '204'])('what is not there is told by name (%s)', async (answer) => {
    await room.assume({ 'missing-record': answer });
    const id = '00000000-0000-4000-8000-00000000ffff';
    const { problems } = await room.run('order', 'get', { by: 'saleId', value: '={{ $json.id }}' }, [{ id }, { id: 'x' }]);
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringContaining(id) }, { kind: 'refused', message: expect.stringContaining("'x'") }]);
  });
});
