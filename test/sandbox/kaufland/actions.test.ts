import { control, kaufland } from '../clients';
import { startSandbox, type Sandbox } from '../server';

interface Unit {
  id_order_unit: number;
  status: string;
  shipments: unknown[];
}

describe('despatch, cancellation and refund in the Kaufland room', () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof kaufland>;
  let order: string;

  const state = async () => (await control(sandbox).get('kaufland/state')).data;
  const units = async (): Promise<Unit[]> => (await state()).orders[0].units;
  const act = async (index: number, action: string, body?: unknown) => call('PATCH', `/order-units/${(await units())[index].id_order_unit}/${action}`, body);
  const parcel = { tracking_numbers: '0034,0035', carrier_code: 'DHL' };

  beforeAll(async () => {
    sandbox = await startSandbox();
    call = kaufland(sandbox);
  });
  beforeEach(() => {
    sandbox.reset();
    [order] = (sandbox.room('kaufland').seed({ orders: [{ kind: 'three-pieces' }] }) as { orders: string[] }).orders;
  });
  afterAll(() => sandbox.close());

  test('an order is despatched unit by unit, and stays in the count of what had to be imported', async () => {
    for (const index of [0, 1, 2]) {
      expect((await state()).sync.shipments.incoming).toEqual([]);
      const { status, data } = await act(index, 'send', parcel);
      expect([status, data]).toEqual([204, '']);
    }
    expect((await units())[0]).toMatchObject({ status: 'sent', shipments: [parcel] });
    const { sync } = await state();
    expect([sync.shipments.incoming, sync.orders.outgoing]).toEqual([[order], [order]]);
  });

  test.each([
    [{ tracking_numbers: '1' }, 'carrier_code'],
    [{ carrier_code: 'DHL' }, 'tracking_numbers'],
    [{ tracking_numbers: ['1'], carrier_code: 'DHL' }, 'tracking_numbers'],
    [{ tracking_numbers: '1', carrier_code: 'dhl' }, 'carrier_code'],
    [{ tracking_numbers: '', carrier_code: 'DHL' }, 'tracking_numbers'],
    [{ tracking_numbers: '1', carrier_code: 'DHL', tracking_url: 'x' }, 'tracking_url'],
  ])('send refuses %j', async (body, field) => {
    const { status, data } = await act(0, 'send', body);
    expect([status, data.type, data.errors[0].field]).toEqual([400, '/problems/validation-error', field]);
  });

  test('send goes without a number for Other only', async () => {
    expect((await act(0, 'send', { tracking_numbers: '', carrier_code: 'Other' })).status).toBe(204);
  });

  test('send wants JSON with its content type', async () => {
    const path = `/order-units/${(await units())[0].id_order_unit}/send`;
    expect((await call('PATCH', path, '{"tracking_numbers":')).data.type).toBe('/problems/bad-request');
    expect((await call('PATCH', path, JSON.stringify(parcel), { headers: { 'Content-Type': 'text/plain' } })).data.type).toBe('/problems/bad-request');
  });

  test('a second send answers as assumed', async () => {
    await act(0, 'send', parcel);
    for (const [answer, status] of [['duplicate-action', 403], ['action-not-allowed', 403], ['accepted', 204]] as const) {
      await control(sandbox).post('kaufland/assume', { 'second-send': answer });
      const second = await act(0, 'send', parcel);
      expect(second.status).toBe(status);
      if (status === 403) expect(second.data.type).toBe(`/problems/${answer}`);
    }
    expect((await units())[0].shipments).toHaveLength(1);
  });

  test('a refused unit stays as it was', async () => {
    await control(sandbox).post('kaufland/faults', { kind: 'refuse', record: (await units())[0].id_order_unit, message: 'No.' });
    expect((await act(0, 'send', parcel)).data).toMatchObject({ type: '/problems/action-not-allowed', message: 'No.' });
    expect((await act(1, 'send', parcel)).status).toBe(204);
  });

  test('cancel before despatch, refund and further parcels after it', async () => {
    expect((await act(0, 'cancel', { reason: 'Whatever' })).status).toBe(400);
    expect((await act(0, 'cancel', { reason: 'NoInventory' })).status).toBe(204);
    expect((await act(1, 'refund', { amount: 1, reason: 'defect' })).status).toBe(403);
    const id = (await units())[1].id_order_unit;
    const shipment = { id_order_unit: id, shipment_information: { carrier_code: 'DHL', tracking_number: '2' } };
    expect((await call('POST', '/shipments', shipment)).status).toBe(403);
    await act(1, 'send', parcel);
    expect((await act(1, 'cancel', { reason: 'NoInventory' })).data.type).toBe('/problems/order-units/cancel-not-possible');
    expect((await call('POST', '/shipments', shipment)).status).toBe(204);
    expect((await act(1, 'refund', { amount: 10, reason: 'delivery_delay' })).status).toBe(204);
    expect((await act(1, 'refund', { amount: 10_000_000, reason: 'delivery_delay' })).status).toBe(400);
  });

  test('fulfil moves open units only', async () => {
    expect((await act(0, 'fulfil')).status).toBe(403);
    await control(sandbox).post('kaufland/touch', { orders: [order], status: 'open' });
    expect((await act(0, 'fulfil')).status).toBe(204);
    expect((await units())[0].status).toBe('need_to_be_sent');
  });
});
