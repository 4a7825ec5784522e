/** Whatever an order holds: written, read back, and every number, quantity and letter is still there. */
import fc from 'fast-check';

import { decodeDocument, parseCsv, parseLocalNumber, TSV } from '../../nodes/shared/format';
import { add, compare, decimal, divide, formatDecimal, multiply, subtract, sumAmounts, toNumber, type Order, type StockLevel } from '../../nodes/shared/model';
import { create, parse } from './support/node';

// Cells are written as they are, but Unicode is composed and a report has no tabs and line breaks.
const text = fc
  .stringMatching(/^[A-Za-zÄÖÜäöüßéèáőűč0-9 ;,"'\t\n./&<>€-]{1,30}$/)
  .filter((value) => value.trim() !== '')
  .map((value) => value.normalize('NFC'));
const cents = fc.integer({ min: 0, max: 9_999_999 }).map((value) => value / 100);
const sku = fc.stringMatching(/^0{0,3}[A-Z0-9]{1,12}$/);

const line = fc.record({
  sku,
  name: text,
  quantity: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 99_999 }).map((value) => value / 1000)),
  lineGross: cents,
  taxRate: fc.constantFrom(0, 7, 19, 25.5),
});

const order: fc.Arbitrary<Order> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    shipping: fc.array(cents, { maxLength: 2 }),
    fee: fc.option(cents, { nil: undefined }),
    discount: fc.option(cents, { nil: undefined }),
    city: text,
    postcode: fc.stringMatching(/^0\d{4}$/),
  })
  .map(({ lines, shipping, fee, discount, city, postcode }) => ({
    identity: { channel: 'testshop', account: 'de', id: 'A-1' },
    number: 'A-1',
    status: 'open',
    complete: true,
    placedAt: '2026-01-05T12:00:00.000Z',
    currency: 'EUR',
    pricesIncludeTax: true,
    lines: lines.map((one, index) => ({ ...one, id: String(index + 1) })),
    charges: [...shipping.map((gross) => ({ kind: 'shipping', gross })), ...(fee === undefined ? [] : [{ kind: 'paymentFee', gross: fee }])],
    discounts: discount === undefined ? [] : [{ kind: 'coupon', scope: 'order', gross: discount }],
    total: { gross: toNumber(subtract(sumAmounts([...lines.map(({ lineGross }) => lineGross), ...shipping, fee]), discount ?? 0)) },
    shippingAddress: { name: 'Erika', street: 'Weg 1', postcode, city, country: 'DE' },
  }));

type Cells = Array<Record<string, string>>;

function tableOf(bytes: Uint8Array, delimiter: string): Cells {
  const dialect = delimiter === '\t' ? TSV : { delimiter };
  const [header = [], ...rows] = parseCsv(decodeDocument(bytes).text, dialect);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

const sumOf = (rows: Cells, heading: string, sign: ',' | '.' = ',') => rows.reduce((sum, row) => add(sum, row[heading] ? parseLocalNumber(row[heading], sign) : 0), decimal(0));

const settings = { numRuns: 60 };

it('order lines keep articles, pieces, amounts and letters, and add up to the total', async () => {
  await fc.assert(
    fc.asyncProperty(order, async (one) => {
      const { files, items } = await create('orderLines', [one], { options: { charset: 'utf-8', lineBreaks: 'keep' } });
      const rows = tableOf(files[0]?.bytes ?? new Uint8Array(), ';');
      expect(rows.map((row) => [row.Artikelnummer, row.Bezeichnung, parseLocalNumber(row.Menge ?? '', ','), row['Liefer PLZ'], row['Liefer Ort']])).toEqual(
        one.lines.map((wanted) => [wanted.sku, wanted.name, formatDecimal(wanted.quantity), one.shippingAddress?.postcode, one.shippingAddress?.city]),
      );
      const total = [sumOf(rows, 'Gesamtpreis brutto'), sumOf(rows, 'Versandkosten brutto'), sumOf(rows, 'Weitere Kosten brutto')].reduce((a, b) => add(a, b));
      expect(compare(subtract(total, sumOf(rows, 'Rabatt brutto')), one.total?.gross ?? 0)).toBe(0);
      expect(items[0]?.json.remarks).toEqual([]);
    }),
    settings,
  );
}, 60_000);

it('the Amazon order report adds up to the total', async () => {
  await fc.assert(
    fc.asyncProperty(order, async (one) => {
      const { files } = await create('amazonReport', [one], { options: { charset: 'utf-8', lineBreaks: 'keep' } });
      const rows = tableOf(files[0]?.bytes ?? new Uint8Array(), '\t');
      const columns = ['item-price', 'shipping-price', 'item-promotion-discount', 'ship-promotion-discount'];
      const total = columns.map((name) => sumOf(rows, name, '.')).reduce((a, b) => add(a, b));
      expect(compare(total, one.total?.gross ?? 0)).toBe(0);
      expect(rows.slice(0, one.lines.length).map((row) => row['quantity-purchased'])).toEqual(one.lines.map(({ quantity }) => formatDecimal(quantity)));
      expect(rows[0]?.['product-name']).toBe(one.lines[0]?.name?.replace(/[\t\n]/g, ' '));
    }),
    settings,
  );
}, 60_000);

it('openTRANS holds the order without tax, to the cent of each line', async () => {
  await fc.assert(
    fc.asyncProperty(order, async (one) => {
      const { files, errors } = await create('openTransOrder', [one], { options: { taxRate: '19' } });
      expect(errors).toEqual([]);
      const xml = Buffer.from(files[0]?.bytes ?? '').toString('utf8');
      const amounts = [...xml.matchAll(/<PRICE_LINE_AMOUNT>([^<]+)</g)].map(([, amount]) => amount ?? '');
      const total = /<TOTAL_AMOUNT>([^<]+)</.exec(xml)?.[1] ?? '';
      expect(compare(amounts.reduce((sum, amount) => add(sum, amount), decimal(0)), total)).toBe(0);
      expect(amounts.slice(0, one.lines.length)).toEqual(
        one.lines.map(({ lineGross, taxRate }) => formatDecimal(divide(multiply(lineGross ?? 0, 100), add(100, taxRate ?? 0), 2), 2)),
      );
    }),
    settings,
  );
}, 60_000);

const level: fc.Arbitrary<StockLevel> = fc.record({
  sku,
  physical: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 999_999 }).map((value) => value / 1000)),
  minimum: fc.integer({ min: 0, max: 100 }),
  bin: fc.stringMatching(/^[A-ZÄÖÜ]-\d\d;?$/),
});

it('stock that is written as articles is read back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(level, { selector: (one) => one.sku, minLength: 1, maxLength: 20 }), async (levels) => {
      const { files } = await create('articles', levels);
      const { items, errors } = await parse('stock', files[0]?.bytes ?? '');
      expect(errors).toEqual([]);
      expect(items.map(({ json }) => json)).toEqual(levels);
    }),
    settings,
  );
}, 60_000);
