import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { newOrder, v1, v2 } from './client';

describe('labels and fulfilments of the ShipStation room', () => {
  let sandbox: Sandbox;
  let one: ReturnType<typeof v1>;
  let two: ReturnType<typeof v2>;
  const verb = async (name: string, body: unknown = {}) => {
    const answer = await control(sandbox).post(`shipstation/${name}`, body);
    expect([name, answer.status]).toEqual([name, 200]);
    return answer.data;
  };
  const state = async () => (await control(sandbox).get('shipstation/state')).data;
  const order = async (number: string, change: Record<string, unknown> = {}) => (await one('POST', 'orders/createorder', newOrder(number, change))).data;
  const shipmentOf = async (number: string) => (await two('GET', `shipments?shipment_number=${number}`)).data.shipments[0];
  const LABEL = { carrierCode: 'royal_mail', serviceCode: 'rm_24', packageCode: 'package', confirmation: 'none', shipDate: '2026-11-21', testLabel: false };

  beforeAll(async () => {
    sandbox = await startSandbox();
    one = v1(sandbox);
    two = v2(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('a label of v1 ships the order, costs money once, and is a label of v2', async () => {
    const { orderId } = await order('A1');
    const { status, data } = await one('POST', 'orders/createlabelfororder', { orderId, ...LABEL });
    expect([status, data.shipmentCost, Buffer.from(data.labelData, 'base64').subarray(0, 5).toString()]).toEqual([200, 4.2, '%PDF-']);
    expect((await one('POST', 'orders/createlabelfororder', { orderId, ...LABEL })).status).toBe(400);
    const { shipments } = (await one('GET', 'shipments?includeShipmentItems=true')).data;
    expect(shipments).toMatchObject([{ shipmentId: data.shipmentId, orderId, orderKey: 'cin7:A1', trackingNumber: data.trackingNumber, voided: false, shipmentItems: [{ sku: 'MUG-BLUE-330', lineItemKey: '1', quantity: 2 }] }]);
    expect((await one('GET', 'shipments')).data.shipments[0].shipmentItems).toBeNull();
    expect((await two('GET', 'labels')).data.labels).toMatchObject([{ label_id: `se-${data.shipmentId}`, tracking_number: data.trackingNumber, shipment_cost: { currency: 'gbp', amount: 4.2 } }]);
  });

  test('a test label leaves everything as it is', async () => {
    const { orderId } = await order('A1');
    expect((await one('POST', 'orders/createlabelfororder', { orderId, ...LABEL, testLabel: true })).data).toMatchObject({ shipmentCost: 0 });
    expect((await state()).labels).toEqual([]);
    expect((await one('GET', `orders/${orderId}`)).data.orderStatus).toBe('awaiting_shipment');
  });

  test('what a label needs', async () => {
    const { orderId } = await order('A1', { items: [{ name: 'Tea', quantity: 1, unitPrice: 1 }] });
    for (const [change, named] of [[{ carrierCode: 'ups' }, 'ups'], [{ serviceCode: 'dpd_next_day' }, 'dpd_next_day'], [{ confirmation: undefined }, 'confirmation'], [{ testLabel: undefined }, 'testLabel'], [{}, 'weight']] as const) {
      const { status, data } = await one('POST', 'orders/createlabelfororder', { orderId, ...LABEL, ...change });
      expect([status, JSON.stringify(data)]).toEqual([400, expect.stringContaining(named)]);
    }
  });

  test('a voided label brings the order back, once', async () => {
    const { orderId } = await order('A1');
    const { shipmentId } = (await one('POST', 'orders/createlabelfororder', { orderId, ...LABEL })).data;
    expect((await one('POST', 'shipments/voidlabel', { shipmentId })).data.approved).toBe(true);
    expect((await one('POST', 'shipments/voidlabel', { shipmentId })).data.approved).toBe(false);
    expect((await two('PUT', `labels/se-${shipmentId}/void`)).data).toMatchObject({ approved: false, reason_code: 'label_already_voided' });
    expect((await one('GET', `orders/${orderId}`)).data.orderStatus).toBe('awaiting_shipment');
    expect((await one('GET', 'shipments')).data.shipments[0].voided).toBe(true);
  });

  test('marking as shipped is a fulfilment without key and items', async () => {
    const { orderId } = await order('A1');
    const { data } = await one('POST', 'orders/markasshipped', { orderId, carrierCode: 'royal_mail', shipDate: '2026-11-21', trackingNumber: 'JK9' });
    expect(data).toEqual({ orderId, orderNumber: 'A1' });
    const [row] = (await one('GET', 'fulfillments?orderNumber=A1')).data.fulfillments;
    expect(row).toMatchObject({ orderId, orderNumber: 'A1', trackingNumber: 'JK9', carrierCode: 'royal_mail', shipDate: '2026-11-21', voided: false });
    expect([row.orderKey, row.items, (await one('GET', 'shipments')).data.total]).toEqual([undefined, undefined, 0]);
    expect((await one('POST', 'orders/markasshipped', { orderId, carrierCode: 'royal_mail' })).status).toBe(400);
    expect((await state()).sync.shipments).toMatchObject({ incoming: ['A1'], outgoing: [] });
  });

  test("carriers nobody connected, and 'other'", async () => {
    const { orderId } = await order('A1');
    expect((await one('POST', 'orders/markasshipped', { orderId, carrierCode: 'pigeon' })).status).toBe(400);
    await control(sandbox).post('shipstation/assume', { 'carrier-other': 'refused' });
    expect((await one('POST', 'orders/markasshipped', { orderId, carrierCode: 'other' })).status).toBe(400);
    await control(sandbox).post('shipstation/assume', { 'carrier-other': 'accepted' });
    expect((await one('POST', 'orders/markasshipped', { orderId, carrierCode: 'other' })).status).toBe(200);
  });

  test('people despatch, in parts and by hand', async () => {
    await order('A1');
    await order('A2');
    await verb('despatch', { orders: ['A1'], items: { 'MUG-BLUE-330': 1 } });
    expect((await one('GET', 'orders?orderNumber=A1')).data.orders[0].orderStatus).toBe('awaiting_shipment');
    await verb('despatch', { orders: ['A1'] });
    await verb('markExternally', { orders: ['A2'] });
    expect((await state()).sync.shipments.outgoing).toEqual(['A1', 'A2']);
    expect((await state()).labels.map(({ items }: { items: unknown }) => items)).toEqual([1, 2].map(() => [{ sku: 'MUG-BLUE-330', lineItemKey: '1', quantity: 1 }]));
  });

  test('rates of v1 know one carrier, those of v2 several; a rate can be bought once', async () => {
    await order('B1');
    const rates = await one('POST', 'shipments/getrates', { carrierCode: 'royal_mail', fromPostalCode: 'LS9 9ZZ', toCountry: 'GB', toPostalCode: 'LS1 1AA', weight: { value: 1500, units: 'grams' } });
    expect(rates.data).toEqual([{ serviceName: 'Royal Mail 24', serviceCode: 'rm_24', shipmentCost: 4.8, otherCost: 0 }, { serviceName: 'Royal Mail 48', serviceCode: 'rm_48', shipmentCost: 3.6, otherCost: 0 }]);
    const { shipment_id } = await shipmentOf('B1');
    const { data } = await two('POST', 'rates', { shipment_id, rate_options: { carrier_ids: ['se-10', 'se-11'] } });
    expect(data.rate_response.rates.map(({ service_code, shipping_amount }: Record<string, unknown>) => [service_code, shipping_amount])).toEqual([['rm_24', { currency: 'gbp', amount: 4.2 }], ['rm_48', { currency: 'gbp', amount: 3.1 }], ['dpd_next_day', { currency: 'gbp', amount: 6.5 }]]);
    const { rate_id } = data.rate_response.rates[2];
    const bought = await two('POST', `labels/rates/${rate_id}`, { label_format: 'zpl' });
    expect(bought.data).toMatchObject({ carrier_code: 'dpd_uk', service_code: 'dpd_next_day', shipment_id, shipment_cost: { amount: 6.5 }, label_format: 'zpl' });
    expect((await two('POST', `labels/rates/${rate_id}`, {})).status).toBe(400);
    expect((await two('POST', 'rates', { shipment_id, shipment: {}, rate_options: { carrier_ids: ['se-10'] } })).status).toBe(400);
    expect((await two('POST', 'rates', { shipment_id, rate_options: { carrier_ids: ['se-99'] } })).data.errors[0].message).toContain('se-99');
  });

  test('a label comes as PDF, PNG and ZPL, by address or inline', async () => {
    await order('C1', { carrierCode: 'royal_mail', serviceCode: 'rm_48' });
    const { shipment_id } = await shipmentOf('C1');
    const { data } = await two('POST', `labels/shipment/${shipment_id}`, { label_format: 'png', label_download_type: 'url' });
    expect(data.label_download.href).toBe(data.label_download.png);
    const heads = await Promise.all(['pdf', 'png', 'zpl'].map(async (format) => Buffer.from(await (await fetch(data.label_download[format])).arrayBuffer()).subarray(0, 4).toString('latin1')));
    expect(heads).toEqual(['%PDF', '\u0089PNG', '^XA^']);
    const inline = (await two('GET', `labels/${data.label_id}?label_download_type=inline`)).data.label_download;
    expect(Buffer.from(inline.zpl.split(',')[1], 'base64').toString()).toContain(data.tracking_number);
    await order('C2');
    expect((await two('POST', `labels/shipment/${(await shipmentOf('C2')).shipment_id}`, {})).data.errors[0].message).toContain('service_code');
  });

  test('a batch labels many in two calls and lists what failed', async () => {
    for (const number of ['D1', 'D2', 'D3']) await order(number, number === 'D3' ? {} : { carrierCode: 'royal_mail', serviceCode: 'rm_48' });
    const ids = await Promise.all(['D1', 'D2', 'D3'].map(async (number) => (await shipmentOf(number)).shipment_id));
    const made = await two('POST', 'batches', { external_batch_id: 'n8n-1', shipment_ids: [...ids, 'se-999999'] });
    expect([made.status, made.data.count, made.data.errors]).toEqual([207, 3, 1]);
    expect((await two('POST', 'batches', { external_batch_id: 'n8n-1', shipment_ids: ids })).status).toBe(409);
    expect((await two('POST', `batches/${made.data.batch_id}/process/labels`)).status).toBe(400);
    expect((await two('POST', `batches/${made.data.batch_id}/process/labels`, { label_format: 'pdf' })).status).toBe(204);
    expect((await two('POST', `batches/${made.data.batch_id}/process/labels`, {})).data.errors[0].error_code).toBe('batch_cannot_be_modified');
    const statuses = [];
    for (let look = 0; look < 2; look += 1) statuses.push((await two('GET', `batches/${made.data.batch_id}`)).data.status);
    expect(statuses).toEqual(['processing', 'completed_with_errors']);
    expect((await two('GET', `batches/${made.data.batch_id}/errors`)).data.errors.map(({ shipment_id }: { shipment_id: string }) => shipment_id)).toEqual(['se-999999', ids[2]]);
    expect((await two('GET', `labels?batch_id=${made.data.batch_id}`)).data.total).toBe(2);
    expect(new Set((await state()).labels.map(({ batch }: { batch: string }) => batch)).size).toBe(1);
  });

  test('fulfilments of v2 answer each one', async () => {
    await order('E1');
    const { shipment_id } = await shipmentOf('E1');
    const wish = { shipment_id, tracking_number: 'JK1', carrier_code: 'royal_mail', ship_date: '2026-11-21T10:00:00Z', notify_customer: false, notify_order_source: true };
    const { status, data } = await two('POST', 'fulfillments', { fulfillments: [wish, { ...wish, shipment_id: 'se-99' }, { ...wish, carrier_code: 'other' }] });
    expect([status, data.has_errors, data.fulfillments.map(({ errors }: { errors: string[] }) => errors.length)]).toEqual([200, true, [0, 1, 1]]);
    expect((await two('POST', 'fulfillments', { fulfillments: [wish] })).data.fulfillments[0].errors[0]).toContain('already fulfilled');
    expect((await two('GET', 'fulfillments?tracking_number=JK1')).data.fulfillments).toMatchObject([{ shipment_id, fulfillment_id: data.fulfillments[0].fulfillment_id }]);
    expect((await two('POST', 'fulfillments', { fulfillments: Array.from({ length: 51 }, () => wish) })).status).toBe(400);
    await verb('account', { emailVerified: false });
    expect((await two('POST', 'fulfillments', { fulfillments: [wish] })).data.errors[0].error_type).toBe('account_status');
  });

  test('stock: on_hand is what lies there, open orders are allocated', async () => {
    await order('F1');
    const level = async () => (await two('GET', 'inventory?sku=MUG-BLUE-330')).data.inventory[0];
    expect(await level()).toMatchObject({ on_hand: 40, allocated: 2, available: 38 });
    const adjust = (change: Record<string, unknown>) => two('POST', 'inventory', { transaction_type: 'adjust', inventory_location_id: 'loc-1', sku: 'MUG-BLUE-330', quantity: 120, condition: 'sellable', reason: 'test', ...change });
    expect([(await adjust({})).status, (await adjust({})).status]).toEqual([204, 204]);
    expect(await level()).toMatchObject({ on_hand: 120, available: 118 });
    expect((await state()).sync.stock.incoming).toContain('MUG-BLUE-330=118');
    await verb('despatch');
    expect(await level()).toMatchObject({ on_hand: 118, allocated: 0 });
    for (const change of [{ quantity: 1.5 }, { quantity: -1 }, { inventory_location_id: 'loc-9' }, { transaction_type: 'decrement', quantity: 500 }, { sku: 'NOPE' }]) expect((await adjust(change)).status).toBe(400);
    await verb('assume', { 'inventory-unknown-sku': 'created' });
    expect((await adjust({ sku: 'NOPE', quantity: 3 })).status).toBe(204);
    await verb('restock', { levels: { '0001234': 7 } });
    expect((await two('GET', 'inventory?sku=0001234')).data.inventory[0].on_hand).toBe(7);
    await verb('account', { hasInventory: false });
    expect((await adjust({})).status).toBe(403);
  });

  test('stock is read in pages that follow their links', async () => {
    await verb('seed', { products: 200 });
    const seen = new Set<string>();
    let calls = 0;
    for (let next: string | undefined = `${sandbox.url}/shipstation-v2/v2/inventory?limit=100&group_by=location`; next; calls += 1) {
      const { inventory, links } = (await two('GET', next.slice(`${sandbox.url}/shipstation-v2/v2/`.length))).data as { inventory: Array<{ sku: string }>; links: { next: { href?: string } } };
      for (const { sku } of inventory) seen.add(sku);
      next = links.next.href;
    }
    expect([seen.size, calls]).toEqual([212, 3]);
  });
});
