import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { mintsoft, newOrder } from './client';

type Json = Record<string, unknown>;

describe('announced deliveries and returns of the Mintsoft room', () => {
  let time = Date.parse('2026-07-01T22:30:00Z');
  let sandbox: Sandbox;
  let call: ReturnType<typeof mintsoft>;
  const verb = async (name: string, body: unknown = {}) => {
    const { status, data } = await control(sandbox).post(`mintsoft/${name}`, body);
    expect([name, status, data]).toEqual([name, 200, data]);
    return data;
  };
  const state = async () => (await control(sandbox).get('mintsoft/state')).data;
  const shelf = async (SKU: string) => (await state()).stock.find((one: Json) => one.SKU === SKU && one.ClientId === 17 && one.WarehouseId === 3);
  const newAsn = (change: Json = {}): Json => ({
    ...{ WarehouseId: 3, ClientId: 17, POReference: 'PO-1', Supplier: 'Tea Traders', EstimatedDelivery: '2026-12-01T00:00:00+01:00', GoodsInType: 'Pallet', Quantity: 2, Comments: 'from Linnworks' },
    Items: [{ SKU: '0001234', Quantity: 200, SourceLineId: 'a' }, { SKU: '0001234', Quantity: 50, SourceLineId: 'b' }],
    ...change,
  });
  const asn = async (change: Json = {}) => (await call('PUT', 'ASN', newAsn(change))).data;

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => time });
    call = mintsoft(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('an ASN is created, released and booked in, once', async () => {
    const { ID, Success } = await asn();
    expect(Success).toBe(true);
    expect((await call('GET', `ASN/${ID}/Confirm`)).data).toMatchObject({ Success: true });
    expect(await shelf('0001234')).toMatchObject({ OnOrder: 250, StockLevel: 3000 });
    expect((await call('GET', `ASN/${ID}/BookIn`)).data).toMatchObject({ Success: true });
    expect((await call('GET', `ASN/${ID}/BookIn`)).data).toMatchObject({ Success: false, Message: 'ASN is BookedIn' });
    expect(await shelf('0001234')).toMatchObject({ OnOrder: 0, StockLevel: 3250, OnHand: 3250 });
    const { data } = await call('GET', `ASN/${ID}`);
    expect(data).toMatchObject({ POReference: 'PO-1', ASNStatusId: 4, EstimatedDelivery: '2026-11-30T23:00:00', BookedInDate: '2026-07-01T23:30:00' });
    expect(data.Items).toMatchObject([{ SourceLineId: 'a', QuantityExpected: 200, QuantityReceieved: 200, QuantityBooked: 200 }, { SourceLineId: 'b', QuantityBooked: 50 }]);
    expect((await call('GET', `ASN/${ID}/MarkAwaitingPutAway`)).data.Success).toBe(true);
    expect((await call('GET', `ASN/${ID}/MarkPutAwayComplete`)).data.Success).toBe(true);
    expect((await state()).asns).toMatchObject([{ status: 'Complete' }]);
  });

  test.each([
    ['Comments is required', { Comments: '' }],
    ['POReference is required', { POReference: undefined }],
    ['GoodsInType not found', { GoodsInType: 'Bucket' }],
    ['Quantity is required', { Quantity: 0 }],
    ['ClientId is required', { ClientId: undefined }],
    ['Items are required', { Items: [] }],
    ['Product not found: NOPE', { Items: [{ SKU: 'NOPE', Quantity: 1 }, { SKU: '0001234', Quantity: 1 }] }],
  ])('refused: %s', async (Message, change) => {
    expect(await asn(change)).toMatchObject({ Success: false, Message });
    expect((await state()).asns).toEqual([]);
  });

  test('nothing is unique; an unknown SKU may cost only its line', async () => {
    await asn();
    await asn();
    await verb('assume', { 'asn-with-unknown-sku': 'line-dropped' });
    await asn({ Items: [{ SKU: 'NOPE', Quantity: 1 }, { SKU: '0001234', Quantity: 1 }] });
    expect((await state()).asns.map(({ POReference, items }: { POReference: string; items: unknown[] }) => [POReference, items.length])).toEqual([['PO-1', 2], ['PO-1', 2], ['PO-1', 1]]);
  });

  test('the list filters by a list of statuses and leaves the items out', async () => {
    await verb('seed', { asns: 3 });
    const { ID } = await asn();
    await call('GET', `ASN/${ID}/Confirm`);
    const list = async (query: string) => (await call('GET', `ASN/List?ClientId=17&${query}`)).data as Json[];
    expect((await list('ASNStatusId=1;3')).length).toBe(4);
    expect(await list('ASNStatusId=3&IncludeASNItems=true')).toMatchObject([{ POReference: 'PO-1', Items: null }]);
    await verb('assume', { 'asn-list-items': 'present' });
    expect(await list('ASNStatusId=3&IncludeASNItems=true')).toMatchObject([{ Items: [{ SourceLineId: 'a' }, { SourceLineId: 'b' }] }]);
    expect(await list('ASNStatusId=3')).toMatchObject([{ Items: null }]);
    await verb('bookIn', { references: ['PO-1'], lines: { a: 198 }, partial: true });
    expect(await list('BookedInStartInterval=2026-07-01T23:00:00')).toMatchObject([{ ASNStatusId: 7 }]);
    expect(await list('BookedInStartInterval=2026-07-02T00:00:00')).toEqual([]);
    await verb('bookIn', { references: ['PO-1'] });
    expect((await call('GET', `ASN/${ID}`)).data).toMatchObject({ ASNStatusId: 4, Items: [{ QuantityBooked: 200 }, { QuantityBooked: 50 }] });
    expect((await list('PageNo=2&Limit=3')).length).toBe(1);
  });

  test('receiving by line, and deleting what has not come', async () => {
    const { ID } = await asn();
    const [first] = (await call('GET', `ASN/${ID}`)).data.Items;
    expect((await call('POST', `ASN/${ID}/Items/Receive`, [{ ASNItemId: first.ID, Quantity: 7, LocationId: 900, Complete: true }])).data).toMatchObject({ Success: true });
    expect((await call('POST', `ASN/${ID}/Items/Receive`, [{ ASNItemId: 1, Quantity: 7 }])).data).toMatchObject({ Success: false });
    expect((await call('GET', `ASN/${ID}/PartBook`)).data).toMatchObject({ Success: true });
    expect(await shelf('0001234')).toMatchObject({ StockLevel: 3007 });
    expect((await call('DELETE', `ASN/${ID}`)).data).toMatchObject({ Success: false });
    const other = await asn({ POReference: 'PO-2' });
    expect((await call('DELETE', `ASN/${other.ID}`)).data).toMatchObject({ Success: true });
    expect((await call('GET', `ASN/${other.ID}`)).status).toBe(404);
    await verb('account', { level: 'client' });
    expect((await call('GET', `ASN/${ID}/BookIn`)).status).toBe(401);
  });

  test('a return is booked for a shipped order, line by line, and confirming applies the reasons', async () => {
    const { OrderId } = (await call('PUT', 'Order', newOrder('R1', { OrderItems: [{ SKU: '0001234', Quantity: 3 }, { SKU: 'ZERO-EAN', Quantity: 1 }] }))).data[0];
    expect((await call('POST', `Return/CreateReturn/${OrderId}?Reference=RMA-88`)).data).toMatchObject({ Success: false });
    await verb('despatch');
    const { ID } = (await call('POST', `Return/CreateReturn/${OrderId}?WarehouseId=3&Reference=RMA-88`)).data;
    const add = async (sku: string, Quantity: number, ReturnReasonId: number) => {
      const ProductId = (await call('GET', `Product/LookupProductId?SKU=${sku}&ClientId=17`)).data;
      return (await call('POST', `Return/${ID}/AddItem`, { ProductId, Quantity, ReturnReasonId, Action: 'NONE' })).data.Success;
    };
    expect((await call('POST', `Return/${ID}/Confirm`)).data).toMatchObject({ Success: false });
    expect([await add('0001234', 2, 1), await add('0001234', 2, 1), await add('ZERO-EAN', 1, 2), await add('MUG-RED-330', 1, 1), await add('0001234', 1, 99)]).toEqual([true, false, true, false, false]);
    expect((await call('POST', `Return/${ID}/Confirm`)).data).toMatchObject({ Success: true });
    expect((await call('POST', `Return/${ID}/Confirm`)).data).toMatchObject({ Success: false });
    expect([await shelf('0001234'), await shelf('ZERO-EAN')]).toMatchObject([{ StockLevel: 2999 }, { StockLevel: 799, InQuarantine: 1 }]);
    expect((await call('GET', `Return/${ID}`)).data).toMatchObject({ OrderId, OrderNumber: 'R1', Reference: 'RMA-88', Confirmed: true, ReturnItems: [{ SKU: '0001234', ReturnReasonName: 'Unwanted', ReturnedToStock: true }, { StockAction: 'Quarantine', ReturnedToStock: false }] });
  });

  test('returns are looked up by the day of the tenant', async () => {
    await call('PUT', 'Order', newOrder('R2'));
    await verb('despatch');
    const start = time;
    time += 1_800_000; // half past midnight in London, half past eleven in UTC
    const { id } = await verb('receiveReturn', { order: 'R2', items: { 'MUG-BLUE-330': 1 }, confirmed: false });
    time += 86_400_000;
    await verb('confirmReturn', { id });
    const days = async () => Promise.all(['2026-07-01', '2026-07-02', '2026-07-03'].map(async (day) => (await call('GET', `Return/SearchByDate?Date=${day}`)).data.length));
    expect(await days()).toEqual([0, 1, 0]);
    await verb('assume', { 'return-search-date': 'confirmed' });
    expect(await days()).toEqual([0, 0, 1]);
    time = start;
  });

  test('a return of goods from elsewhere, where the account has it', async () => {
    const body = { ClientId: 17, WarehouseId: 3, Reference: 'EXT-1', ReturnItems: [{ SKU: '0001234', Quantity: 1, ReturnReasonId: 1, Action: 'NONE' }] };
    expect((await call('POST', 'Return/CreateExternalReturn', body)).data).toMatchObject({ Success: true });
    expect((await call('POST', 'Return/CreateExternalReturn', { ...body, Reference: 'x'.repeat(51) })).data).toMatchObject({ Success: false });
    expect((await state()).returns).toMatchObject([{ Reference: 'EXT-1', Confirmed: true, OrderId: null }]);
    await verb('assume', { 'external-return': '404' });
    expect((await call('POST', 'Return/CreateExternalReturn', body)).status).toBe(404);
  });
});
