import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { cin7Core, importSale, walkingClock, type Call } from './client';

describe('stock, products, purchases and lists of the Cin7 Core room', () => {
  let sandbox: Sandbox;
  let call: Call;
  const assume = async (body: unknown) => expect((await control(sandbox).post('cin7core/assume', body)).status).toBe(200);
  const verb = async (name: string, body: unknown = {}) => {
    const { status, data } = await control(sandbox).post(`cin7core/${name}`, body);
    expect([name, status]).toEqual([name, 200]);
    return data;
  };
  const message = ({ status, data }: { status: number; data: Array<{ ErrorCode: number; Exception: string }> }) => [status, data[0].ErrorCode, data[0].Exception];
  const rows = async (sku: string) => (await call('GET', `ref/productavailability?Sku=${encodeURIComponent(sku)}`)).data.ProductAvailabilityList.filter((row: { SKU: string }) => row.SKU === sku);
  const line = (SKU: string, Quantity: number, more: object = {}) => ({ SKU, Location: 'Main Warehouse', Quantity, UnitCost: 5, ...more });
  const adjust = (Lines: unknown[], more: object = {}) => call('POST', 'stockadjustment', { EffectiveDate: '2026-11-21T00:00:00', Status: 'COMPLETED', Account: '500', UpdateOnHand: true, Lines, ...more });

  beforeAll(async () => {
    sandbox = await startSandbox({ now: walkingClock() });
    call = cin7Core(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('the quantity is the new figure of what lies there, or of what is available', async () => {
    await importSale(call, 'A1');
    const { data } = await adjust([line('MUG-BLUE-330', 120), line('PEN+REFILL', 7)]);
    expect(data).toMatchObject({ StocktakeNumber: 'ST-00001', Status: 'COMPLETED', ExistingStockLines: [{ SKU: 'MUG-BLUE-330', QuantityOnHand: 40, Available: 38, Adjustment: 120 }], NewStockLines: [{ SKU: 'PEN+REFILL', Quantity: 7, UnitCost: 5 }] });
    expect(await rows('MUG-BLUE-330')).toMatchObject([{ OnHand: 120, Allocated: 2, Available: 118 }]);
    await adjust([line('MUG-BLUE-330', 10)], { UpdateOnHand: undefined });
    expect(await rows('MUG-BLUE-330')).toMatchObject([{ OnHand: 12, Allocated: 2, Available: 10, StockOnHand: 78 }]);
    const { sync } = (await control(sandbox).get('cin7core/state')).data;
    expect([sync.stock.outgoing.includes('MUG-BLUE-330=10'), sync.stock.incoming.includes('MUG-BLUE-330=12')]).toEqual([true, true]);
  });

  test('one bad line refuses the call and changes nothing', async () => {
    const good = line('MUG-RED-330', 99);
    for (const [bad, expected] of [
      [line('NOBODY', 1), [400, 404, 'Product NOBODY not found']],
      [line('MUG-BLUE-330', 1, { Location: 'Nowhere' }), [400, 400, "Location 'Nowhere' not found"]],
      [line('MUG-BLUE-330', 1, { UnitCost: undefined }), [400, 400, 'Lines[1].UnitCost is required']],
      [line('MUG-BLUE-330', -1), [400, 400, 'Quantity must not be negative']],
      [line('MUG-RED-330', 5), [400, 400, 'The same product is listed twice']],
      [line('SHIPPING', 5), [400, 400, 'Product SHIPPING is a service']],
    ] as const) expect(message(await adjust([good, bad]))).toEqual(expected);
    expect(message(await adjust([good], { Account: '999' }))).toEqual([400, 400, "Account '999' not found"]);
    expect(message(await adjust([]))).toEqual([400, 400, 'Lines are required']);
    expect(await rows('MUG-RED-330')).toMatchObject([{ OnHand: 12 }]);
    expect((await call('GET', 'stockadjustmentList')).data.Total).toBe(0);
    await assume({ 'adjustment-lines': '250' });
    expect(message(await adjust(Array.from({ length: 251 }, () => good)))).toEqual([400, 400, 'No more than 250 lines are allowed']);
  });

  test('goods in bins: a row beside the others, or a refusal', async () => {
    await verb('seed', { stock: [{ SKU: '0001234', Bin: 'A-01', OnHand: 30 }, { SKU: '0001234', Bin: 'A-02', OnHand: 20 }, { SKU: '0001234', OnHand: 0 }] });
    expect((await rows('0001234')).map((row: { Bin: string | null; OnHand: number }) => [row.Bin, row.OnHand])).toEqual([[null, 0], ['A-01', 30], ['A-02', 20]]);
    await adjust([line('0001234', 50)]);
    expect((await rows('0001234')).reduce((sum: number, row: { OnHand: number }) => sum + row.OnHand, 0)).toBe(100);
    await assume({ 'adjustment-and-bins': 'refused' });
    expect(message(await adjust([line('0001234', 50)]))).toEqual([400, 400, 'Product 0001234 lies in bins']);
  });

  test('batches are adjusted by their number', async () => {
    await verb('seed', { products: [{ sku: 'TEA-B', stock: 0, costing: 'FEFO - Batch' }], stock: [{ SKU: 'TEA-B', Batch: 'L1', ExpiryDate: '2027-01-01T00:00:00', OnHand: 5 }] });
    expect(message(await adjust([line('TEA-B', 9)]))).toEqual([400, 400, 'BatchSN is required for TEA-B']);
    expect(message(await adjust([line('TEA-B', 9, { BatchSN: 'L1' })]))).toEqual([400, 400, 'ExpiryDate is required for TEA-B']);
    await adjust([line('TEA-B', 9, { BatchSN: 'L1', ExpiryDate: '2027-01-01T00:00:00' })]);
    expect((await rows('TEA-B')).map((row: { Batch: string | null; OnHand: number }) => [row.Batch, row.OnHand])).toEqual([[null, 0], ['L1', 9]]);
  });

  test('a draft changes nothing until it is completed', async () => {
    const { TaskID } = (await adjust([line('MUG-RED-330', 1)], { Status: 'DRAFT' })).data;
    expect(await rows('MUG-RED-330')).toMatchObject([{ OnHand: 12 }]);
    await call('PUT', 'stockadjustment', { TaskID, EffectiveDate: '2026-11-21T00:00:00', Status: 'COMPLETED', UpdateOnHand: true, Lines: [line('MUG-RED-330', 2)] });
    expect(await rows('MUG-RED-330')).toMatchObject([{ OnHand: 2 }]);
    expect((await call('GET', `stockadjustment?TaskID=${TaskID}`)).data).toMatchObject({ Status: 'COMPLETED', Transactions: [{ Amount: -10 }] });
    await verb('account', { lockDate: '2026-12-01' });
    expect(message(await adjust([line('MUG-RED-330', 1)]))).toEqual([400, 400, 'Date is before the lock date']);
  });

  test('lists the introduction does not name page, or give everything again and again', async () => {
    const page = async (number: number) => (await call('GET', `ref/productavailability?Page=${number}&Limit=5`)).data;
    expect([(await page(1)).ProductAvailabilityList.length, (await page(3)).ProductAvailabilityList.length, (await page(4)).ProductAvailabilityList.length, (await page(1)).Total]).toEqual([5, 2, 0, 12]);
    await assume({ 'unnamed-lists-paging': 'ignored' });
    expect([(await page(2)).ProductAvailabilityList.length, (await page(2)).Page]).toEqual([12, 1]);
    expect((await call('GET', 'product?Page=2&Limit=5')).data.Products).toHaveLength(5);
  });

  test('products: unique, filed under what exists, and found by more than their SKU', async () => {
    const tea = { SKU: 'TEA-25', Name: 'Tea', Category: 'other', Type: 'Stock', CostingMethod: 'FIFO', UOM: 'Item', Status: 'Active', Weight: 0.25, PriceTier1: 2.5 };
    expect(message(await call('POST', 'product', { ...tea, Category: 'Tea' }))).toEqual([400, 404, 'Category not found.']);
    expect(message(await call('POST', 'product', { ...tea, Brand: 'Nobody' }))).toEqual([400, 404, 'Brand not found.']);
    const { data } = await call('POST', 'product', tea);
    expect(data.Products[0]).toMatchObject({ SKU: 'TEA-25', Category: 'Other', PriceTier1: 2.5, PriceTiers: { 'Tier 1': 2.5 } });
    expect(message(await call('POST', 'product', { ...tea, SKU: 'tea-25' }))).toEqual([400, 400, "Product with SKU 'tea-25' already exists"]);
    await call('POST', 'product', { ...tea, SKU: 'TEA-250', Name: 'More tea' });
    expect((await call('GET', 'product?Sku=TEA-25')).data.Total).toBe(2);
    const { ID, LastModifiedOn } = data.Products[0];
    expect((await call('PUT', 'product', { ID, Status: 'Deprecated', Type: 'Service' })).data.Products[0]).toMatchObject({ Status: 'Deprecated', Type: 'Stock', Name: 'Tea' });
    expect((await call('GET', `product?ModifiedSince=${LastModifiedOn}&IncludeDeprecated=true`)).data.Total).toBe(2);
    expect((await call('GET', `product?ID=${ID}`)).data.Total).toBe(0);
  });

  test('purchases: listed with their state, read whole, received', async () => {
    const { purchases } = await verb('seed', { purchases: [{ lines: [{ SKU: 'MUG-RED-330', Quantity: 24 }] }, { status: 'DRAFT', lines: [{ SKU: 'SOFA-3' }] }] });
    const list = (await call('GET', 'purchaseList?OrderStatus=AUTHORISED')).data;
    expect(list).toMatchObject({ Total: 1, PurchaseList: [{ OrderNumber: purchases[0], Status: 'ORDERED', CombinedReceivingStatus: 'NOT RECEIVED', DropShipTaskID: null }] });
    const [{ ID }] = list.PurchaseList;
    expect((await call('GET', `advanced-purchase?ID=${ID}`)).data).toMatchObject({ OrderNumber: purchases[0], Order: { Status: 'AUTHORISED', Lines: [{ SKU: 'MUG-RED-330', Quantity: 24 }] } });
    expect(message(await call('GET', `purchase?ID=${ID}`))[2]).toMatch(/deprecated/);
    expect(await rows('MUG-RED-330')).toMatchObject([{ OnHand: 12, OnOrder: 24 }]);
    await verb('receive');
    expect(await rows('MUG-RED-330')).toMatchObject([{ OnHand: 36, OnOrder: 0 }]);
    expect((await call('GET', 'purchaseList?Status=RECEIVED')).data.Total).toBe(1);
    const made = (await call('POST', 'advanced-purchase', { Supplier: 'Cup Works', Approach: 'STOCK', Location: 'Main Warehouse' })).data;
    const { ID: ProductID } = (await rows('SOFA-3'))[0];
    const order = { TaskID: made.ID, CombineAdditionalCharges: false, Memo: '', Status: 'AUTHORISED', Lines: [{ ProductID, SKU: 'SOFA-3', Name: 'Sofa', Quantity: 1, Price: 2, Tax: 0, TaxRule: '20% VAT on purchases', Total: 2 }] };
    expect((await call('POST', 'purchase/order', order)).data.Status).toBe('AUTHORISED');
    expect((await call('POST', 'purchase/order', order)).status).toBe(400);
  });

  test('reference lists', async () => {
    const found = async (path: string, member: string, name: string) => (await call('GET', path)).data[member].map((row: Record<string, unknown>) => row[name]);
    expect(await found('ref/location?Deprecated=false', 'LocationList', 'Name')).toEqual(['Main Warehouse', 'A-01', 'A-02', 'Second Warehouse', 'Fulfilment Partner']);
    expect(await found('ref/tax?IsTaxForSale=true', 'TaxRuleList', 'TaxPercent')).toEqual([20, 0, 0]);
    expect(await found('ref/paymentterm', 'PaymentTermList', 'Name')).toEqual(['30 days', 'Prepaid']);
    expect(await found('ref/priceTier', 'PriceTiers', 'Code')).toHaveLength(10);
    expect(await found('ref/account?Code=500', 'AccountsList', 'DisplayName')).toEqual(['500: Stock Adjustments']);
    expect(await found('customer?Name=amazon', 'CustomerList', 'Name')).toEqual(['Amazon UK']);
    expect(await found('supplier', 'SupplierList', 'Name')).toEqual(['Tea Traders', 'Cup Works']);
    await call('POST', 'ref/carrier', { Description: 'Evri' });
    expect(await found('ref/carrier', 'CarrierList', 'Description')).toContain('Evri');
    await call('POST', 'ref/category', { Name: 'Tea' });
    expect((await call('POST', 'ref/category', { Name: 'TEA' })).status).toBe(400);
    const customer = { Name: 'New Shop', Status: 'Active', Currency: 'GBP', PaymentTerm: '30 days', AccountReceivable: '610', RevenueAccount: '200', TaxRule: '20% VAT on sales' };
    expect((await call('POST', 'customer', customer)).data.CustomerList[0].Name).toBe('New Shop');
    expect((await call('POST', 'customer', { ...customer, Name: 'Other', TaxRule: undefined })).status).toBe(400);
  });
});
