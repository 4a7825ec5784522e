import type { IDataObject } from 'n8n-workflow';

import { LinnworksRoom } from '../Linnworks/support/room';
import { LONG_AGO, MintsoftRoom, WAREHOUSE } from './support/room';

// The pair as its templates use it: what one node hands on is what the other takes.
jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let linnworks: LinnworksRoom;
let mintsoft: MintsoftRoom;

beforeAll(async () => {
  [linnworks, mintsoft] = [await LinnworksRoom.open(), await MintsoftRoom.open()];
});
afterAll(async () => {
  await linnworks.close();
  await mintsoft.close();
});
beforeEach(() => {
  linnworks.reset();
  mintsoft.reset();
});

const DEFAULT = { __rl: true, mode: 'name', value: 'Default' };
const hint = { sourceChannel: 'linnworks', orderPrefix: 'LW-' };

async function paidOrders(): Promise<IDataObject[]> {
  return (await linnworks.runOn('order', 'getAll', { returnAll: true, location: DEFAULT })).rows;
}

it('an order goes over, is despatched, and is processed where it came from', async () => {
  await linnworks.seed({ orders: 3 });
  const orders = await paidOrders();
  expect(orders.length).toBeGreaterThan(0);
  await mintsoft.seed({ stock: ['MUG-BLUE-330', 'MUG-RED-330'].map((SKU) => ({ SKU, StockLevel: 500 })) });
  const imported = await mintsoft.import(orders, { ifHeld: 'import' });
  expect(imported.problems).toEqual([]);
  await mintsoft.act('despatch');
  const { items } = await mintsoft.page('shipment', { startFrom: LONG_AGO, ...hint });
  const shipments = items.flatMap(({ record }) => (record ? [record] : []));
  expect(shipments.length).toBeGreaterThan(0);
  const { rows, problems } = await linnworks.runOn('order', 'ship', { shipment: '={{ $json }}' }, shipments, true);
  expect(problems).toEqual([]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(shipments.map(() => 'shipped'));
  const processed = (await linnworks.orders()).filter(({ processedOn }) => processedOn !== null);
  expect(processed.map(({ NumOrderId, ShippingInfo }) => [String(NumOrderId), ShippingInfo.TrackingNumber]).sort()).toEqual(
    shipments.map(({ orderNumber, parcels }) => [String(orderNumber), (parcels as Array<{ trackingNumber: string }>)[0]?.trackingNumber]).sort(),
  );
});

it('an order sold in Linnworks is subtracted once, not twice', async () => {
  const SKU = 'MUG-BLUE-330';
  await mintsoft.seed({ stock: [{ SKU, StockLevel: 40 }] });
  const at = new Date().toISOString();
  const item = { ItemNumber: '1', ChannelSKU: SKU, ItemTitle: 'Mug', Qty: 5, PricePerUnit: 10, TaxRate: 20, TaxCostInclusive: true, UseChannelTax: true, LineDiscount: 0, IsService: false };
  const address = { FullName: 'Ada Byron', Address1: '1 Mill Lane', Town: 'Leeds', PostCode: 'LS1 1AA', MatchCountryCode: 'GB' };
  const sold = { Source: 'SHOP', SubSource: 'SHOP_UK', ReferenceNumber: 'S1', ReceivedDate: at, DispatchBy: at, Currency: 'GBP', PaymentStatus: 'Paid', AutomaticallyLinkBySKU: true, UseChannelTax: true, DeliveryAddress: address, OrderItems: [item], location: 'Default' };
  await linnworks.seed({ orders: [sold] });
  await mintsoft.import(await paidOrders());
  const { rows } = await mintsoft.run('stock', 'getAll', { returnAll: true, warehouse: WAREHOUSE, valueType: 'stockLevel' });
  const level = rows.find(({ sku }) => sku === SKU);
  expect(level).toMatchObject({ physical: 40 });
  await linnworks.runOn('stock', 'push', { stock: '={{ $json }}', location: DEFAULT, figure: 'physical' }, [level as IDataObject]);
  const stock = (await linnworks.runOn('stock', 'getAll', { returnAll: true, location: DEFAULT })).rows.find(({ sku }) => sku === SKU);
  // 40 lie on the shelf, 5 are sold: 35 are free on both sides.
  expect(stock).toMatchObject({ physical: 40, available: 35 });
  const free = (await mintsoft.run('stock', 'getAll', { returnAll: true, warehouse: WAREHOUSE, valueType: 'onHand' })).rows.find(({ sku }) => sku === SKU);
  expect(free).toMatchObject({ available: 35 });
});

it('a purchase order becomes one ASN, also when it is handed over twice', async () => {
  await linnworks.seed({ purchaseOrders: 2 });
  const { rows: orders } = await linnworks.runOn('purchaseOrder', 'getAll', { returnAll: true });
  expect(orders).toHaveLength(2);
  const put = async () =>
    await mintsoft.run('asn', 'import', { purchaseOrder: '={{ $json }}', warehouse: WAREHOUSE, goodsInType: 'Pallet', createProducts: true, weightWhenUnknown: '100', options: { daysUntilDelivery: '14', supplierWhenUnknown: 'Unknown' } }, orders);
  expect((await put()).rows.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
  expect((await put()).rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
  expect((await mintsoft.state()).asns).toHaveLength(2);
});

it('a return goes back to the order it was sold by', async () => {
  await linnworks.seed({ orders: 1 });
  await mintsoft.seed({ stock: ['MUG-BLUE-330', 'MUG-RED-330'].map((SKU) => ({ SKU, StockLevel: 500 })) });
  const [imported] = (await mintsoft.import(await paidOrders(), { ifHeld: 'import' })).rows;
  await mintsoft.act('despatch');
  const { items } = await mintsoft.page('shipment', { startFrom: LONG_AGO, ...hint });
  await linnworks.runOn('order', 'ship', { shipment: '={{ $json }}' }, items.map(({ record }) => record as IDataObject), true);
  await mintsoft.act('receiveReturn', { order: imported?.orderNumber, reason: 3, reference: 'RMA-7' });
  const { rows } = await mintsoft.run('return', 'getAll', { returnAll: true, ...hint });
  expect(rows).toHaveLength(1);
  const booked = await linnworks.runOn('return', 'import', { return: '={{ $json }}', location: DEFAULT, category: 'Damaged' }, rows, true);
  expect(booked.problems.map(({ message }) => message)).toEqual([]);
  expect(booked.rows).toMatchObject([{ outcome: 'created' }]);
});
