import fc from 'fast-check';

import { toOrder } from '../../nodes/Kaufland/mapping';
import type { KauflandUnitRow } from '../../nodes/Kaufland/types';
import { orderSchema, sumCheck, toMinorUnits, type Order } from '../../nodes/shared/model';
import { vendorOrder } from './support/vendor-orders';

const FIRST = '314567896580917';
const SECOND = '314567896580918';
const THIRD = '314567896580919';

const of = (units: Array<Partial<KauflandUnitRow>>, change = {}): Order => toOrder(vendorOrder(units, change));

describe('an order of one piece', () => {
  const order = of([{}]);

  it('has the identity, times and words of the model', () => {
    expect(order).toMatchObject({
      identity: { channel: 'kaufland', account: 'de', id: 'MB7UWLD' },
      number: 'MB7UWLD',
      status: 'open',
      vendorStatus: 'need_to_be_sent',
      paid: true,
      complete: true,
      placedAt: '2026-01-05T09:12:44.000Z',
      updatedAt: '2026-01-05T09:28:01.000Z',
      deliverBy: '2026-01-09T22:59:59.000Z',
      currency: 'EUR',
      pricesIncludeTax: true,
      taxOwedBy: 'seller',
      fulfilledBy: 'seller',
      source: 'KAUFLAND',
      subSource: 'KAUFLAND_DE',
    });
    expect(order).not.toHaveProperty('shipBy');
    expect(order).not.toHaveProperty('holds');
    expect(order).not.toHaveProperty('notes');
  });

  it('has one line with its order unit', () => {
    expect(order.lines).toEqual([
      {
        id: FIRST,
        sku: 'MUG-BLUE-330',
        gtin: '4006381333931',
        vendorItemId: '362524873',
        name: 'Mug blue',
        kind: 'goods',
        quantity: 1,
        unitGross: 12.99,
        taxRate: 19,
        references: { orderUnitIds: [FIRST] },
      },
    ]);
  });

  it('adds goods and shipping up', () => {
    expect(order.charges).toEqual([{ kind: 'shipping', gross: 3.9, taxRate: 19 }]);
    expect(order.total).toEqual({ gross: 16.89 });
    expect(order).not.toHaveProperty('discounts');
  });

  it('tells buyer and addresses', () => {
    expect(order.buyer).toEqual({ id: '21631426', name: 'Tom Beispiel', email: 'ab12cd@customer.example.com', phone: '+49221000000' });
    expect(order.shippingAddress).toEqual({
      name: 'Tom Beispiel',
      firstName: 'Tom',
      lastName: 'Beispiel',
      street: 'Teststr. 1a',
      streetName: 'Teststr.',
      houseNumber: '1a',
      postcode: '50667',
      city: 'Köln',
      country: 'DE',
      phone: '+49221000000',
    });
    expect(order.billingAddress).not.toHaveProperty('phone');
  });
});

describe('lines', () => {
  it('merges pieces of one article and keeps their ids', () => {
    const { lines } = of([{}, {}, {}]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ id: FIRST, quantity: 3, unitGross: 12.99, references: { orderUnitIds: [FIRST, SECOND, THIRD] } });
  });

  it.each([
    ['offer', { id_offer: 'OTHER' }],
    ['price', { price: 1199 }],
    ['VAT', { vat: 7 }],
  ])('keeps pieces of another %s apart', (_what, change) => {
    expect(of([{}, change]).lines.map(({ id, quantity }) => [id, quantity])).toEqual([
      [FIRST, 1],
      [SECOND, 1],
    ]);
  });

  it('merges pieces that differ in shipping only', () => {
    const order = of([{ shipping_rate: 390 }, { shipping_rate: 0 }]);
    expect(order.lines[0]?.quantity).toBe(2);
    expect(order.charges).toEqual([{ kind: 'shipping', gross: 3.9, taxRate: 19 }]);
  });

  it('takes the smallest order unit as id, whatever the order of rows', () => {
    const order = of([{ id_order_unit: 1000 }, { id_order_unit: 999 }]);
    expect(order.lines[0]).toMatchObject({ id: '999', references: { orderUnitIds: ['999', '1000'] } });
  });

  it('keeps a leading zero of an EAN', () => {
    expect(of([{ product: { id_product: 1, title: 'Notebook', eans: ['0200000000011', '200000000011'] } }]).lines[0]?.gtin).toBe(
      '0200000000011',
    );
  });

  it('keeps a piece without SKU and says so', () => {
    const order = of([{ id_offer: null }]);
    expect(order.lines[0]).not.toHaveProperty('sku');
    expect(order.lines[0]).toMatchObject({ name: 'Mug blue', gtin: '4006381333931' });
    expect(order.notes).toEqual([{ kind: 'internal', text: expect.stringContaining('EAN 4006381333931') }]);
  });

  it('keeps two articles without SKU apart, and a piece without anything', () => {
    const other = { id_offer: null, product: { id_product: 2, title: 'Mug red', eans: ['4006381333948'] } };
    expect(of([{ id_offer: null }, other, other]).lines.map(({ name, quantity }) => [name, quantity])).toEqual([
      ['Mug blue', 1],
      ['Mug red', 2],
    ]);
    expect(of([{ id_offer: null, product: null }]).lines[0]).toMatchObject({ id: FIRST, quantity: 1 });
  });

  it('names a piece without product by its SKU', () => {
    expect(of([{ product: null }]).lines[0]).toMatchObject({ sku: 'MUG-BLUE-330', name: 'MUG-BLUE-330' });
  });
});

describe('statuses', () => {
  it.each([
    [['open'], 'pending', false],
    [['open', 'need_to_be_sent'], 'pending', false],
    [['need_to_be_sent', 'cancelled'], 'open', true],
    [['sent', 'need_to_be_sent'], 'partlyShipped', true],
    [['sent', 'received'], 'shipped', true],
    [['received', 'sent_and_autopaid'], 'completed', true],
    [['received', 'returned'], 'completed', true],
    [['returned', 'returned_paid'], 'returned', true],
    [['cancelled', 'cancelled'], 'cancelled', true],
    [['need_to_be_sent', 'lost_in_space'], 'lost_in_space', true],
  ])('%j is %s', (statuses, status, complete) => {
    const order = of(statuses.map((one) => ({ status: one })));
    expect(order).toMatchObject({ status, complete, vendorStatus: [...new Set(statuses)].sort().join(',') });
  });

  it('leaves cancelled pieces out while others remain', () => {
    const order = of([{}, { status: 'cancelled', cancel_reason: 'BuyerCancelled', shipping_rate: 100 }]);
    expect(order.lines[0]).toMatchObject({ quantity: 1, references: { orderUnitIds: [FIRST] } });
    expect(order.references).toEqual({ cancelledOrderUnitIds: [SECOND] });
    expect(order.charges).toEqual([{ kind: 'shipping', gross: 3.9, taxRate: 19 }]);
    expect(order.total).toEqual({ gross: 16.89 });
  });

  it('shows the pieces of an order that is cancelled altogether as cancelled, without a total', () => {
    const order = of([{ status: 'cancelled' }, { status: 'cancelled' }]);
    expect(order.lines[0]).toMatchObject({ quantity: 2, quantityCancelled: 2 });
    expect(order).not.toHaveProperty('total');
    expect(order).not.toHaveProperty('charges');
  });

  it('counts pieces that are on their way', () => {
    const order = of([{ status: 'sent' }, {}]);
    expect(order.lines[0]).toMatchObject({ quantity: 2, quantityShipped: 1, references: { shippedOrderUnitIds: [FIRST] } });
  });

  it('holds an order whose address is hidden', () => {
    const order = of([{ status: 'open' }], { shipping_address: null, billing_address: null });
    expect(order.holds).toEqual([expect.objectContaining({ kind: 'addressMissing' })]);
  });
});

describe('money', () => {
  it('takes vouchers and volume discounts off the total', () => {
    const order = of([
      { discounts: [{ usage_type: 'voucher', discount_value: 200 }] },
      {
        discounts: [
          { usage_type: 'volume', discount_value: 95 },
          { usage_type: 'voucher', discount_value: 5 },
        ],
      },
    ]);
    expect(order.lines[0]?.discount).toBe(3);
    expect(order.discounts).toEqual([
      { kind: 'coupon', name: 'voucher', scope: FIRST, gross: 2.05 },
      { kind: 'volume', name: 'volume', scope: FIRST, gross: 0.95 },
    ]);
    expect(order.total).toEqual({ gross: 30.78 });
    expect(sumCheck(order)).toEqual({ ok: true });
  });

  it.each([
    ['cz', 'CZK', 32475, 324.75],
    ['pl', 'PLN', 5586, 55.86],
  ])('reads the minor units of %s', (storefront, currency, price, gross) => {
    const order = of([{ currency, price, shipping_rate: 0 }], { storefront });
    expect(order).toMatchObject({
      currency,
      total: { gross },
      identity: { account: storefront },
      subSource: `KAUFLAND_${storefront.toUpperCase()}`,
    });
    expect(order).not.toHaveProperty('charges');
  });

  it('gives shipping a tax rate only where all pieces have the same', () => {
    expect(of([{}, { vat: 7, id_offer: 'BOOK' }]).charges).toEqual([{ kind: 'shipping', gross: 7.8 }]);
    expect(of([{ vat: null }]).lines[0]).not.toHaveProperty('taxRate');
  });

  const pieces = fc.array(
    fc.record({
      price: fc.integer({ min: 1, max: 450_000_000 }),
      shipping_rate: fc.integer({ min: 0, max: 100_000 }),
      vat: fc.constantFrom(19, 7, 0, null, 5.5),
      id_offer: fc.constantFrom('A', 'B', null),
      status: fc.constantFrom('need_to_be_sent', 'sent', 'cancelled', 'open'),
      discounts: fc.array(
        fc.record({ usage_type: fc.constantFrom('voucher', 'volume', 'other'), discount_value: fc.integer({ min: 1, max: 500 }) }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('adds up to the minor units of all pieces that are not cancelled, to the cent', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom('EUR', 'CZK', 'PLN'), (units, currency) => {
        const order = of(units.map((unit) => ({ ...unit, currency })));
        const live = units.filter(({ status }) => status !== 'cancelled');
        const pay = live.reduce(
          (sum, { price, shipping_rate, discounts }) =>
            sum + price + shipping_rate - discounts.reduce((off, { discount_value }) => off + discount_value, 0),
          0,
        );
        expect(sumCheck(order)).toEqual({ ok: true });
        expect(order.lines.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(live.length || units.length);
        if (live.length > 0) expect(toMinorUnits(order.total?.gross ?? Number.NaN, currency)).toBe(pay);
        expect(orderSchema.safeParse(order).success).toBe(true);
      }),
    );
  });

  it('loses no order unit and names none twice', () => {
    fc.assert(
      fc.property(pieces, (units) => {
        const order = of(units);
        const kept = order.lines.flatMap(({ references }) => references?.orderUnitIds as string[]);
        const cancelled = (order.references?.cancelledOrderUnitIds ?? []) as string[];
        expect([...kept, ...cancelled].sort()).toEqual(units.map((_, index) => String(314567896580917 + index)).sort());
      }),
    );
  });
});

describe('parties', () => {
  it('knows a company, and that no company proves nothing', () => {
    const order = of([{}], { shipping_address: { ...vendorOrder([{}]).shipping_address, company_name: 'Beispiel & Söhne GmbH' } });
    expect(order.buyer).toMatchObject({ company: 'Beispiel & Söhne GmbH', business: true });
    expect(order.shippingAddress?.company).toBe('Beispiel & Söhne GmbH');
    expect(of([{}]).buyer).not.toHaveProperty('business');
  });

  it('keeps a second line and the country of the address', () => {
    const address = {
      ...vendorOrder([{}]).shipping_address,
      additional_field: 'c/o Muster',
      country: 'FR',
      street: 'rue de l’Exemple',
      house_number: '12',
    };
    expect(of([{}], { shipping_address: address }).shippingAddress).toMatchObject({
      line2: 'c/o Muster',
      street: '12 rue de l’Exemple',
      streetName: 'rue de l’Exemple',
      houseNumber: '12',
      country: 'FR',
    });
    expect(of([{}], { shipping_address: { ...address, country: 'Nowhere' } }).shippingAddress).toMatchObject({ countryName: 'Nowhere' });
  });

  it('has the pick-up point with the DHL post number', () => {
    const location = { pickup_location_id: '260', provider: 'DHL', carrier: 'DHL', services: '', dhl_post_number: '999999999' };
    const order = of([{}], { delivery: { pickup_location: location } });
    expect(order.pickupPoint).toEqual({ id: '260', provider: 'DHL', customerNumber: '999999999' });
    expect(order.extra?.pickup_location).toEqual(location);
    expect(of([{}], { delivery: { pickup_location: null } })).not.toHaveProperty('pickupPoint');
  });

  it('knows who owes the tax', () => {
    expect(of([{}], { is_marketplace_deemed_supplier: true }).taxOwedBy).toBe('marketplace');
  });
});

describe('what the vendor spells differently', () => {
  it('compares storefronts without case', () => {
    expect(of([{}], { storefront: 'AT' })).toMatchObject({ identity: { account: 'at' }, subSource: 'KAUFLAND_AT' });
  });

  it('takes the earliest delivery promise', () => {
    expect(of([{}, { delivery_time_expires_iso: '2026-01-07T22:59:59Z' }, { delivery_time_expires_iso: null }]).deliverBy).toBe(
      '2026-01-07T22:59:59.000Z',
    );
  });

  it.each([
    ['price', { price: null }],
    ['currency', { currency: undefined }],
  ])('names order, unit and field where %s is missing', (field, change) => {
    expect(() => of([change])).toThrow(new RegExp(`order 'MB7UWLD'.*'${field}' is missing on order unit ${FIRST}`));
  });

  it('names an order without units', () => {
    expect(() => of([])).toThrow(/order 'MB7UWLD': 'order_units' is empty/);
  });
});
