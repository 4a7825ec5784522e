import { control, linnworks, orderFor } from '../clients';
import { startSandbox, type Sandbox } from '../server';

const NOW = Date.parse('2026-01-05T12:00:00Z');

interface V2Row {
  OrderId: string;
  GeneralInfo: { ReferenceNum: string; Status: number };
  FulfilmentLocationId: string;
}

describe('reading orders from the Linnworks room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let session: Awaited<ReturnType<typeof linnworks>>;
  const create = async (references: string[], change = {}, location = 'Default') =>
    (await session.post('Orders/CreateOrders', { orders: references.map((reference) => orderFor(reference, change)), location })).data as string[];
  const assume = (answers: Record<string, string>) => control(sandbox).post('linnworks/assume', answers);

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    clock = NOW;
    sandbox.reset();
    session = await linnworks(sandbox);
  });
  afterAll(() => sandbox.close());

  test('by id, by reference of any channel, by number', async () => {
    const [id] = await create(['R1'], { SecondaryReferenceNumber: 'S1' });
    await create(['R1'], { Source: 'OTHER' });
    await create(['R2'], { SecondaryReferenceNumber: 'R1' });
    const byId = await session.post('Orders/GetOrdersById', { pkOrderIds: [id, '99999999-9999-9999-9999-999999999999'] });
    expect(byId.data).toHaveLength(1);
    expect(byId.data[0]).toMatchObject({ OrderId: id, GeneralInfo: { ReferenceNum: 'R1', Status: 1, IsParked: false }, TotalsInfo: { TotalCharge: 29.88 }, ShippingInfo: { PostageCost: 3.9 } });
    const byReference = async (reference: string) => (await session.get('Orders/GetOrderDetailsByReferenceId', `?ReferenceId=${reference}`)).data;
    expect(await byReference('R1')).toHaveLength(3);
    expect(await byReference('S1')).toHaveLength(1);
    expect(await byReference('NONE')).toEqual([]);
    expect((await session.get('Orders/GetOrderDetailsByReferenceId')).status).toBe(400);
    expect((await session.get('Orders/GetOrderDetailsByNumOrderId', `?OrderId=${byId.data[0].NumOrderId}`)).data.OrderId).toBe(id);
    expect((await session.get('Orders/GetOrderDetailsByNumOrderId', '?OrderId=1')).data).toEqual({});
    expect((await session.get('Orders/GetOrderDetailsByNumOrderId', '?OrderId=x')).status).toBe(400);
  });

  test('at most fifty by reference', async () => {
    sandbox.room('linnworks').seed({ orders: Array.from({ length: 60 }, (_, index) => ({ ...orderFor('SAME'), SubSource: `Shop ${index}` })) });
    expect((await session.get('Orders/GetOrderDetailsByReferenceId', '?ReferenceId=SAME')).data).toHaveLength(50);
  });

  test('operations declared as GET take a form post too, unless told otherwise; POST ones refuse GET', async () => {
    expect((await session.post('Orders/GetOrderDetailsByReferenceId', { ReferenceId: 'R1' })).status).toBe(200);
    await assume({ 'get-as-form-post': 'refused' });
    expect((await session.post('Orders/GetOrderDetailsByReferenceId', { ReferenceId: 'R1' })).status).toBe(405);
    expect((await session.get('Orders/GetOrdersById', '?pkOrderIds=%5B%5D')).status).toBe(405);
  });

  test('option lists', async () => {
    const { data: locations } = await session.get('Inventory/GetStockLocations');
    expect(locations[0]).toMatchObject({ StockLocationId: '00000000-0000-0000-0000-000000000000', LocationName: 'Default' });
    expect(locations.filter(({ IsFulfillmentCenter }: { IsFulfillmentCenter: boolean }) => IsFulfillmentCenter)).toHaveLength(1);
    const { data: services } = await session.get('PostalServices/GetPostalServices');
    const { data: methods } = await session.get('Orders/GetShippingMethods');
    expect(methods.flatMap(({ PostalServices }: { PostalServices: unknown[] }) => PostalServices)).toHaveLength(services.length);
  });

  test('v2 pages by search token until it is null', async () => {
    sandbox.room('linnworks').seed({ orders: 130 });
    const seen: string[] = [];
    let query = '?entriesPerPage=40&includeProcessed=true';
    for (let pages = 0; pages < 10; pages += 1) {
      const { status, data } = await session.v2(query);
      expect(status).toBe(200);
      seen.push(...data.OpenOrders.map(({ OrderId }: V2Row) => OrderId));
      if (data.NextSearchToken === null) break;
      query = `?searchToken=${data.NextSearchToken}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([130, 130]);
    expect((await session.v2()).data.OpenOrders).toHaveLength(50);
  });

  test('v2 filters by last update, payment, location; id overrides all', async () => {
    const [paid] = await create(['V1']);
    clock += 60_000;
    const [unpaid] = await create(['V2'], { PaymentStatus: 'Unpaid' });
    await create(['V3'], {}, 'Second Warehouse');
    const references = async (query: string) => ((await session.v2(query)).data.OpenOrders as V2Row[]).map(({ GeneralInfo }) => GeneralInfo.ReferenceNum).sort();
    expect(await references('')).toEqual(['V1', 'V2', 'V3']);
    expect(await references(`?fromDate=${new Date(NOW + 1000).toISOString()}`)).toEqual(['V2', 'V3']);
    expect(await references('?onlyPaid=true')).toEqual(['V1', 'V3']);
    expect(await references('?locationId=00000000-0000-0000-0000-000000000000')).toEqual(['V1', 'V2']);
    expect(await references(`?id=${paid}&id=${unpaid}&onlyPaid=true`)).toEqual(['V1', 'V2']);
    await assume({ 'v2-without-location': 'default-location-only' });
    expect(await references('')).toEqual(['V1', 'V2']);
  });

  test('v2 hides postage from ShippingInfo and shows it in TotalsInfo', async () => {
    await create(['W1']);
    const [row] = (await session.v2()).data.OpenOrders;
    expect(row.ShippingInfo).not.toHaveProperty('PostageCost');
    expect(row.TotalsInfo).toMatchObject({ PostageCost: 3.9, TotalCharge: 29.88 });
  });

  test.each(['?entriesPerPage=0', '?entriesPerPage=x', '?fromDate=yesterday', '?locationId=Default', '?id=1', '?onlyPaid=yes', '?searchToken=99999999-9999-9999-9999-999999999999'])('v2 refuses %s', async (query) => {
    const { status, data, headers } = await session.v2(query);
    expect([status, headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(data).toMatchObject({ status: 400, title: expect.any(String), type: expect.any(String) });
  });

  test('v2 page maximum, token life and availability are assumptions', async () => {
    sandbox.room('linnworks').seed({ orders: 60 });
    await assume({ 'v2-page-max': '25', 'search-token-life': '30-seconds' });
    const { data } = await session.v2('?entriesPerPage=100');
    expect(data.OpenOrders).toHaveLength(25);
    clock += 30_001;
    expect((await session.v2(`?searchToken=${data.NextSearchToken}`)).status).toBe(400);
    await assume({ 'v2-page-too-large': '400' });
    expect((await session.v2('?entriesPerPage=100')).status).toBe(400);
    await assume({ 'v2-available': '403' });
    expect((await session.v2()).status).toBe(403);
  });
});
