import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { cin7Core, importSale, newLine, newSale, walkingClock, type Call } from './client';

describe('sales of the Cin7 Core room', () => {
  let sandbox: Sandbox;
  let call: Call;
  const assume = async (body: unknown) => expect((await control(sandbox).post('cin7core/assume', body)).status).toBe(200);
  const verb = async (name: string, body: unknown = {}) => {
    const { status, data } = await control(sandbox).post(`cin7core/${name}`, body);
    expect([name, status, data]).toEqual([name, 200, data]);
    return data;
  };
  const sync = async () => (await control(sandbox).get('cin7core/state')).data.sync;
  const error = ({ status, data }: { status: number; data: Array<{ ErrorCode: number; Exception: string }> }) => [status, data[0].ErrorCode, data[0].Exception];
  const shelf = async (sku: string) => (await call('GET', `ref/productavailability?Sku=${sku}`)).data.ProductAvailabilityList[0];

  beforeAll(async () => {
    sandbox = await startSandbox({ now: walkingClock() });
    call = cin7Core(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('a header, then lines: the sale is authorised and its goods are kept', async () => {
    const made = await call('POST', 'sale', newSale('206-1'));
    expect(made.data).toMatchObject({ Status: 'ESTIMATED', CustomerReference: '206-1', ExternalID: 'amazon:206-1', TaxCalculation: 'Inclusive', Order: { Status: 'NOT AVAILABLE', Lines: [] }, CombinedShippingStatus: 'NOT AVAILABLE' });
    const order = await call('POST', 'sale/order', { SaleID: made.data.ID, Memo: '', Status: 'AUTHORISED', Lines: [await newLine(call, 'MUG-BLUE-330')], AdditionalCharges: [{ Description: 'Shipping', Quantity: 1, Price: 3.9, Tax: 0.65, Discount: 0, TaxRule: '20% VAT on sales', Total: 3.9 }] });
    expect(order.data).toMatchObject({ SaleID: made.data.ID, Status: 'AUTHORISED', TotalBeforeTax: 24.9, Tax: 4.98, Total: 29.88 });
    const { data } = await call('GET', `sale?ID=${made.data.ID.toUpperCase()}&CountryFormat=Code2`);
    expect(data).toMatchObject({ Status: 'ORDERED', CombinedPickingStatus: 'NOT PICKED', CombinedShippingStatus: 'NOT SHIPPED', ShippingAddress: { Country: 'GB' }, Fulfilments: [{ TaskID: made.data.ID, Ship: { Status: 'NOT AVAILABLE' } }] });
    expect(await shelf('MUG-BLUE-330')).toMatchObject({ OnHand: 40, Allocated: 2, Available: 38 });
    expect((await sync()).orders).toMatchObject({ incoming: ['206-1'], outgoing: [] });
  });

  test('the list finds a sale by ExternalID and tells neither lines nor addresses', async () => {
    await importSale(call, 'A1');
    await importSale(call, 'A2');
    const { data } = await call('GET', 'saleList?ExternalID=amazon:A1&Limit=1');
    expect([data.Total, data.SaleList[0].CustomerReference, data.SaleList[0].OrderStatus, 'Lines' in data.SaleList[0], 'ShippingAddress' in data.SaleList[0]]).toEqual([1, 'A1', 'AUTHORISED', false, false]);
    expect((await call('GET', 'SALELIST?limit=1&page=2')).data).toMatchObject({ Total: 2, Page: 2, SaleList: [{ CustomerReference: 'A1' }] });
    for (const search of ['A2', 'amazon', 'SO-00502']) expect((await call('GET', `saleList?Search=${search}`)).data.Total).toBe(search === 'amazon' ? 2 : 1);
  });

  test('UpdatedSince leaves the moment itself out, or not', async () => {
    const id = await importSale(call, 'A1');
    const { Updated } = (await call('GET', 'saleList')).data.SaleList[0];
    expect((await call('GET', `saleList?UpdatedSince=${Updated}`)).data.Total).toBe(0);
    await assume({ 'since-boundary': 'included' });
    expect((await call('GET', `saleList?UpdatedSince=${Updated}`)).data.Total).toBe(1);
    await call('PUT', 'sale', { ID: id, Note: 'changed' });
    expect((await call('GET', `saleList?UpdatedUntil=${Updated}`)).data.Total).toBe(0);
    await assume({ 'updated-until': 'ignored' });
    expect((await call('GET', `saleList?UpdatedUntil=${Updated}`)).data.Total).toBe(1);
  });

  test('names nobody created are refused, and so are codes of countries', async () => {
    const address = newSale('A').ShippingAddress as object;
    for (const [change, message] of [
      [{ Customer: 'Nobody' }, "Customer 'Nobody' not found"],
      [{ Location: 'Nowhere' }, "Location 'Nowhere' not found"],
      [{ TaxRule: 'None' }, "Tax rule 'None' not found"],
      [{ Carrier: 'Pigeon' }, "Carrier 'Pigeon' not found"],
      [{ Terms: 'Never' }, "Payment term 'Never' not found"],
      [{ ShippingAddress: { ...address, Country: 'GB' } }, "Country 'GB' not found"],
      [{ ShippingAddress: { ...address, Line1: undefined } }, 'ShippingAddress.Line1 is required'],
      [{ CustomerReference: 'x'.repeat(257) }, 'CustomerReference must be 256 characters or less'],
      [{ Customer: 'Euro Shop' }, 'CurrencyRate is required'],
    ] as const) expect(error(await call('POST', 'sale', newSale('A', change)))).toEqual([400, 400, message]);
    expect((await call('GET', 'saleList')).data.Total).toBe(0);
    await assume({ 'country-in-writes': 'codes-too' });
    expect((await call('POST', 'sale', newSale('A', { ShippingAddress: { ...address, Country: 'GB' } }))).data.ShippingAddress.Country).toBe('United Kingdom');
  });

  test('ShipToOther keeps the customer free of an address per order', async () => {
    const addresses = async () => (await control(sandbox).get('cin7core/state')).data.customers.flatMap((one: { addresses: unknown[] }) => one.addresses).length;
    await call('POST', 'sale', newSale('A1'));
    expect(await addresses()).toBe(0);
    await call('POST', 'sale', newSale('A2', { ShippingAddress: { Line1: '9 Elm', Country: 'Germany' } }));
    expect(await addresses()).toBe(1);
  });

  test('an order line is taken only when all of it fits', async () => {
    const { ID } = (await call('POST', 'sale', newSale('A'))).data;
    const line = await newLine(call, 'MUG-BLUE-330');
    const write = (change: object, more: object = {}) => call('POST', 'sale/order', { SaleID: ID, Memo: '', Status: 'AUTHORISED', Lines: [{ ...line, ...change }], ...more });
    expect(error(await write({ SKU: undefined }))).toEqual([400, 400, 'ProductID and SKU are required']);
    expect(error(await write({ SKU: 'MUG-RED-330' }))).toEqual([400, 404, 'Product MUG-RED-330 not found']);
    expect(error(await write({ Total: 25.97 }))).toEqual([400, 400, 'Line Total is incorrect']);
    expect(error(await write({ Discount: 10 }))).toEqual([400, 400, 'Line Total is incorrect']);
    expect(error(await write({ Quantity: 0.5, Total: undefined }))).toEqual([400, 400, 'Quantity must be 1 or more']);
    expect(error(await write({ Price: 12.99999 }))).toEqual([400, 400, 'Lines[0].Price has more than 4 decimal places']);
    expect(error(await write({ Tax: undefined }))).toEqual([400, 400, 'Lines[0].Tax is required']);
    expect(error(await write({}, { Memo: undefined }))).toEqual([400, 400, 'Memo is required']);
    expect(error(await write({}, { AdditionalCharges: [{ Description: 'Post and packing', Quantity: 1, Price: 1, Tax: 0, TaxRule: 'Tax Exempt' }] }))).toEqual([400, 400, "Service product 'Post and packing' not found"]);
    expect(error(await write({ Quantity: 'two' }))).toEqual([500, 500, 'Error converting value of Lines[0].Quantity']);
    expect((await call('GET', `sale/order?SaleID=${ID}`)).data).toMatchObject({ Status: 'NOT AVAILABLE', Lines: [] });
    expect((await write({ Discount: 10, Total: 23.38 })).data.Total).toBe(23.382);
    await assume({ 'line-product': 'one-enough', 'charge-description': 'free-text' });
    const { ID: second } = (await call('POST', 'sale', newSale('B'))).data;
    expect((await call('POST', 'sale/order', { SaleID: second, Memo: '', Status: 'DRAFT', Lines: [{ ...line, ProductID: undefined }], AdditionalCharges: [{ Description: 'Post', Quantity: 1, Price: 1, Tax: 0, TaxRule: 'Tax Exempt' }] })).status).toBe(200);
  });

  test('POST replaces the lines of a draft and is refused once authorised', async () => {
    const { ID } = (await call('POST', 'sale', newSale('A'))).data;
    const lines = [await newLine(call, 'MUG-BLUE-330')];
    const write = (Status: string, Lines: unknown[]) => call('POST', 'sale/order', { SaleID: ID, Memo: '', Status, Lines });
    await write('DRAFT', [...lines, ...lines]);
    expect((await write('DRAFT', lines)).data.Lines).toHaveLength(1);
    expect((await call('GET', 'saleList')).data.SaleList[0].Status).toBe('ORDERING');
    await write('AUTHORISED', lines);
    expect(error(await write('AUTHORISED', lines))[2]).toMatch(/AUTHORISED/);
    const { ID: quoted } = (await call('POST', 'sale', newSale('B', { SkipQuote: undefined }))).data;
    expect(error(await call('POST', 'sale/order', { SaleID: quoted, Memo: '', Status: 'DRAFT', Lines: lines }))).toEqual([400, 400, 'Quote is not AUTHORISED']);
  });

  test('what is not there is silently on back-order, until goods come in', async () => {
    const line = await newLine(call, 'SOFA-3', { Quantity: 3, Total: undefined });
    const { ID } = (await call('POST', 'sale', newSale('A'))).data;
    const { data } = await call('POST', 'sale/order', { SaleID: ID, Memo: '', Status: 'AUTHORISED', AutoPickPackShipMode: 'AUTOPICKPACKSHIP', Lines: [line] });
    expect(data.Lines[0].BackorderQuantity).toBe(2);
    expect((await call('GET', 'saleList')).data.SaleList[0]).toMatchObject({ Status: 'BACKORDERED', CombinedShippingStatus: 'NOT SHIPPED' });
    await verb('restock', { levels: { 'SOFA-3': 5 } });
    expect((await call('GET', `sale?ID=${ID}`)).data.Order.Lines[0].BackorderQuantity).toBe(0);
    expect(await shelf('SOFA-3')).toMatchObject({ OnHand: 5, Allocated: 3 });
  });

  test('void and undo give the goods back', async () => {
    const id = await importSale(call, 'A1');
    const other = await importSale(call, 'A2');
    expect((await call('DELETE', `sale?ID=${id}&Void=true`)).data).toMatchObject({ Status: 'VOIDED', CombinedShippingStatus: 'VOIDED' });
    expect(error(await call('DELETE', `sale?ID=${id}&Void=true`))).toEqual([400, 400, 'Sale is already VOIDED']);
    expect((await call('DELETE', `sale?ID=${other}`)).data).toMatchObject({ Status: 'ORDERING', Fulfilments: [] });
    expect(await shelf('MUG-BLUE-330')).toMatchObject({ Allocated: 0, Available: 40 });
    await assume({ 'void-again': 'accepted' });
    expect((await call('DELETE', `sale?ID=${id}&Void=true`)).status).toBe(200);
  });

  test('seeded orders leave this system, but for drafts, shipped and voided ones', async () => {
    const { orders } = await verb('seed', { orders: 33 });
    expect(orders).toHaveLength(33);
    const { outgoing } = (await sync()).orders;
    expect(outgoing).toHaveLength(27);
    const { data } = await call('GET', 'saleList?OrderStatus=AUTHORISED&CombinedShippingStatus=NOT%20SHIPPED&Limit=1000');
    expect(data.SaleList.map((row: { OrderNumber: string }) => row.OrderNumber).sort()).toEqual([...outgoing].sort());
    await verb('void', { orders: [outgoing[0]] });
    await verb('authorise');
    expect((await sync()).orders.outgoing).toHaveLength(29);
  });

  test('a refused record is refused by its reference', async () => {
    await control(sandbox).post('cin7core/faults', { kind: 'refuse', record: 'A1', message: 'no' });
    expect(error(await call('POST', 'sale', newSale('A1')))).toEqual([400, 400, 'no']);
    expect((await call('POST', 'sale', newSale('A2'))).status).toBe(200);
  });

  test('invoices and payments', async () => {
    const id = await importSale(call, 'A1');
    await verb('invoice', { orders: ['A1'], paid: false });
    const row = async () => (await call('GET', 'saleList')).data.SaleList[0];
    expect(await row()).toMatchObject({ Status: 'INVOICED', CombinedInvoiceStatus: 'INVOICED', CombinedPaymentStatus: 'UNPAID' });
    const [{ TaskID, Total }] = (await call('GET', `sale/invoice?SaleID=${id}`)).data.Invoices;
    await call('POST', 'sale/payment', { TaskID, Type: 'PAYMENT', Amount: Total, DatePaid: '2026-11-21T00:00:00', Account: '610', CurrencyRate: 1 });
    expect(await row()).toMatchObject({ CombinedPaymentStatus: 'PAID', PaidAmount: 25.98 });
    await assume({ 'invoice-words': 'documented' });
    expect((await row()).CombinedInvoiceStatus).toBe('PAID');
    await verb('despatch');
    expect(await row()).toMatchObject({ Status: 'COMPLETED', OrderStatus: 'CLOSED' });
  });
});
