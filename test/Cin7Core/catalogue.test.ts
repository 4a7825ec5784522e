import type { Product, PurchaseOrder, Shipment } from '../../nodes/shared/model';
import { order } from './support/orders';
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

const product = (sku: string, more: Partial<Product> = {}): Product => ({
  identity: { channel: 'shop', account: 'x', id: sku },
  sku,
  name: 'Teapot',
  gtin: '5012345678900',
  weightGrams: 850,
  prices: [{ kind: 'normal', net: 14.96, gross: 17.95 }],
  categories: [{ path: ['Kitchen', 'Household'] }],
  ...more,
});

const importOne = async (products: object[], parameters = {}) => await room.run('product', 'import', { product: '={{ $json }}', ...parameters }, products);
const stored = async (sku: string) => (await room.state()).products.find(({ SKU }) => SKU === sku);

describe('products', () => {
  it('are created once, with what the vendor demands', async () => {
    const { rows, problems } = await importOne([product('POT-1'), product('POT-1'), product('MUG-BLUE-330')]);
    expect(problems).toEqual([]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['created', 'unchanged', 'unchanged']);
    expect(await stored('POT-1')).toMatchObject({ Name: 'Teapot', Type: 'Stock', CostingMethod: 'FIFO', Category: 'Household', Weight: 0.85, WeightUnits: 'kg', PriceTier1: 14.96, Barcode: '5012345678900' });
    await importOne([product('POT-1', { name: 'Other' })]);
    expect((await stored('POT-1'))?.Name).toBe('Teapot');
  });

  it('are updated where that is wanted, and only what differs', async () => {
    await importOne([product('POT-1')]);
    await room.forgetRequests();
    const { rows } = await importOne([product('POT-1', { prices: [{ kind: 'normal', gross: 20 }] })], { ifItExists: 'update', price: 'gross' });
    expect(rows[0]?.outcome).toBe('updated');
    expect(await stored('POT-1')).toMatchObject({ PriceTier1: 20, Name: 'Teapot' });
    expect((await importOne([product('POT-1', { prices: [{ kind: 'normal', gross: 20 }] })], { ifItExists: 'update', price: 'gross' })).rows[0]?.outcome).toBe('unchanged');
    expect((await room.calls())['PUT product']).toBe(1);
  });

  it('missing categories and brands are told, or made', async () => {
    const exotic = product('POT-1', { categories: [{ path: ['Teapots'] }], brand: 'Brown Betty' });
    const { problems } = await importOne([exotic]);
    expect(problems[0]).toMatchObject({ kind: 'refused', code: 'unknown-category', message: expect.stringContaining("'Teapots'") });
    expect((await importOne([exotic, { ...exotic, sku: 'POT-2' }], { makeMissing: true })).rows.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
    expect((await room.calls())['POST ref/category']).toBe(1);
    expect(await stored('POT-1')).toMatchObject({ Category: 'Teapots', Brand: 'Brown Betty' });
  });

  it('a lost answer is looked for, a SKU that is too long refused', async () => {
    await room.fault({ kind: 'reset-after-write', match: '^POST .*/product', times: 1 });
    const { rows, problems } = await importOne([product('POT-1'), product('X'.repeat(51))]);
    expect(rows).toMatchObject([{ outcome: 'created', targetId: (await stored('POT-1'))?.ID }]);
    expect(problems).toMatchObject([{ item: 1, kind: 'refused' }]);
    expect((await room.calls())['POST product']).toBe(1);
  });

  it('are read into the model, and those that changed alone', async () => {
    const { rows } = await room.run('product', 'getAll', { returnAll: true });
    expect(rows.find(({ sku }) => sku === 'MUG-BLUE-330')).toMatchObject({ kind: 'simple', status: 'active', weightGrams: expect.any(Number), prices: expect.any(Array) });
    expect(rows.find(({ sku }) => sku === 'SHIPPING')).toMatchObject({ kind: 'service' });
    now += 60_000;
    const first = await room.page('product', { startFrom: LONG_AGO, pageSize: 1000 });
    expect(first.items.length).toBe(rows.length);
    now += 600_000;
    await importOne([product('POT-1')]);
    now += 1_000;
    const next = await room.page('product', { position: first.position, overlapMinutes: 0, pageSize: 1000 });
    expect(next.items.map(({ key }) => key)).toEqual(['POT-1']);
  });
});

describe('purchase orders', () => {
  const all = async (parameters = {}) => (await room.run('purchaseOrder', 'getAll', { returnAll: true, ...parameters })).rows as unknown as PurchaseOrder[];

  it('are what a warehouse expects', async () => {
    const { purchases } = await room.seed({
      purchases: [
        { lines: [{ SKU: 'MUG-BLUE-330', Quantity: 10, Price: 3 }], requiredBy: '2026-02-01T00:00:00' },
        { lines: [{ SKU: 'MUG-RED-330', Quantity: 4 }], status: 'DRAFT' },
        { lines: [{ SKU: 'MUG-RED-330', Quantity: 4 }], dropShipSale: '00000000-0000-4000-8000-000000000001' },
        { lines: [{ SKU: 'MUG-RED-330', Quantity: 5 }] },
      ],
    });
    await room.act('receive', { purchases: [purchases[3]] });
    const due = await all();
    expect(due).toMatchObject([{ number: purchases[0], status: 'open', supplier: { name: 'Tea Traders' }, warehouse: 'Main Warehouse', expectedAt: '2026-02-01T00:00:00.000Z' }]);
    expect(due[0]?.lines).toMatchObject([{ sku: 'MUG-BLUE-330', quantity: 10, quantityReceived: 0, unitNet: 3 }]);
    const others = new Map((await all({ onlyDue: false, supplierDrops: true })).map(({ number, status, lines }) => [number, [status, lines[0]?.quantityReceived]]));
    expect(purchases.map((number) => others.get(number))).toEqual([['open', 0], ['draft', 0], ['open', 0], ['received', 5]]);
  });

  it('page by page their state tells a change', async () => {
    const { purchases } = await room.seed({ purchases: 2 });
    now += 60_000;
    const first = await room.page('purchaseOrder', { startFrom: LONG_AGO, onlyDue: false });
    expect(first.items.map(({ number }) => number).sort()).toEqual(purchases);
    now += 600_000;
    await room.act('receive', { purchases: [purchases[0]] });
    now += 1_000;
    const next = await room.page('purchaseOrder', { position: first.position, overlapMinutes: 0, onlyDue: false });
    expect(next.items.map(({ number, state }) => [number, state.startsWith('received')])).toEqual([[purchases[0], true]]);
  });
});

describe('shipments', () => {
  it('bear the identity the order has at its source', async () => {
    await room.import([order('100')]);
    const { orders } = await room.seed({ orders: [{}] });
    await room.act('despatch', { carrier: 'DPD' });
    const { rows } = await room.run('shipment', 'getAll', { returnAll: true });
    const [imported, own] = ['100', orders[0]].map((number) => (rows as unknown as Shipment[]).find(({ orderNumber }) => orderNumber === number));
    expect(imported).toMatchObject({ order: order('100').identity, complete: true, parcels: [{ carrier: 'dpd', trackingNumber: expect.stringMatching(/^CT/), lines: [{ sku: 'MUG-BLUE-330', quantity: 2 }] }] });
    expect(own?.order.channel).toBe('cin7core');
    expect((await room.run('shipment', 'getAll', { returnAll: true, origin: 'imported' })).rows).toHaveLength(1);
    expect((await room.run('shipment', 'getAll', { returnAll: true, origin: 'own' })).rows).toHaveLength(1);
  });

  it.each([', ', ',', ';'])('a thousand numbers cost one call (separator %j)', async (separator) => {
    await room.assume({ 'tracking-separator': separator });
    const { orders } = await room.seed({ orders: [{ lines: [{ SKU: 'MUG-BLUE-330' }, { SKU: 'MUG-RED-330' }] }, {}] });
    await room.act('despatch', { orders: [orders[0]], boxes: 2 });
    await room.act('despatch', { orders: [orders[1]], trackingNumber: '' });
    await room.forgetRequests();
    const { rows } = await room.run('shipment', 'getAll', { returnAll: true, loadParcels: false });
    expect((rows as unknown as Shipment[]).map(({ parcels }) => parcels.length)).toEqual([2]);
    expect(await room.calls()).toEqual({ 'GET saleList': 1 });
    expect((await room.run('shipment', 'getAll', { returnAll: true, withoutTracking: true })).rows).toHaveLength(2);
  });
});

it('a pushed level is what a read gives', async () => {
  await room.run('stock', 'push', { stock: '={{ $json }}', location: named('Main Warehouse'), account: named('500') }, [{ sku: 'MUG-BLUE-330', physical: 77 }]);
  const { rows } = await room.run('stock', 'getAll', { returnAll: true, location: named('Main Warehouse') });
  expect(rows.find(({ sku }) => sku === 'MUG-BLUE-330')?.physical).toBe(77);
});
