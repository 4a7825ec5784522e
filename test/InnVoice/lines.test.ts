/** Money on a document: lines out of an order, rounding, discounts, VAT. */
import type { Order, OrderLine } from '../../nodes/shared/model';
import { formatDecimal } from '../../nodes/shared/model';
import { grossOf, type LineSettings } from '../../nodes/InnVoice/line-amounts';
import { invoiceLines } from '../../nodes/InnVoice/mapping-lines';
import { rateOf, ZERO_RATE_TEXTS } from '../../nodes/InnVoice/vat';
import { line, order, orderOf } from './support/orders';

const settings: LineSettings = { unit: 'db', vat: { zeroRate: '', zeroRateOfDeposits: '', texts: [] } };

const shown = (given: Order, changes: Partial<LineSettings> = {}) =>
  invoiceLines(given, { ...settings, ...changes }).map(({ name, vatText, gross, unitPrice, quantity }) => [
    name,
    vatText,
    gross ? 'gross' : 'net',
    formatDecimal(unitPrice),
    formatDecimal(quantity),
  ]);
const sum = (given: Order, digits = 0) => formatDecimal(grossOf(invoiceLines(given, settings), digits));
const goods = (lines: Array<Partial<OrderLine>>) => lines.map((changes, index) => line(String(index + 1), { name: `G${index + 1}`, quantity: 1, ...changes }));

describe('forint', () => {
  it.each<[string, Partial<OrderLine>, string]>([
    ['a gross unit price', { unitGross: 11430 }, '11430'],
    ['a net unit price with decimals', { unitGross: undefined, unitNet: 7865.3543 }, '9989'],
    ['a gross amount of all units', { unitGross: undefined, lineGross: 1000, quantity: 3 }, '333'],
    ['a net amount of all units', { unitGross: undefined, lineNet: 2000, quantity: 2 }, '1270'],
    ['half a forint', { unitGross: 99.5 }, '100'],
  ])('is written whole and gross from %s', (_what, changes, price) => {
    expect(shown(orderOf(goods([changes])))[0]).toEqual(['G1', '27%', 'gross', price, String(changes.quantity ?? 1)]);
  });

  it('stays exact where floats would not', () => {
    expect(sum(orderOf(goods([{ unitGross: undefined, unitNet: 12_345_678.1234, quantity: 3 }])))).toBe('47037033');
  });
});

describe('another currency', () => {
  const euro = { currency: 'EUR', pricesIncludeTax: false };
  it('keeps the side the shop binds itself to, and four decimals', () => {
    const given = orderOf(goods([{ unitGross: undefined, unitNet: 10.916, quantity: 3 }]), euro);
    expect(shown(given)).toEqual([['G1', '27%', 'net', '10.916', '3']]);
    expect(sum(given, 2)).toBe('41.59');
  });
});

describe('charges and discounts', () => {
  it('are lines of their own, what is taken off below zero', () => {
    const given = order('1', {
      lines: goods([{ unitGross: 10000 }]),
      charges: [
        { kind: 'shipping', gross: 1490, taxRate: 27 },
        { kind: 'cashOnDelivery', name: 'Utánvét', net: 315, taxRate: 27 },
        { kind: 'deposit', gross: 50, taxRate: 27 },
        { kind: 'other', gross: 0, taxRate: 27 },
      ],
      discounts: [{ kind: 'coupon', code: 'TAVASZ', scope: 'order', gross: 1000 }],
    });
    expect(shown(given)).toEqual([
      ['G1', '27%', 'gross', '10000', '1'],
      ['Szállítási díj', '27%', 'gross', '1490', '1'],
      ['Utánvét', '27%', 'gross', '400', '1'],
      ['Betétdíj', '27%', 'gross', '50', '1'],
      ['Kupon: TAVASZ', '27%', 'gross', '-1000', '1'],
    ]);
    expect(sum(given)).toBe('10940');
  });

  it('over goods of several rates lower each rate\'s share, to the forint', () => {
    const given = orderOf(goods([{ unitGross: 2000 }, { unitGross: 1000, taxRate: 5 }]), { discounts: [{ kind: 'coupon', scope: 'order', gross: 100 }] });
    expect(shown(given).slice(2)).toEqual([
      ['Kupon', '27%', 'gross', '-67', '1'],
      ['Kupon', '5%', 'gross', '-33', '1'],
    ]);
    expect(sum(given)).toBe('2900');
  });

  it('of one line have its rate, and are not counted twice when they itemise the line\'s own figure', () => {
    const given = orderOf(goods([{ unitGross: 2000 }, { unitGross: 1000, taxRate: 5, discount: 200 }]), {
      discounts: [
        { kind: 'promotion', scope: '2', gross: 200 },
        { kind: 'manual', name: 'Törzsvásárló', scope: '1', gross: 300 },
      ],
    });
    expect(shown(given).slice(2)).toEqual([
      ['Kedvezmény: G2', '5%', 'gross', '-200', '1'],
      ['Törzsvásárló', '27%', 'gross', '-300', '1'],
    ]);
  });

  it('told without tax are brought to gross', () => {
    const given = orderOf(goods([{ unitGross: 12700 }]), { discounts: [{ kind: 'coupon', scope: 'order', net: 1000 }] });
    expect(sum(given)).toBe('11430');
  });

  it('on the shipping have its rate', () => {
    const given = order('1', {
      lines: goods([{ unitGross: 1000, taxRate: 5 }]),
      charges: [{ kind: 'shipping', gross: 1270, taxRate: 27 }],
      discounts: [{ kind: 'shipping', name: 'Ingyenes szállítás', scope: 'order', gross: 1270 }],
    });
    expect(shown(given).at(-1)).toEqual(['Ingyenes szállítás', '27%', 'gross', '-1270', '1']);
  });

  it('without a rate take that of the goods where they have one, and are asked for where they have several', () => {
    const charges = [{ kind: 'shipping', gross: 1000 }];
    expect(shown(order('1', { lines: goods([{ taxRate: 18 }]), charges }))[1]?.[1]).toBe('18%');
    expect(() => shown(order('1', { lines: goods([{}, { taxRate: 5 }]), charges }))).toThrow("charge 'shipping' has no 'taxRate'");
  });
});

describe('lines', () => {
  it('leave out what was cancelled, and the price-less parts of a bundle', () => {
    const given = orderOf(
      goods([
        { quantity: 3, quantityCancelled: 1 },
        { quantity: 1, quantityCancelled: 1 },
        { kind: 'bundlePart', unitGross: undefined },
      ]),
    );
    expect(shown(given)).toEqual([['G1', '27%', 'gross', '11430', '2']]);
  });

  it('have to be there', () => {
    expect(() => shown(orderOf([]))).toThrow('no line is left to invoice');
  });
});

describe('VAT', () => {
  it('of 0 % carries the operator\'s reason', () => {
    expect(shown(orderOf(goods([{ taxRate: 0 }])), { vat: { zeroRate: '0% - AAM', zeroRateOfDeposits: '', texts: [] } })[0]?.[1]).toBe('0% - AAM');
  });

  it('of a deposit has a reason of its own where one is chosen', () => {
    const given = order('1', { lines: goods([{ taxRate: 0 }]), charges: [{ kind: 'deposit', gross: 50, taxRate: 0 }, { kind: 'shipping', gross: 9, taxRate: 0 }] });
    const texts = (zeroRateOfDeposits: string) => shown(given, { vat: { zeroRate: '0% - EAM', zeroRateOfDeposits, texts: [] } }).map(([, text]) => text);
    expect(texts('0% - ÁTK')).toEqual(['0% - EAM', '0% - ÁTK', '0% - EAM']);
    expect(texts('')).toEqual(['0% - EAM', '0% - EAM', '0% - EAM']);
  });

  it('has the text the operator gave for the rate, and is otherwise passed on as it is', () => {
    const given = orderOf(goods([{ taxRate: 20 }, { taxRate: 0 }, { taxRate: 5 }]));
    const vat = { zeroRate: '0% - AAM', zeroRateOfDeposits: '', texts: [{ rate: 20, text: '0% - EUE' }] };
    expect(shown(given, { vat }).map(([, text]) => text)).toEqual(['0% - EUE', '0% - AAM', '5%']);
  });

  it('knows exactly the reasons of the vendor\'s list', () => {
    expect(ZERO_RATE_TEXTS.map(({ text }) => text).every((text) => text.startsWith('0% - '))).toBe(true);
    expect(new Set(ZERO_RATE_TEXTS.map(({ text }) => text)).size).toBe(16);
  });

  it.each([
    [{ taxRate: 5, net: 100, gross: 127 }, '1', 5],
    [{ net: 1961, gross: 2490 }, '1', 27],
    [{ gross: 1270, tax: 270 }, '1', 27],
    [{ net: 10, tax: 0.5 }, '0.01', 5],
    [{ gross: 2490 }, '1', undefined],
    [{ net: 100, gross: 112 }, '1', undefined],
    [{ net: 100, gross: 100 }, '1', undefined],
    // So small that several rates would explain it.
    [{ net: 3, gross: 4 }, '1', undefined],
  ])('rate of %j', (taxed, smallest, rate) => {
    expect(rateOf(taxed, smallest)).toBe(rate);
  });
});
