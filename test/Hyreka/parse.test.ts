import { encodeText } from '../../nodes/shared/format';
import { columns, parse } from './support/node';

const NEW = 'Warengruppe;Artikel-Nr.;Bezeichnung (1);Bestell-Nr.;Bestand;Verfügbar;Meldebestand;Lagerort\r\nTassen;00017;Tasse, groß;KM-1;1.012,5;1000;5;A-01\r\nTassen;MUG;"Tasse; rot";KM-2;0;-3;;\r\n';
const OLD = 'artikelnr;artikelbez;lagerbesta;verfuegb;mindestbes;alarmbes\n00017;Tasse;12;10;5;2\n';

const messagesOf = (errors: Array<{ json: { error?: unknown } }>) => errors.map(({ json }) => (json.error as { message: string }).message);
const rowsOf = (items: Array<{ json: object }>) => items.map(({ json }) => json);

describe('a stock export', () => {
  const wanted = [
    { sku: '00017', physical: 1012.5, available: 1000, allocated: 12.5, minimum: 5, bin: 'A-01' },
    { sku: 'MUG', physical: 0, available: -3, allocated: 3 },
  ];

  it.each([
    ['Windows-1252', encodeText(NEW, 'windows-1252').bytes],
    ['UTF-8', encodeText(NEW, 'utf-8').bytes],
    ['UTF-8 with a mark', encodeText(NEW, 'utf-8', { bom: true }).bytes],
    ['tabs', encodeText(NEW.replace('"Tasse; rot"', 'Tasse').replace(/;/g, '\t'), 'windows-1252').bytes],
  ])('with the new headings, in %s', async (_name, bytes) => {
    const { items, errors } = await parse('stock', bytes);
    expect(errors).toEqual([]);
    expect(rowsOf(items)).toEqual(wanted);
  });

  it('with the old headings: the reorder level is mindestbes, not alarmbes', async () => {
    expect(rowsOf((await parse('stock', OLD)).items)).toEqual([{ sku: '00017', physical: 12, available: 10, allocated: 2, minimum: 5 }]);
  });

  it('with headings of its own, in any case', async () => {
    const { items } = await parse('stock', 'SKU;lager 1;BESTAND\nA;5;7\n', { headings: columns(['available', 'Lager 1']) });
    expect(rowsOf(items)).toEqual([{ sku: 'A', physical: 7, available: 5, allocated: 2 }]);
  });

  it('more free to sell than on the shelf is taken as it stands', async () => {
    expect(rowsOf((await parse('stock', 'Artikel-Nr.;Bestand;Verfügbar\nA;5;9\n')).items)).toEqual([{ sku: 'A', physical: 5, available: 9 }]);
  });

  it('a broken row fails alone, with row and column', async () => {
    const { items, errors } = await parse('stock', 'Artikel-Nr.;Bestand;Verfügbar\nA;viel;1\n;4;4\nB;;\nC;1;1\nD;1;1;9\nE;2;2\nE;3;3\n');
    expect(rowsOf(items).map((row) => (row as { sku: string }).sku)).toEqual(['C']);
    expect(messagesOf(errors)).toEqual([
      "Row 1, column 'Bestand': 'viel' is not a number like 1.234,56",
      "Row 2, column 'Artikel-Nr.': there is no article number",
      "Row 3 (article 'B'): there is no figure in 'Bestand' and 'Verfügbar'",
      'Row 5 has 4 cells, but there are 3 columns',
      "Article 'E' stands in rows 6, 7: which of them counts is not known",
    ]);
    expect(errors.map(({ json }) => (json.error as { kind: string }).kind)).toEqual(Array(5).fill('refused'));
  });

  it('rows of one article are added up where that is wanted', async () => {
    const { items } = await parse('stock', 'Artikel-Nr.;Bestand;Lagerort\nE;2,5;L1\nE;3;L2\n', { options: { addUp: true } });
    expect(rowsOf(items)).toEqual([{ sku: 'E', physical: 5.5, bin: 'L1, L2' }]);
  });

  it.each([
    ['without article numbers', 'Name;Bestand\nA;1\n', {}, "does not have a column with the article number ('Artikel-Nr.')"],
    ['without stock', 'Artikel-Nr.;Preis\nA;1\n', {}, "does not have a column with the stock ('Bestand' or 'Verfügbar')"],
    ['without a heading that is named', 'Artikel-Nr.;Bestand\nA;1\n', { headings: columns(['physical', 'Menge']) }, "does not have the heading 'Menge'"],
    ['that is empty', '', {}, 'is empty'],
    ['of XML', '<?xml version="1.0"?><AmazonEnvelope/>', {}, 'is XML and not a table'],
    ['with a quote that is never closed', 'Artikel-Nr.;Bestand\n"A;1\n', {}, 'is not a table'],
  ])('a file %s is nobody’s row: nothing is read', async (_name, text, parameters, words) => {
    const { items, errors } = await parse('stock', text, parameters);
    expect(items).toEqual([]);
    expect(errors.map(({ json }) => json.error)).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining(words) }]);
  });

  it('can be had as it is, and no more of it than asked for', async () => {
    const raw = await parse('stock', OLD, { output: 'raw' });
    expect(rowsOf(raw.items)).toEqual([{ artikelnr: '00017', artikelbez: 'Tasse', lagerbesta: '12', verfuegb: '10', mindestbes: '5', alarmbes: '2' }]);
    expect((await parse('stock', NEW, { returnAll: false, limit: 1 })).items).toHaveLength(1);
  });

  it('stops at a broken row where the node is not set to continue', async () => {
    await expect(parse('stock', 'Artikel-Nr.;Bestand\nA;x\n', {}, 'stop')).rejects.toMatchObject({ message: expect.stringContaining("Row 1, column 'Bestand'") });
  });
});

describe('a despatch list', () => {
  beforeEach(() => void jest.useFakeTimers({ now: Date.UTC(2026, 2, 3, 15, 0), doNotFake: ['setImmediate', 'setTimeout', 'setInterval', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  it('becomes shipments of the orders at the channel they came from', async () => {
    const list = 'Auftragsnummer;Versanddienstleister;Sendungsnummer;Versanddatum\n303-1;DHL Paket;00340434161094000001;02.03.2026\n303-2;Deutsche Post;;03.03.2026\n';
    const { items, errors } = await parse('despatch', list);
    expect(errors).toEqual([]);
    expect(rowsOf(items)).toEqual([
      {
        order: { channel: 'amazon', account: 'main', id: '303-1' },
        orderNumber: '303-1',
        // A day alone: its end, so that no marketplace finds it before the order.
        shippedAt: '2026-03-02T22:59:59.000Z',
        parcels: [{ id: '00340434161094000001', carrier: 'dhl', carrierName: 'DHL Paket', trackingNumber: '00340434161094000001' }],
      },
      expect.objectContaining({
        // Today: now, so that no marketplace finds it in the future.
        shippedAt: '2026-03-03T15:00:00.000Z',
        parcels: [{ id: 'without number Deutsche Post', carrier: 'deutsche-post', carrierName: 'Deutsche Post' }],
      }),
    ]);
  });

  it('brings several parcels and their articles together', async () => {
    const list = 'Auftragsnummer;Sendungsnummer;Artikelnummer;Menge;Kanal-Position\nA;1;X;2;l1\nA;1;Y;1;l2\nA;2;X;1;l1\n';
    const { items } = await parse('despatch', list, { channel: 'kaufland', account: 'de' });
    expect(rowsOf(items)).toMatchObject([
      {
        order: { channel: 'kaufland', account: 'de', id: 'A' },
        parcels: [
          { id: '1', lines: [{ sku: 'X', lineId: 'l1', quantity: 2 }, { sku: 'Y', lineId: 'l2', quantity: 1 }] },
          { id: '2', lines: [{ sku: 'X', lineId: 'l1', quantity: 1 }] },
        ],
      },
    ]);
  });

  it('takes the number the channel knows where the file has another one too', async () => {
    const { items } = await parse('despatch', 'Auftragsnummer;Kanal-Auftrag;Sendungsnummer\nAU-1;303-1;1\n');
    expect(rowsOf(items)).toMatchObject([{ order: { id: '303-1' } }]);
    const own = await parse('despatch', 'Auftragsnummer;Kanal-Auftrag;Sendungsnummer\nAU-1;303-1;1\n', { headings: columns(['orderNumber', 'Auftragsnummer']) });
    expect(rowsOf(own.items)).toMatchObject([{ order: { id: 'AU-1' } }]);
  });

  it('reads times as they are written', async () => {
    const list = 'Auftragsnummer;Sendungsnummer;Datum\nA;1;2026-03-02T10:00:00+01:00\nB;2;02.03.2026 10:30\n';
    const { items, errors } = await parse('despatch', list, { options: { datePattern: 'dd.MM.yyyy HH:mm' } });
    expect(errors).toEqual([]);
    expect(rowsOf(items)).toMatchObject([{ shippedAt: '2026-03-02T09:00:00.000Z' }, { shippedAt: '2026-03-02T09:30:00.000Z' }]);
  });

  it('a broken row fails its order alone', async () => {
    const { items, errors } = await parse('despatch', 'Auftragsnummer;Sendungsnummer;Versanddatum;Artikelnummer\nA;1;31.02.2026;\n;2;02.03.2026;\nB;3;;\nC;4;02.03.2026;X\nD;5;02.03.2026;\n');
    expect(rowsOf(items)).toMatchObject([{ orderNumber: 'D' }]);
    expect(messagesOf(errors)).toEqual([
      "Row 2, column 'Auftragsnummer': there is no order number",
      expect.stringContaining("Row 1, column 'Versanddatum': '31.02.2026' is no date"),
      "Row 3, column 'Versanddatum': there is no date",
      'Row 4: there is an article but no number of pieces',
    ]);
  });

  it('without order numbers, or without carrier and number, is no despatch list', async () => {
    for (const text of ['Sendungsnummer\n1\n', 'Auftragsnummer;Gewicht\n1;2\n']) {
      expect((await parse('despatch', text)).errors[0]?.json.error).toMatchObject({ kind: 'unavailable' });
    }
  });
});

describe('page by page', () => {
  const page = async (text: string, position: string, content = 'stock') => {
    const { items, errors } = await parse(content, text, { pageByPage: true, position, pageSize: 2 });
    expect(errors).toEqual([]);
    return items[0]?.json as { items: Array<{ key: string; number: string; state: string; error?: { message: string } }>; position: string; more: boolean };
  };
  const FIVE = 'Artikel-Nr.;Bestand;Verfügbar\nA;1;1\nB;x;2\nC;3;2\nD;4;4\nE;5;5\n';

  it('walks the whole file; a broken row takes its place', async () => {
    const first = await page(FIVE, '');
    const second = await page(FIVE, first.position);
    const third = await page(FIVE, second.position);
    expect([first, second, third].map(({ items, more }) => [items.map(({ key, state, error }) => [key, error ? 'error' : state]), more])).toEqual([
      [[['A', '1/1'], ['hyreka:file:B', 'error']], true],
      [[['C', '2/3'], ['D', '4/4']], true],
      [[['E', '5/5']], false],
    ]);
  });

  it('begins anew with a file that has changed in the middle', async () => {
    const first = await page(FIVE, '');
    const changed = FIVE.replace('A;1;1', 'A;9;9');
    const again = await page(changed, first.position);
    expect(again).toMatchObject({ items: [], more: true });
    expect((await page(changed, again.position)).items[0]).toMatchObject({ key: 'A', state: '9/9' });
  });

  it('a shipment is done once and for all, by its order', async () => {
    const { items } = await page('Auftragsnummer;Sendungsnummer\n303-1;1\n', '', 'despatch');
    expect(items).toMatchObject([{ key: 'amazon:main:303-1', number: '303-1', state: 'done' }]);
  });

  it('of a file that is no table stops with the account of the node, not of a row', async () => {
    const { errors } = await parse('stock', 'x', { pageByPage: true, position: '', pageSize: 2 });
    expect(errors[0]?.json.error).toMatchObject({ kind: 'unavailable' });
  });
});
