import { purchaseOrder } from './support/orders';
import { LONG_AGO, MintsoftRoom, WAREHOUSE } from './support/room';

jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: MintsoftRoom;

beforeAll(async () => {
  room = await MintsoftRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

const put = async (orders: object[], parameters = {}) =>
  await room.run('asn', 'import', { purchaseOrder: '={{ $json }}', warehouse: WAREHOUSE, goodsInType: 'Pallet', ...parameters }, orders);

const unknown = { id: 'l3', sku: 'NEW-TEA', name: 'Tea', quantity: 4, weightGrams: 250 };

describe('a purchase order', () => {
  it('becomes one ASN with what is still to come', async () => {
    const { rows } = await put([purchaseOrder('PO-1')]);
    expect(rows[0]).toMatchObject({ outcome: 'created', poReference: 'PO-1', lines: 2 });
    const [asn] = (await room.state()).asns;
    expect(asn?.items.map(({ SKU, QuantityExpected, SourceLineId }) => [SKU, QuantityExpected, SourceLineId])).toEqual([
      ['MUG-BLUE-330', 15, 'l1'],
      ['MUG-RED-330', 10, 'l2'],
    ]);
  });

  it('is known by its key, not by its number', async () => {
    await put([purchaseOrder('PO-1')]);
    const other = purchaseOrder('PO-1', { identity: { channel: 'linnworks', account: 'main', id: 'another' } });
    const { rows } = await put([purchaseOrder('PO-1'), other]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'created']);
    expect((await room.state()).asns).toHaveLength(2);
  });

  it('made by hand with the same reference is taken for it', async () => {
    await room.seed({ asns: [{ POReference: 'PO-1', Items: [{ SKU: 'MUG-BLUE-330', Quantity: 1 }] }] });
    expect((await put([purchaseOrder('PO-1')])).rows[0]).toMatchObject({ outcome: 'unchanged' });
  });

  it('whose answer was lost is there once', async () => {
    await room.fault({ kind: 'reset-after-write', match: 'PUT', times: 1 });
    expect((await put([purchaseOrder('PO-1')])).rows[0]).toMatchObject({ outcome: 'created' });
    await room.fault({ kind: 'reset', match: 'PUT', times: 1 });
    expect((await put([purchaseOrder('PO-2')])).rows[0]).toMatchObject({ outcome: 'created' });
    expect((await room.state()).asns.map(({ POReference }) => POReference)).toEqual(['PO-1', 'PO-2']);
  });

  it.each([
    ['a draft', { status: 'draft' }, 'draft'],
    ['delivered completely', { lines: [{ id: 'l', sku: 'MUG-BLUE-330', quantity: 2, quantityReceived: 2 }] }, 'nothing to come'],
    ['without a date', { expectedAt: undefined }, 'expectedAt'],
    ['without a supplier', { supplier: undefined }, 'supplier'],
  ])('%s is refused by name', async (_name, more, word) => {
    const { problems } = await put([purchaseOrder('PO-1', more as never)]);
    expect(problems[0]).toMatchObject({ kind: 'refused', message: expect.stringMatching(new RegExp(`PO-1.*${word}`)) });
  });

  it('takes date and supplier from the options where it has none', async () => {
    const options = { daysUntilDelivery: '7', supplierWhenUnknown: 'Somebody' };
    const { rows } = await put([purchaseOrder('PO-1', { expectedAt: undefined, supplier: undefined })], { options });
    expect(rows[0]).toMatchObject({ outcome: 'created' });
  });
});

describe('products Mintsoft does not have', () => {
  const order = () => purchaseOrder('PO-1', { lines: [...purchaseOrder('PO-1').lines, unknown] });

  it.each(['with-id', 'without-id'])('are created first where that is wanted (%s)', async (answer) => {
    await room.assume({ 'product-reply': answer });
    const { rows } = await put([order()], { createProducts: true });
    expect(rows[0]).toMatchObject({ outcome: 'created', createdProducts: ['NEW-TEA'] });
    expect((await room.state()).products.find(({ SKU }) => SKU === 'NEW-TEA')).toMatchObject({ Weight: 0.25, ClientId: 17 });
    expect((await room.state()).asns[0]?.items).toHaveLength(3);
  });

  it('need a weight, from the order or for all', async () => {
    const weightless = purchaseOrder('PO-2', { lines: [{ id: 'l', sku: 'NEW-CUP', quantity: 1 }] });
    expect((await put([weightless], { createProducts: true })).problems[0]?.message).toContain('weightGrams');
    expect((await put([weightless], { createProducts: true, weightWhenUnknown: '300' })).rows[0]).toMatchObject({ outcome: 'created' });
  });

  it.each(['refused', 'line-dropped'])('are Mintsoft\'s business where it is not (%s)', async (answer) => {
    await room.assume({ 'asn-with-unknown-sku': answer });
    const { rows, problems } = await put([order()]);
    if (answer === 'refused') expect(problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining('PO-1') });
    else expect(rows[0]).toMatchObject({ outcome: 'created' });
    expect((await room.state()).products.find(({ SKU }) => SKU === 'NEW-TEA')).toBeUndefined();
  });
});

describe('booking in', () => {
  it('adds the goods once, and is told by state', async () => {
    await put([purchaseOrder('PO-1')]);
    const before = await room.page('asn', { startFrom: LONG_AGO });
    const asnId = before.items[0]?.record?.references as { asnId: number };
    expect((await room.run('asn', 'bookIn', { asnId: String(asnId.asnId) })).rows[0]).toMatchObject({ outcome: 'booked in', number: 'PO-1' });
    const level = (await room.state()).stock.find(({ SKU, ClientId, WarehouseId }) => SKU === 'MUG-BLUE-330' && ClientId === 17 && WarehouseId === 3);
    expect((await room.run('asn', 'bookIn', { asnId: String(asnId.asnId) })).rows[0]).toMatchObject({ outcome: 'unchanged' });
    expect((await room.state()).stock.find(({ SKU, ClientId, WarehouseId }) => SKU === 'MUG-BLUE-330' && ClientId === 17 && WarehouseId === 3)).toEqual(level);
    const after = await room.page('asn', { startFrom: LONG_AGO });
    expect(after.items[0]).toMatchObject({ key: before.items[0]?.key, record: { status: 'received', references: { purchaseOrder: expect.stringContaining('linnworks:main:') } } });
    expect(after.items[0]?.state).not.toBe(before.items[0]?.state);
  });

  it('whose answer was lost is not done twice', async () => {
    await put([purchaseOrder('PO-1')]);
    await room.fault({ kind: 'reset-after-write', match: 'BookIn', times: 1 });
    const [asn] = (await room.state()).asns;
    expect((await room.run('asn', 'bookIn', { asnId: String(asn?.ID) })).rows[0]).toMatchObject({ outcome: 'booked in' });
    expect((await room.requests()).filter(({ path }) => path.includes('BookIn'))).toHaveLength(1);
  });

  it('needs an administrator and says so', async () => {
    await room.seed({ asns: 1 });
    await room.act('account', { level: 'client' });
    const [asn] = (await room.state()).asns;
    const { problems } = await room.run('asn', 'bookIn', { asnId: String(asn?.ID), client: { __rl: true, mode: 'list', value: '' } });
    expect(problems[0]).toMatchObject({ kind: 'unavailable', nextStep: expect.stringContaining('administrator') });
  });
});
