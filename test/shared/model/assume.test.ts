import { withAssumptions, type Order, type OrderLine } from '../../../nodes/shared/model';
import { sampleOrder } from './sample';

const given = (lines: Array<Partial<OrderLine>>, more: Partial<Order> = {}): Order => {
  const { charges: _charges, discounts: _discounts, total: _total, ...rest } = sampleOrder();
  return { ...rest, pricesIncludeTax: true, ...more, lines: lines.map((line, index) => ({ id: `row-${index + 1}`, quantity: 1, ...line })) };
};

const rates = (order: Order): Array<number | undefined> => order.lines.map(({ taxRate }) => taxRate);

describe('withAssumptions', () => {
  it('fills a currency that is absent and names it', () => {
    const { order, assumed } = withAssumptions(given([{ unitGross: 10 }], { currency: undefined }), { currency: 'GBP' });
    expect(order.currency).toBe('GBP');
    expect(assumed).toEqual(['currency GBP']);
  });

  it('changes nothing that is told', () => {
    const told = given([{ unitGross: 10, taxRate: 0 }, { unitNet: 5, taxRate: 5 }], { charges: [{ kind: 'shipping', gross: 3, taxRate: 7 }] });
    expect(withAssumptions(told, { currency: 'GBP', vatRate: 20 })).toEqual({ order: told, assumed: [] });
  });

  it('fills the rate of priced lines alone', () => {
    const { order, assumed } = withAssumptions(given([{ unitGross: 10 }, { unitGross: 10, taxRate: 5 }, {}]), { vatRate: 20 });
    expect(rates(order)).toEqual([20, 5, undefined]);
    expect(assumed).toEqual(['vatRate 20']);
  });

  it.each<[string, Partial<OrderLine>, number | undefined]>([
    ['net and gross that say 20 %', { lineNet: 100, lineGross: 120 }, 20],
    ['net and gross that say 5 %', { lineNet: 100, lineGross: 105 }, undefined],
    ['a unit price that says 5 %', { unitNet: 100, unitGross: 105 }, undefined],
    ['tax that says 20 % to the cent', { lineGross: 9.99, tax: 1.67 }, 20],
    ['tax that says none', { lineGross: 9.99, tax: 0 }, undefined],
    ['tax of what is left after the discount', { lineGross: 132, discount: 12, tax: 20 }, 20],
    ['nothing to pay', { lineGross: 0, lineNet: 0, tax: 0 }, 20],
  ])('looks at amounts: %s', (_what, line, rate) => {
    const { order, assumed } = withAssumptions(given([line]), { vatRate: 20 });
    expect(rates(order)).toEqual([rate]);
    expect(assumed).toEqual(rate === undefined ? [] : ['vatRate 20']);
  });

  it('taxes a charge as the goods where they have one rate, and as assumed where they have several', () => {
    const shipping = [{ kind: 'shipping', gross: 3 }];
    const one = withAssumptions(given([{ unitGross: 10, taxRate: 5 }], { charges: shipping }), { vatRate: 20 });
    expect(one.order.charges).toEqual([{ kind: 'shipping', gross: 3, taxRate: 5 }]);
    expect(one.assumed).toEqual(['vatRate 5']);
    const several = withAssumptions(given([{ unitGross: 10, taxRate: 5 }, { unitGross: 10, taxRate: 0 }], { charges: shipping }), { vatRate: 20 });
    expect(several.order.charges?.[0]?.taxRate).toBe(20);
  });

  it('puts no rate on what the marketplace owes, but a currency', () => {
    const { order, assumed } = withAssumptions(given([{ unitGross: 10 }], { currency: undefined, taxOwedBy: 'marketplace' }), { vatRate: 20, currency: 'EUR' });
    expect(rates(order)).toEqual([undefined]);
    expect(assumed).toEqual(['currency EUR']);
  });
});
