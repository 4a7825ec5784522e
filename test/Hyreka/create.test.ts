import { decodeText, parseCsv } from '../../nodes/shared/format';
import { problemJson } from '../../nodes/shared/node/errors';
import { refused } from '../../nodes/shared/api/problem';
import type { Order } from '../../nodes/shared/model';
import { columns, create, tableText } from './support/node';
import { BOXES, MUG_LEVELS, MUG_PRODUCTS, MUGS } from './support/orders';

const rowsOf = (text: string, delimiter = ';'): Array<Record<string, string>> => {
  const [header = [], ...rows] = parseCsv(text, { delimiter, quote: delimiter === '\t' ? null : '"' });
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
};

const simple = (number: string, more: Partial<Order> = {}): Order => ({ ...MUGS, identity: { ...MUGS.identity, id: number }, number, ...more });

const messagesOf = (errors: Array<{ json: { error?: unknown } }>) => errors.map(({ json }) => (json.error as { message: string }).message);

describe('a file of order lines', () => {
  it('says what is in it, in the words of the books', async () => {
    const { items, errors, files } = await create('orderLines', [MUGS, BOXES]);
    expect(errors).toEqual([]);
    expect(items).toHaveLength(1);
    expect(items[0]?.json).toMatchObject({
      content: 'orderLines',
      rows: 3,
      records: [
        { key: 'amazon:main:303-1234567-1234501', number: MUGS.number, state: 'done', outcome: 'written', targetId: files[0]?.name },
        { key: 'amazon:main:303-7654321-7654302', number: BOXES.number },
      ],
      remarks: [],
      replaced: [],
    });
    expect(items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
  });

  it('the same orders make the same file under the same name, others another one', async () => {
    const [one, again, other] = [await create('orderLines', [MUGS]), await create('orderLines', [MUGS]), await create('orderLines', [BOXES])];
    expect(one.files).toEqual(again.files);
    expect(one.files[0]?.name).toMatch(/^auftragspositionen-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.csv$/);
    expect(other.files[0]?.name).not.toBe(one.files[0]?.name);
  });

  it('lines, shipping, other charges and discounts add up to what the buyer paid', async () => {
    const order = simple('SUM', {
      lines: [...MUGS.lines, { id: 'x', sku: 'X', quantity: 3, unitGross: 3.3333, taxRate: 19, discount: 0.5 }],
      charges: [{ kind: 'shipping', gross: 3.99 }, { kind: 'cashOnDelivery', gross: 4 }, { kind: 'giftWrap', gross: 1.01 }],
      discounts: [{ kind: 'coupon', scope: 'order', gross: 2.5 }, { kind: 'coupon', scope: 'x', gross: 0.5 }],
      total: { gross: 45.97 },
    });
    const { items } = await create('orderLines', [order]);
    expect(items[0]?.json.remarks).toEqual([]);
    const rows = rowsOf(await tableText('orderLines', [order], { options: { decimalSign: '.' } }));
    const sum = (heading: string) => rows.reduce((total, row) => total + Number(row[heading]), 0);
    expect(sum('Gesamtpreis brutto') + sum('Versandkosten brutto') + sum('Weitere Kosten brutto') - sum('Rabatt brutto')).toBeCloseTo(45.97, 3);
    expect(rows.map((row) => row['Weitere Kosten brutto'])).toEqual(['5.01', '0.00', '0.00']);
    expect(rows.map((row) => row['Rabatt brutto'])).toEqual(['2.50', '0.00', '0.50']);
  });

  it('a difference to the total of the order is named', async () => {
    const { items } = await create('orderLines', [simple('OFF', { total: { gross: 30 } })]);
    expect(items[0]?.json.remarks).toEqual([expect.stringMatching(/^Order 'OFF': lines 29\.97 \+ charges 3\.99 .*\(difference -3\.96\)/)]);
  });

  it('net prices become gross ones by tax or rate, and stay empty where neither is told', async () => {
    const order = simple('NET', {
      pricesIncludeTax: false,
      charges: [],
      total: undefined,
      lines: [
        { id: '1', sku: 'A', quantity: 3, unitNet: 10.916, taxRate: 27 },
        { id: '2', sku: 'B', quantity: 2, lineNet: 8.39, tax: 1.6 },
        { id: '3', sku: 'C', quantity: 1, lineNet: 5 },
      ],
    });
    const rows = rowsOf(await tableText('orderLines', [order]));
    expect(rows.map((row) => [row['Einzelpreis netto'], row['Gesamtpreis netto'], row['Gesamtpreis brutto']])).toEqual([
      ['10,916', '32,748', '41,59'],
      ['4,195', '8,39', '9,99'],
      ['5,00', '5,00', ''],
    ]);
    const { items } = await create('orderLines', [order], { columns: columns(['sku'], ['lineGross'], ['shippingStreet'], ['billingStreet']) });
    expect(items[0]?.json.remarks).toEqual(["Order 'NET': line 3 has no gross price, because the order tells neither its tax nor a tax rate"]);
    const filled = rowsOf(await tableText('orderLines', [order], { options: { taxRate: '7' } }));
    expect(filled[2]?.['Gesamtpreis brutto']).toBe('5,35');
  });

  it('cancelled pieces and parts of bundles are left out, and told', async () => {
    const order = simple('BUNDLE', {
      charges: [],
      total: undefined,
      lines: [
        { id: '1', sku: 'SET', kind: 'bundleParent', quantity: 1, lineGross: 20, taxRate: 19 },
        { id: '1a', sku: 'CUP', kind: 'bundlePart', parentLineId: '1', quantity: 4 },
        { id: '2', sku: 'POT', quantity: 4, quantityCancelled: 1, lineGross: 40, taxRate: 19 },
        { id: '3', sku: 'LID', quantity: 1, quantityCancelled: 1, lineGross: 9 },
      ],
    });
    const { items } = await create('orderLines', [order]);
    expect(items[0]?.json.remarks).toEqual([
      expect.stringContaining('line 1a is part of a bundle and was left out'),
      expect.stringContaining('1 of 4 pieces of line 2 are cancelled'),
      expect.stringContaining('1 of 1 pieces of line 3 are cancelled'),
    ]);
    expect(rowsOf(await tableText('orderLines', [order])).map((row) => [row.Artikelnummer, row.Menge, row['Gesamtpreis brutto']])).toEqual([['SET', '1', '20,00'], ['POT', '3', '30,00']]);
    expect(rowsOf(await tableText('orderLines', [order], { options: { bundleParts: true } })).map((row) => row.Artikelnummer)).toEqual(['SET', 'CUP', 'POT']);
  });

  it('an order that cannot be written fails alone, and one that failed before keeps its problem', async () => {
    const carried = { error: problemJson(refused('From before', 'Mend it.')) };
    const records = [{ ...MUGS, placedAt: undefined }, BOXES, simple('PART', { complete: false }), simple('OUT', { status: 'cancelled' }), simple('GONE', { lines: [{ id: '1', quantity: 1, quantityCancelled: 1 }] })];
    const { items, errors } = await create('orderLines', records);
    expect(messagesOf(errors)).toEqual([
      "Order '303-1234567-1234501': 'placedAt' is missing",
      "Order 'PART' is not complete yet: parts of it are still to come",
      "Order 'OUT' is cancelled",
      "Order 'GONE' has no line to deliver",
    ]);
    expect(items.map(({ json, pairedItem }) => [json.rows, pairedItem])).toEqual([[1, [{ item: 1 }]]]);
    expect(problemJson(refused('From before', 'Mend it.'))).toEqual(carried.error);
  });

  it('no order, no file', async () => {
    const { items, errors } = await create('orderLines', [{ number: 'X' }]);
    expect(items).toEqual([]);
    expect(errors).toHaveLength(1);
  });
});

describe('how it is written', () => {
  const hungarian = simple('HU', { shippingAddress: { name: 'Kovács Jenő', street: 'Fő utca 1', postcode: '01234', city: 'Győr', country: 'HU' }, billingAddress: undefined });

  it('letters that Windows-1252 lacks become the nearest ones, and are told', async () => {
    const { items, files } = await create('orderLines', [hungarian]);
    const text = decodeText(files[0]?.bytes ?? new Uint8Array(), 'windows-1252');
    expect(text).toContain('Kovács Jenö;Fö utca 1');
    expect(text).toContain(';01234;');
    expect(items[0]?.json.replaced).toEqual(['ő']);
  });

  it('or refuse the order that has them, and no other', async () => {
    const { items, errors } = await create('orderLines', [hungarian, MUGS], { options: { unmappable: 'fail' } });
    expect(messagesOf(errors)).toEqual([expect.stringMatching(/^'HU': These characters do not exist in windows-1252: 'ő' \(U\+0151\)/)]);
    expect(items[0]?.json.records).toMatchObject([{ number: MUGS.number }]);
  });

  it('or are kept in UTF-8, with a mark for Excel where it is wanted', async () => {
    const plain = await create('orderLines', [hungarian], { options: { charset: 'utf-8' } });
    const marked = await create('orderLines', [hungarian], { options: { charset: 'utf-8-bom' } });
    expect(Buffer.from(plain.files[0]?.bytes ?? '').toString('utf8')).toContain('Győr');
    expect([...(marked.files[0]?.bytes.slice(0, 3) ?? [])]).toEqual([0xef, 0xbb, 0xbf]);
    expect(Buffer.from(marked.files[0]?.bytes.slice(3) ?? '').equals(Buffer.from(plain.files[0]?.bytes ?? ''))).toBe(true);
  });

  it('delimiter, decimals, dates, zone, headings, header row and name are the operator’s', async () => {
    const late = simple('LATE', { placedAt: '2026-03-02T23:30:00.000Z' });
    const parameters = {
      columns: columns(['sku', 'Nr'], ['orderDate', 'Datum'], ['lineGross']),
      options: { delimiter: '\t', decimalSign: '.', datePattern: 'yyyy-MM-dd HH:mm', fileName: 'a/{first}:{number_}.csv' },
    };
    await expect(create('orderLines', [late], parameters).then(({ errors }) => errors[0]?.json.error)).resolves.toMatchObject({ kind: 'unavailable', message: expect.stringContaining('{number_}') });
    const named = { ...parameters, options: { ...parameters.options, fileName: 'a/{first}.csv' } };
    const { files } = await create('orderLines', [late], named);
    expect(files[0]?.name).toBe('a-LATE.csv');
    expect(await tableText('orderLines', [late], named)).toBe('Nr\tDatum\tGesamtpreis brutto\r\nMUG-RED\t2026-03-03 00:30\t19.98\r\nMUG-BLUE\t2026-03-03 00:30\t9.99\r\n');
    const bare = { ...named, options: { ...named.options, headerRow: false, timeZone: 'UTC' } };
    expect(await tableText('orderLines', [late], bare)).toBe('MUG-RED\t2026-03-02 23:30\t19.98\r\nMUG-BLUE\t2026-03-02 23:30\t9.99\r\n');
  });

  it('a line break inside a cell is a blank, unless it is to be kept', async () => {
    const noted = simple('N', { notes: [{ kind: 'buyer', text: 'Bitte\r\n klingeln; danke' }] });
    const parameters = { columns: columns(['sku'], ['note']) };
    expect((await tableText('orderLines', [noted], parameters)).split('\r\n')[1]).toBe('MUG-RED;"Bitte klingeln; danke"');
    expect(await tableText('orderLines', [noted], { ...parameters, options: { lineBreaks: 'keep' } })).toContain('MUG-RED;"Bitte\r\n klingeln; danke"');
  });

  it.each([
    ['a zone', { options: { timeZone: 'Berlin' } }, "Time zone 'Berlin' is unknown"],
    ['a date pattern', { options: { datePattern: 'TT.MM.JJJJ' } }, 'in the date pattern'],
    ['a tax rate', { options: { taxRate: 'normal' } }, 'not a percentage'],
    ['a field', { columns: columns(['colour']) }, "names the field 'colour'"],
  ])('%s that does not exist is the fault of the settings, not of the order', async (_name, parameters, words) => {
    const { errors, items } = await create('orderLines', [MUGS], parameters);
    expect(items).toEqual([]);
    expect(errors[0]?.json.error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining(words) });
  });
});

describe('a file of customers', () => {
  it('has each customer once, by number, e-mail or name and place', async () => {
    const nameless = (number: string, name: string) => simple(number, { buyer: undefined, billingAddress: undefined, shippingAddress: { name, street: 'Weg 1', postcode: '01067' } });
    const records = [MUGS, simple('2'), nameless('3', 'Max Muster'), nameless('4', 'MAX MUSTER'), nameless('5', 'Eva Muster'), simple('6', { buyer: { email: 'ABC123@marketplace.amazon.de' } }), simple('7', { buyer: { email: 'abc123@marketplace.amazon.de' } })];
    const rows = rowsOf(await tableText('customers', records));
    expect(rows.map((row) => [row.Kundennummer, row.Vorname, row.Nachname, row.PLZ])).toEqual([
      ['A100001', 'Erika', 'Beispiel', '10115'],
      ['', 'Max', 'Muster', '01067'],
      ['', 'Eva', 'Muster', '01067'],
      ['', 'Erika', 'Beispiel', '10115'],
    ]);
  });

  it('tells when a later order knows the customer differently', async () => {
    const moved = simple('2', { billingAddress: { ...MUGS.billingAddress, street: 'Neuer Weg 2' } });
    const { items } = await create('customers', [MUGS, moved]);
    expect(items[0]?.json).toMatchObject({ rows: 1, remarks: [`Order '2': its customer is in the file with the data of order '${MUGS.number}', which differ`] });
  });
});

describe('a file of articles', () => {
  it('of stock levels alone has the columns of stock alone, so that nothing is emptied', async () => {
    expect(await tableText('articles', MUG_LEVELS)).toBe('Artikelnummer;Bestand;Meldebestand;Lagerort\r\nMUG-BLUE;0;5;A-01-03\r\nMUG-RED;12;5;A-01-02\r\n');
    const { errors } = await create('articles', MUG_LEVELS, { columns: columns(['sku'], ['stock'], ['name']) });
    expect(errors[0]?.json.error).toMatchObject({ kind: 'unavailable', message: "'Columns' names name, but the items are stock levels only" });
  });

  it('adds up several locations, and refuses a figure that is not known instead of writing another', async () => {
    const levels = [
      { sku: 'A', location: '1', physical: 2 },
      { sku: 'A', location: '2', physical: 0.5 },
      { sku: 'B', available: 3 },
      { sku: 'C', unlimited: true },
      { sku: 'D', physical: 1 },
      { sku: 'D', physical: 2 },
      { sku: '0007', physical: 1 },
    ];
    const { errors, files } = await create('articles', levels);
    expect(decodeText(files[0]?.bytes ?? new Uint8Array(), 'windows-1252').split('\r\n').slice(1, 3)).toEqual(['A;2,5;;', '0007;1;;']);
    expect(messagesOf(errors)).toEqual(["Stock 'B' has no 'physical'", "Stock 'C' is unlimited: there is no number to write", "Stock 'D' is among the items twice", "Stock 'D' is among the items twice"]);
  });

  it('refuses stock without its product, and a product that is there twice', async () => {
    const [red] = MUG_PRODUCTS;
    const { errors, items } = await create('articles', [red, red, { sku: 'OTHER', physical: 1 }]);
    expect(messagesOf(errors)).toEqual(["Product 'MUG-RED' is among the items twice", "Stock 'OTHER' has no product among the items"]);
    expect(items[0]?.json.rows).toBe(1);
  });
});

describe('an Amazon order report', () => {
  it('keeps tabs and line breaks out, and lone quotes as they are', async () => {
    const order = simple('T', { lines: [{ id: '1', sku: 'A', name: 'Rohr\t1/2"\r\nlang', quantity: 1, lineGross: 1, tax: 0.16 }], charges: [], total: { gross: 1 } });
    const text = await tableText('amazonReport', [order]);
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toContain('\tRohr 1/2" lang\t');
  });

  it('adds up: discounts of the order are shared, other charges are rows of their own', async () => {
    const order = simple('SUM', {
      charges: [{ kind: 'shipping', gross: 3.99, tax: 0.64 }, { kind: 'cashOnDelivery', gross: 4, tax: 0.64 }],
      discounts: [{ kind: 'coupon', code: 'C', scope: 'order', gross: 1 }, { kind: 'shipping', code: 'S', scope: 'order', gross: 3.99 }],
      total: { gross: 32.97 },
    });
    const rows = rowsOf(await tableText('amazonReport', [order]), '\t');
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
    expect(sum('item-price') + sum('shipping-price') + sum('item-promotion-discount') + sum('ship-promotion-discount')).toBeCloseTo(32.97, 6);
    expect(rows.map((row) => [row['item-price'], row['item-promotion-discount'], row['shipping-price'], row['ship-promotion-discount']])).toEqual([
      ['19.98', '-0.67', '3.99', '-3.99'],
      ['9.99', '-0.33', '0.00', ''],
      ['4.00', '', '0.00', ''],
    ]);
    const { items } = await create('amazonReport', [order]);
    expect(items[0]?.json.remarks).toEqual(["Order 'SUM': cashOnDelivery is a row of its own, because the report has no column for it"]);
  });

  it('without billing columns tells whose billing address is not in it', async () => {
    const { items, files } = await create('amazonReport', [BOXES], { options: { billingColumns: false, extraColumns: ['purchase-order-number', 'is-prime'] } });
    const header = decodeText(files[0]?.bytes ?? new Uint8Array(), 'windows-1252').split('\r\n')[0]?.split('\t') ?? [];
    expect(header.filter((name) => name.startsWith('bill-'))).toEqual([]);
    expect(header.slice(-2)).toEqual(['purchase-order-number', 'is-prime']);
    expect(items[0]?.json.remarks).toContain(`Order '${BOXES.number}': the file does not hold the billing address (switch on 'Billing Columns')`);
  });

  it('wants prices with tax, and says how to come by them', async () => {
    const order = simple('NET', { pricesIncludeTax: false, charges: [], total: undefined, lines: [{ id: '1', sku: 'A', quantity: 1, lineNet: 10 }] });
    const { errors } = await create('amazonReport', [order]);
    expect(errors[0]?.json.error).toMatchObject({ message: expect.stringContaining('line 1 has no price with tax'), nextStep: "Set 'Tax Rate for What Has None' in the options." });
    expect(rowsOf(await tableText('amazonReport', [order], { options: { taxRate: '19' } }), '\t')[0]?.['item-price']).toBe('11.90');
  });
});
