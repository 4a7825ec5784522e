import { order } from './support/orders';
import { Cin7Room, named } from './support/room';

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: Cin7Room;

beforeAll(async () => {
  room = await Cin7Room.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

describe('what is sent', () => {
  it('carries reference, identity, address, amounts and notes', async () => {
    const { rows, problems } = await room.import([
      order('100234', { notes: [{ kind: 'buyer', text: 'Ring twice' }, { kind: 'internal', text: 'Regular' }], gift: { flag: true, message: 'Well done' }, paymentMethod: { name: 'Card' } }),
    ]);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({ outcome: 'created', number: '100234', status: 'AUTHORISED', externalId: 'shipstation:main:9100234' });
    const sale = await room.sale('100234');
    expect(sale).toMatchObject({ ExternalID: 'shipstation:main:9100234', Carrier: 'Royal Mail', TaxCalculation: 'Inclusive', ShippingNotes: 'Ring twice\nGift: Well done' });
    expect(sale.Note).toBe('Regular\nPayment method: Card');
    expect(sale.ShippingAddress).toMatchObject({ Line1: '1 Mill Lane', City: 'Leeds', Postcode: 'LS1 1AA', Country: 'GB', Contact: 'Ada Sample', ShipToOther: true });
    expect(sale.Order.Lines).toMatchObject([{ SKU: 'MUG-BLUE-330', Quantity: 2, Price: 17.95, Discount: 0, Tax: 5.98, TaxRule: '20% VAT on sales' }]);
    expect(sale.Order.AdditionalCharges).toMatchObject([{ Description: 'Shipping', Price: 3.9, Tax: 0.65 }]);
    expect(sale.Order.Total).toBe(39.8);
  });

  it('leaves no address with the customer', async () => {
    await room.import([order('1'), order('2')]);
    expect((await room.state()).customers.flatMap(({ addresses }) => addresses)).toEqual([]);
  });

  it('discounts go into the prices, to the cent', async () => {
    const lines = [
      { id: 'a', sku: 'MUG-BLUE-330', quantity: 2, unitGross: 17.95, taxRate: 20, discount: 5 },
      { id: 'b', sku: 'MUG-RED-330', quantity: 1, unitGross: 10, taxRate: 20 },
    ];
    const discounts = [{ code: 'TEN', kind: 'coupon', scope: 'order', gross: 4.09 }, { kind: 'promotion', scope: 'a', gross: 5 }];
    await room.import([order('1', { lines, discounts, total: { gross: 40.71 } })]);
    const sale = await room.sale('1');
    expect(sale.Order.Total).toBe(40.71);
    expect(sale.Order.Lines.map(({ Discount }) => Discount)).toEqual([0, 0]);
    expect(sale.Note).toContain('Coupon: TEN');
  });

  it('net prices make an exclusive sale', async () => {
    const lines = [{ id: 'a', sku: 'MUG-BLUE-330', quantity: 3, unitNet: 10, taxRate: 20, tax: 6 }];
    await room.import([order('1', { pricesIncludeTax: false, lines, charges: [], total: { net: 30, tax: 6, gross: 36 } })]);
    const sale = await room.sale('1');
    expect(sale.TaxCalculation).toBe('Exclusive');
    expect(sale.Order).toMatchObject({ Lines: [{ Price: 10, Tax: 6 }], Total: 36 });
  });

  it('each rate has its tax rule, and two rules of one rate have to be told apart', async () => {
    const lines = [{ id: 'a', sku: 'MUG-BLUE-330', quantity: 1, unitGross: 10, taxRate: 0 }];
    const unclear = await room.import([order('1', { lines }), order('2')], {});
    expect(unclear.rows).toMatchObject([{ number: '2', outcome: 'created' }]);
    expect(unclear.problems[0]).toMatchObject({ kind: 'refused', message: expect.stringMatching(/^Order '1': .*'Tax Exempt'/), nextStep: expect.stringContaining('Tax Rules by Rate') });
    expect(await room.taken()).toHaveLength(1);
    await room.import([order('1', { lines })], { options: { taxMap: { rate: [{ rate: 0, rule: 'Tax Exempt' }] } } });
    expect((await room.sale('1')).Order.Lines[0]).toMatchObject({ TaxRule: 'Tax Exempt', Tax: 0 });
  });

  it('a method without a carrier goes into the note; the table names one', async () => {
    await room.import([order('1', { shippingMethod: { name: 'Next Day' } })]);
    expect(await room.sale('1')).toMatchObject({ Carrier: '', Note: 'Shipping method: Next Day' });
    await room.import([order('2', { shippingMethod: { name: 'Next Day' } })], { options: { carriers: { carrier: [{ method: 'next day', carrier: 'DPD' }] } } });
    expect((await room.sale('2')).Carrier).toBe('DPD');
  });

  it('customers by source, and the prefix', async () => {
    const customerMap = { source: [{ source: 'amazon', customer: 'Amazon UK' }] };
    await room.import([order('1', { source: 'AMAZON' })], { customerMap, prefix: 'WEB-' });
    expect((await room.sale('WEB-1')).Customer).toBe('Amazon UK');
  });

  it('countries by the names the vendor writes', async () => {
    await room.import([order('1', { shippingAddress: { name: 'A', street: '400 Broad Street', city: 'Seattle', country: 'US', state: 'WA' } })]);
    expect((await room.sale('1')).ShippingAddress).toMatchObject({ Country: 'US', State: 'WA' });
  });

  it('only what is left to send, and bundles once', async () => {
    const lines = [
      { id: 'b', sku: 'MUG-RED-330', kind: 'bundleParent', quantity: 1, unitGross: 12, taxRate: 20 },
      { id: 'b1', sku: 'MUG-BLUE-330', kind: 'bundlePart', parentLineId: 'b', quantity: 2 },
      { id: 'c', sku: 'MUG-BLUE-330', quantity: 4, quantityShipped: 1, unitGross: 5, taxRate: 20 },
    ];
    await room.import([order('1', { lines })]);
    await room.import([order('2', { lines })], { options: { bundles: 'parts' } });
    expect((await room.sale('1')).Order.Lines.map(({ SKU, Quantity }) => [SKU, Quantity])).toEqual([['MUG-RED-330', 1], ['MUG-BLUE-330', 3]]);
    expect((await room.sale('2')).Order.Lines.map(({ SKU, Quantity, Price }) => [SKU, Quantity, Price])).toEqual([['MUG-BLUE-330', 2, 0], ['MUG-BLUE-330', 3, 5]]);
  });

  it.each([
    [{ status: 'DRAFT' }, 'DRAFT', undefined],
    [{ stockMode: 'AUTOPICKPACK' }, 'AUTHORISED', 'AUTHORISED'],
  ])('as %j', async (parameters, status, pack) => {
    await room.import([order('1')], parameters);
    const sale = await room.sale('1');
    expect(sale.Order.Status).toBe(status);
    expect(sale.Fulfilments[0]?.Pack.Status).toBe(pack);
  });

  it('a foreign currency takes its rate along', async () => {
    const euro = order('1', { currency: 'EUR' });
    const wrong = await room.import([euro]);
    expect(wrong.problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining('trades in GBP') });
    const bare = await room.import([euro], { customer: named('Euro Shop') });
    expect(bare.problems[0]).toMatchObject({ kind: 'refused', nextStep: expect.stringContaining('Currency Rate') });
    const { rows } = await room.import([{ ...euro, exchangeRate: 0.861234 }], { customer: named('Euro Shop') });
    expect(rows[0]?.outcome).toBe('created');
    expect(await room.sale('1')).toMatchObject({ CurrencyRate: 0.86123 });
  });
});

describe('once', () => {
  it('a second time changes nothing', async () => {
    await room.import([order('1'), order('2')]);
    await room.forgetRequests();
    const { rows } = await room.import([order('2'), order('1'), order('1')]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(rows[0]).toMatchObject({ orderNumber: (await room.sale('2')).OrderNumber, targetId: (await room.sale('2')).ID });
    expect((await room.requests()).filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('two calls an order and one look for all of them', async () => {
    await room.import(['1', '2', '3', '4'].map((number) => order(number)));
    expect(await room.calls()).toEqual({
      'GET customer': 1, 'GET me': 1, 'GET product': 1, 'GET ref/carrier': 1, 'GET ref/tax': 1, 'GET saleList': 1, 'POST sale': 4, 'POST sale/order': 4,
    });
  });

  it.each(['sale$', 'sale/order$'])('a lost answer to %s is looked for', async (path) => {
    await room.fault({ kind: 'reset-after-write', match: `^POST .*/v2/${path}`, times: 1 });
    const { rows, problems } = await room.import([order('1')]);
    expect(problems).toEqual([]);
    expect(rows[0]?.outcome).toBe('created');
    expect(await room.taken()).toHaveLength(1);
    expect(await room.calls()).toMatchObject({ 'POST sale': 1, 'POST sale/order': 1, [path === 'sale$' ? 'GET saleList' : 'GET sale']: path === 'sale$' ? 2 : 1 });
  });

  it('a sale left without lines gets them', async () => {
    await room.fault({ kind: 'reset', match: '^POST .*/v2/sale/order', times: -1 });
    const cut = await room.import([order('1')]);
    expect(cut.problems).toHaveLength(1);
    expect((await room.sale('1')).Order.Lines).toEqual([]);
    await room.clearFaults();
    const { rows } = await room.import([order('1')]);
    expect(rows[0]).toMatchObject({ outcome: 'created', completed: true });
    expect(await room.taken()).toHaveLength(1);
    expect((await room.sale('1')).Order.Lines).toHaveLength(1);
  });

  it('an order voided there is not made again', async () => {
    await room.import([order('1')]);
    await room.act('void', { orders: ['1'] });
    const { rows } = await room.import([order('1')]);
    expect(rows[0]).toMatchObject({ outcome: 'unchanged', status: 'VOIDED' });
    expect(await room.taken()).toHaveLength(1);
  });

  it('a dry run sends nothing and shows both calls', async () => {
    const { rows } = await room.import([order('1')], { dryRun: true });
    expect(rows[0]).toMatchObject({ outcome: 'would create', request: { method: 'POST', path: '/sale' }, lines: { Lines: [{ SKU: 'MUG-BLUE-330' }] } });
    expect(await room.taken()).toHaveLength(0);
  });
});

describe('what stands in the way', () => {
  it.each([
    ['addressMissing', { holds: [{ kind: 'addressMissing' }] }],
    ['unpaid', { paid: false }],
  ])('%s orders are refused unless they are wanted', async (word, more) => {
    const held = await room.import([order('1', more)]);
    expect(held.problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining(word) });
    const { rows } = await room.import([order('1', more)], { ifHeld: 'import' });
    expect(rows[0]?.outcome).toBe('created');
  });

  it('an unknown SKU concerns its order alone, before anything is written', async () => {
    const lines = [{ id: 'x', sku: 'NOWHERE', quantity: 1, unitGross: 1, taxRate: 20 }];
    const { rows, problems } = await room.import([order('1', { lines }), order('2')]);
    expect(problems).toMatchObject([{ item: 0, kind: 'refused', code: 'unknown-sku', message: expect.stringContaining("'NOWHERE'") }]);
    expect(rows).toMatchObject([{ number: '2', outcome: 'created' }]);
    expect(await room.taken()).toHaveLength(1);
  });

  it('a charge nobody sells asks for its service product and stops the flow', async () => {
    const { problems } = await room.import([order('1')], { shippingCharge: 'Postage' });
    expect(problems[0]).toMatchObject({ kind: 'unavailable', nextStep: expect.stringContaining('type Service') });
  });

  it('settings that are not there are told as such', async () => {
    const { problems } = await room.import([order('1')], { customer: named('Nobody') });
    expect(problems[0]).toMatchObject({ kind: 'unavailable', message: expect.stringContaining("'Nobody'") });
    const place = await room.import([order('1')], { location: named('Nowhere') });
    expect(place.problems[0]).toMatchObject({ kind: 'unavailable', nextStep: expect.stringContaining("'Location'") });
  });

  it('a line without a price names it', async () => {
    const { problems } = await room.import([order('1', { lines: [{ id: 'row-9', sku: 'MUG-BLUE-330', quantity: 1 }] })]);
    expect(problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining("'row-9' has no price") });
  });

  it('back-orders are told', async () => {
    await room.act('restock', { levels: { 'MUG-BLUE-330': 0 } });
    const { rows } = await room.import([order('1')]);
    expect(rows[0]).toMatchObject({ outcome: 'created', backordered: [{ sku: 'MUG-BLUE-330', quantity: 2 }] });
  });
});
