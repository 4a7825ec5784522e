import { control, lineFor, linnworks, orderFor } from '../clients';
import { startSandbox, type Sandbox } from '../server';

const DEFAULT = '00000000-0000-0000-0000-000000000000';

describe('despatch in the Linnworks room', () => {
  let sandbox: Sandbox;
  let session: Awaited<ReturnType<typeof linnworks>>;
  let ids: string[];

  const details = async (id: string) => (await session.post('Orders/GetOrdersById', { pkOrderIds: [id] })).data[0];
  const process = async (ordersIds: string[]) => (await session.post('Orders/ProcessOrdersInBatch', { ordersIds, locationId: DEFAULT, context: { Module: 'test' } })).data;
  const account = (body: Record<string, unknown>) => control(sandbox).post('linnworks/account', body);
  const physical = async (sku: string) => (await control(sandbox).get('linnworks/state')).data.stock.find(({ SKU }: { SKU: string }) => SKU === sku).levels[DEFAULT];

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(async () => {
    sandbox.reset();
    session = await linnworks(sandbox);
    ids = (await session.post('Orders/CreateOrders', { orders: [orderFor('D1'), orderFor('D2')], location: 'Default' })).data;
  });
  afterAll(() => sandbox.close());

  test('SetOrderShippingInfo writes the object as a whole', async () => {
    const [service] = (await session.get('PostalServices/GetPostalServices')).data.filter(({ Vendor }: { Vendor: string }) => Vendor === 'DHL');
    const set = (info: unknown) => session.post('Orders/SetOrderShippingInfo', { orderId: ids[0], info });
    const full = { PostalServiceId: service.pkPostalServiceId, TrackingNumber: 'JD1', TotalWeight: 0.7, ItemWeight: 0.7, PostageCost: 3.9, ManualAdjust: false };
    expect((await set(full)).data).toMatchObject({ TotalsInfo: { TotalCharge: 29.88 }, ShippingInfo: { Vendor: 'DHL', TrackingNumber: 'JD1' } });
    expect((await set({ TrackingNumber: 'JD2' })).data).toMatchObject({ TotalsInfo: { PostageCost: 0, TotalCharge: 25.98 }, ShippingInfo: { PostalServiceName: 'Default', TotalWeight: 0 } });
    expect((await set({ TrackingNumber: 5 })).status).toBe(400);
    await process([ids[0]]);
    expect((await set(full)).status).toBe(400);
  });

  test('processing deducts stock, closes the order and shows it in the processed list', async () => {
    const before = await physical('MUG-BLUE-330');
    await session.post('Orders/SetOrderShippingInfo', { orderId: ids[0], info: { TrackingNumber: 'JD1', PostageCost: 3.9 } });
    expect(await process([ids[0]])).toEqual([{ OrderId: ids[0], Processed: true, Error: null }]);
    expect(await physical('MUG-BLUE-330')).toBe(before - 2);
    expect(await details(ids[0])).toMatchObject({ Processed: true });
    const request = { SearchTerm: '', SearchFilters: [{ SearchField: 'Source', SearchTerm: 'KAUFLAND' }], DateField: 'processed', FromDate: '2020-01-01T00:00:00Z', ToDate: '2099-01-01T00:00:00Z', PageNumber: 1, ResultsPerPage: 200, SearchSorting: { SortField: 'dProcessedOn', SortDirection: 'ASC' } };
    const { data } = await session.post('ProcessedOrders/SearchProcessedOrders', { request });
    expect(data.ProcessedOrders).toMatchObject({ TotalPages: 1, Data: [{ ReferenceNum: 'D1', PostalTrackingNumber: 'JD1', HoldOrCancel: false }] });
    expect((await session.post('ProcessedOrders/SearchProcessedOrders', { request: { ...request, ResultsPerPage: 10 } })).status).toBe(400);
    expect((await control(sandbox).get('linnworks/state')).data.sync.shipments.outgoing).toEqual(['D1']);
  });

  test('the name is ordersIds', async () => {
    expect((await session.post('Orders/ProcessOrdersInBatch', { orderIds: ids, locationId: DEFAULT })).status).toBe(400);
  });

  test('a failure stands inside a 200: unknown, again, parked, locked, invoice', async () => {
    const [unknown] = await process(['99999999-9999-9999-9999-999999999999']);
    expect(unknown).toMatchObject({ Processed: false, Error: expect.any(String) });
    await session.post('Orders/ChangeOrderTag', { orderIds: [ids[0]], tag: 7 });
    expect((await process([ids[0]]))[0].Error).toContain('parked');
    expect((await session.post('Orders/SetInvoicesPrinted', { orderIds: ids })).data).toEqual([ids[1]]);
    await session.post('Orders/ChangeOrderTag', { orderIds: [ids[0]] });
    const lock = await session.post('Orders/LockOrder', { orderIds: [ids[0]], lockOrder: true });
    expect([lock.status, lock.data]).toEqual([204, '']);
    expect((await process([ids[0]]))[0].Error).toContain('locked');
    await session.post('Orders/LockOrder', { orderIds: [ids[0]], lockOrder: 'False' });
    await account({ invoiceRequired: true });
    expect((await process([ids[0]]))[0].Error).toMatch(/invoice.*printed/i);
    await session.post('Orders/SetInvoicesPrinted', { orderIds: ids });
    expect((await process(ids)).map(({ Processed }: { Processed: boolean }) => Processed)).toEqual([true, true]);
    expect((await process([ids[0]]))[0].Processed).toBe(false);
    await control(sandbox).post('linnworks/assume', { 'process-again': 'processed' });
    expect((await process([ids[0]]))[0].Processed).toBe(true);
  });

  test('unlinked items and short stock stop it when the account says so', async () => {
    const [unlinked, short] = (await session.post('Orders/CreateOrders', { orders: [orderFor('D3', { OrderItems: [lineFor('L', { ChannelSKU: 'NOSUCH' })] }), orderFor('D4', { OrderItems: [lineFor('L', { ChannelSKU: 'SOFA-3', Qty: 2 })] })], location: 'Default' })).data;
    await account({ linkedItemsRequired: true, stockRequired: true });
    const [first, second] = await process([unlinked, short]);
    expect([first.Error, second.Error]).toEqual(['Order contains unlinked items.', 'Insufficient stock of SOFA-3.']);
  });

  test('single processing, cancelling, refused records', async () => {
    const one = { orderId: ids[0], scanPerformed: 'True', locationId: DEFAULT };
    await control(sandbox).post('linnworks/faults', { kind: 'refuse', record: 'D1', message: 'Not today.' });
    expect((await session.post('Orders/ProcessOrder', one)).data).toEqual({ OrderId: ids[0], Processed: false, Error: 'Not today.' });
    await control(sandbox).delete('linnworks/faults');
    expect((await session.post('Orders/ProcessOrder', { orderId: ids[0] })).status).toBe(400);
    expect((await session.post('Orders/ProcessOrder', one)).data.Processed).toBe(true);
    const cancel = { orderId: ids[1], fulfilmentCenter: DEFAULT, refund: 0, note: '' };
    expect(typeof (await session.post('Orders/CancelOrder', cancel)).data).toBe('string');
    expect((await session.post('Orders/CancelOrder', cancel)).status).toBe(400);
    const { data } = await session.v2('?includeProcessed=true');
    expect(data.ProcessedOrders.map(({ GeneralInfo }: { GeneralInfo: { ReferenceNum: string; IsCancelled: boolean } }) => [GeneralInfo.ReferenceNum, GeneralInfo.IsCancelled]).sort()).toEqual([['D1', false], ['D2', true]]);
  });

  test('GetOpenOrdersDetails takes the bare object as JSON or as the form field request', async () => {
    await process([ids[0]]);
    expect((await session.post('OpenOrders/GetOpenOrdersDetails', { request: { OrderIds: ids } })).data.Orders).toHaveLength(1);
    expect((await session.postJson('OpenOrders/GetOpenOrdersDetails', { OrderIds: ids })).data.Orders).toHaveLength(1);
    expect((await session.postJson('OpenOrders/GetOpenOrdersDetails', { request: { OrderIds: ids } })).data.Orders).toHaveLength(0);
  });

  test('the warehouse can despatch, cancel and edit without us', async () => {
    await control(sandbox).post('linnworks/edit', { references: ['D1'], set: { HoldOrCancel: true } });
    expect((await control(sandbox).post('linnworks/process', {})).data).toEqual({ processed: ['D2'] });
    expect((await control(sandbox).post('linnworks/cancel', { references: ['D1'] })).data).toEqual({ cancelled: ['D1'] });
    expect((await control(sandbox).post('linnworks/process', { references: ['D1'] })).status).toBe(404);
  });

  test('a return is booked, then actioned once, and raises stock by what is not scrapped', async () => {
    await process([ids[0]]);
    const [{ RowId }] = (await details(ids[0])).Items;
    const before = await physical('MUG-BLUE-330');
    const request = { ChannelInitiated: false, OrderId: ids[0], Reference: 'RET-1', ReturnItems: [{ OrderItemRowId: RowId, ReturnLocation: DEFAULT, ReturnQuantity: 2, ScrapQuantity: 1, RefundAmount: 0, ReasonCategory: 'Faulty Item', Reason: 'broken' }] };
    const book = async (change = {}) => (await session.post('ReturnsRefunds/CreateRMABooking', { request: { ...request, ...change } })).data;
    expect((await book({ OrderId: ids[1] })).Errors).toHaveLength(2);
    const { RMAHeaderId } = await book();
    expect((await book()).Errors).toEqual([expect.stringContaining('is invalid')]);
    expect(await physical('MUG-BLUE-330')).toBe(before);
    const action = async () => (await session.post('ReturnsRefunds/ActionRMABooking', { request: { RMAHeaderId, OrderId: ids[0] } })).data;
    expect((await action()).SuccessfullyActioned).toBe(true);
    expect((await action()).SuccessfullyActioned).toBe(false);
    expect(await physical('MUG-BLUE-330')).toBe(before + 1);
    const { data } = await session.post('ReturnsRefunds/GetRMAHeadersByOrderId', { request: { OrderId: ids[0] } });
    expect(data.RMAHeaders).toMatchObject([{ ExternalReference: 'RET-1', Actioned: true }]);
  });
});
