import { control, orderFor } from '../clients';
import { startSandbox, type Sandbox } from '../server';

describe("Linnworks' own orders and purchase orders, as other systems are to get them", () => {
  let sandbox: Sandbox;
  const state = async () => (await control(sandbox).get('linnworks/state')).data;
  const seed = async (body: unknown) => await control(sandbox).post('linnworks/seed', body);

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('open, paid, not parked, of the Default location; by the number people read', async () => {
    await seed({
      orders: [
        orderFor('A1'),
        orderFor('A2', { PaymentStatus: 'Unpaid' }),
        { ...orderFor('A3'), location: 'Second Warehouse' },
        { ...orderFor('A4'), location: 'Fulfilment Centre' },
      ],
    });
    const [first, ...others] = (await state()).orders;
    expect((await state()).sync.orders.outgoing).toEqual([String(first.NumOrderId)]);
    expect(others.map(({ IsParked }: { IsParked: boolean }) => IsParked)).toEqual([true, false, true]);
    await control(sandbox).post('linnworks/process', { references: ['A1'] });
    expect((await state()).sync).toMatchObject({ orders: { outgoing: [] }, shipments: { incoming: [] } });
  });

  test('purchase orders as asked for', async () => {
    expect((await seed({ purchaseOrders: [{ number: 'PO-X', status: 'PARTIAL', lines: [{ SKU: '0001234', Quantity: 10, Delivered: 4 }] }, { lines: [{ SKU: 'ZERO-EAN', Quantity: 1 }] }] })).status).toBe(200);
    expect((await state()).purchaseOrders).toMatchObject([
      { ExternalInvoiceNumber: 'PO-X', Status: 'PARTIAL', lines: [{ SKU: '0001234', Quantity: 10, Delivered: 4 }] },
      { ExternalInvoiceNumber: 'PO-00002', Status: 'OPEN', lines: [{ SKU: 'ZERO-EAN', Quantity: 1, Delivered: 0 }] },
    ]);
    for (const wrong of [{ lines: [{ SKU: 'NOPE', Quantity: 1 }] }, { status: 'LOST', lines: [] }, {}]) expect((await seed({ purchaseOrders: [wrong] })).status).toBe(400);
  });
});
