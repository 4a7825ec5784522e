import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { newOrder, v1, v2 } from './client';

const ADDRESS = { name: 'Ada Byron', phone: '01130000000', address_line1: '1 Mill Lane', city_locality: 'Leeds', state_province: '', postal_code: 'LS1 1AA', country_code: 'GB', address_residential_indicator: 'yes' };
const shipment = (external: string, change: Record<string, unknown> = {}) => ({
  ...{ external_shipment_id: external, create_sales_order: true, store_id: '2002', validate_address: 'no_validation', ship_to: ADDRESS, ship_from: ADDRESS },
  items: [{ name: 'Tea', sku: 'TEA-250', quantity: 2, unit_price: 17.95, external_order_id: `SO-${external}`, external_order_item_id: '1' }],
  ...{ packages: [{ weight: { value: 0.5, unit: 'kilogram' } }], amount_paid: { currency: 'gbp', amount: 39.8 }, shipping_paid: { currency: 'gbp', amount: 3.9 } },
  ...change,
});

describe('shipments of v2 in the ShipStation room', () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof v2>;
  const post = async (...shipments: unknown[]) => await call('POST', 'shipments', { shipments });
  const assume = async (body: unknown) => expect((await control(sandbox).post('shipstation/assume', body)).status).toBe(200);

  beforeAll(async () => {
    sandbox = await startSandbox();
    call = v2(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('each shipment is answered; with create_sales_order it is an order of v1', async () => {
    const { status, data } = await post(shipment('a1'), shipment('a2', { create_sales_order: false }), shipment('a3', { store_id: '9' }));
    expect([status, data.has_errors, data.shipments.map(({ errors }: { errors: string[] }) => errors.length)]).toEqual([200, true, [0, 0, 1]]);
    const { orders } = (await v1(sandbox)('GET', 'orders')).data;
    expect(orders).toMatchObject([{ orderNumber: 'SO-a1', orderStatus: 'awaiting_shipment', orderTotal: 39.8, shipTo: { street1: '1 Mill Lane' }, items: [{ sku: 'TEA-250', lineItemKey: '1' }] }]);
    expect((await call('GET', 'shipments/external_shipment_id/a1')).data).toMatchObject({ shipment_id: data.shipments[0].shipment_id, shipment_number: 'SO-a1', store_id: 'se-2002', shipment_status: 'pending' });
    expect((await control(sandbox).get('shipstation/state')).data.sync.orders.incoming).toEqual(['SO-a1']);
  });

  test('the create schema is closed', async () => {
    for (const [change, named] of [
      [{ warehouse_id: 'se-1001' }, 'warehouse_id'],
      [{ store_id: 'se-2002' }, 'store_id'],
      [{ external_shipment_id: 'x'.repeat(51) }, 'external_shipment_id'],
      [{ packages: [{}] }, 'weight'],
      [{ ship_to: { ...ADDRESS, phone: undefined } }, 'phone'],
      [{ amount_paid: { currency: 'gbp', amount: '39.80' } }, 'amount'],
    ] as const) {
      const { status, data } = await post(shipment('b1', change));
      expect([status, data.errors[0].message]).toEqual([400, expect.stringContaining(named)]);
    }
    expect((await post(...Array.from({ length: 51 }, (_, index) => shipment(`c${index}`)))).status).toBe(400);
  });

  test('what is unconfirmed has both answers', async () => {
    await post(shipment('d1'));
    expect((await post(shipment('d1'))).data.shipments[0].errors[0]).toContain('d1');
    await assume({ 'repeated-external-shipment-id': 'stored-twice', 'store-id-spelling': 'digits' });
    expect((await post(shipment('d1'))).data.shipments[0]).toMatchObject({ errors: [], store_id: '2002' });
    await assume({ 'empty-state-province': 'refused' });
    expect((await post(shipment('d2'))).data.shipments[0].errors[0]).toContain('state_province');
    await v1(sandbox)('POST', 'orders/createorder', newOrder('E1'));
    expect((await call('GET', 'shipments/external_shipment_id/cin7:E1')).status).toBe(404);
    await assume({ 'v1-orderkey-in-v2': 'yes' });
    expect((await call('GET', 'shipments?external_shipment_id=cin7:E1')).data.shipments).toMatchObject([{ shipment_number: 'E1' }]);
  });

  test('an order of v1 marked as shipped is one of two things in v2', async () => {
    const { orderId } = (await v1(sandbox)('POST', 'orders/createorder', newOrder('E1'))).data;
    await v1(sandbox)('POST', 'orders/markasshipped', { orderId, carrierCode: 'royal_mail' });
    const status = async () => (await call('GET', 'shipments?shipment_number=E1')).data.shipments[0].shipment_status;
    expect(await status()).toBe('label_purchased');
    await assume({ 'fulfilled-shipment-status': 'pending' });
    expect(await status()).toBe('pending');
  });

  test('cancelling answers without a body, and not twice', async () => {
    const { shipment_id } = (await post(shipment('f1'))).data.shipments[0];
    expect([(await call('PUT', `shipments/${shipment_id}/cancel`)).status, (await call('PUT', `shipments/${shipment_id}/cancel`)).status]).toEqual([204, 400]);
    expect((await v1(sandbox)('GET', 'orders')).data.orders[0].orderStatus).toBe('cancelled');
  });

  test('lists are 25 to a page with links, newest first', async () => {
    await post(...Array.from({ length: 30 }, (_, index) => shipment(`g${index}`)));
    const first = (await call('GET', 'shipments?shipment_status=pending')).data;
    expect([first.shipments.length, first.total, first.pages, first.links.prev]).toEqual([25, 30, 2, {}]);
    const second = await call('GET', first.links.next.href.slice(`${sandbox.url}/shipstation-v2/v2/`.length));
    expect([second.data.shipments.length, second.data.links.next]).toEqual([5, {}]);
  });
});
