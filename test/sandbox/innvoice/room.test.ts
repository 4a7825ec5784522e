import axios from 'axios';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { fieldsOf, innVoice, invoice, LINE, valueOf, xmlOf } from './client';

const NOW = Date.parse('2026-03-02T12:00:00Z');

interface Told {
  techid: string;
  tableId: string;
  number?: string;
  status: string;
  orderNumber: string;
  net: number;
  gross: number;
  lines: Array<{ net: number; gross: number; extra: Record<string, string> }>;
  [member: string]: unknown;
}

describe('the InnVoice room', () => {
  let sandbox: Sandbox;
  let client: ReturnType<typeof innVoice>;
  const documents = async (): Promise<Told[]> => (await control(sandbox).get('innvoice/state')).data.documents;
  const incoming = async (): Promise<string[]> => (await control(sandbox).get('innvoice/state')).data.sync.orders.incoming;
  const assume = (points: Record<string, string>) => control(sandbox).post('innvoice/assume', points);

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => NOW });
    client = innVoice(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('lists the invoice books', async () => {
    const { status, data, headers } = await client.get('/tomb_invoice');
    expect([status, headers['content-type'], valueOf(data, 'TABLE_ID')]).toEqual([200, 'text/xml; charset=utf-8', '1']);
  });

  test('wants the right company, user and password', async () => {
    for (const wrong of [innVoice(sandbox, { username: 'minta-kft', password: 'x' }), innVoice(sandbox, { username: 'x', password: 'x' }), innVoice(sandbox, undefined, 'masik-kft')]) {
      const { status, data } = await wrong.get('/tomb_invoice');
      expect([status, valueOf(data, 'error')]).toEqual([401, '401']);
    }
    await assume({ 'wrong-password': '200' });
    const { status, data } = await innVoice(sandbox, { username: 'minta-kft', password: 'x' }).get('/tomb_invoice');
    expect([status, valueOf(data, 'error')]).toEqual([200, '401']);
  });

  test('stores a closed invoice of one line, with its order number', async () => {
    const { status, data } = await client.post('/invoice', invoice());
    expect([status, valueOf(data, 'Sorszam')]).toEqual([200, 'MINTA-2026/1']);
    const [stored] = await documents();
    expect(stored).toMatchObject({ status: 'closed', orderNumber: '1001', number: 'MINTA-2026/1', gross: 10400, net: 8189, currency: 'HUF', buyer: { name: 'Minta Anna', country: 'HU' } });
    expect(valueOf(data, 'techid')).toBe(stored.techid);
    expect(valueOf((await client.get(`/invoice/techid/${stored.techid}`)).data, 'SorszamFormatted')).toBe('MINTA-2026/1');
  });

  test('adds up numbered lines, net and gross ones', async () => {
    await client.post('/invoice', invoice({}, [LINE, { ...LINE, Brutto: '0', EgysegAr: '1000', Mennyiseg: '1', AfaSzoveg: '5%' }, { ...LINE, EgysegAr: '-500', Mennyiseg: '1', CikkSzam: 'MUG-RED-330' }]));
    const [stored] = await documents();
    expect(stored.lines.map(({ net, gross }) => [net, gross])).toEqual([[8189, 10400], [1000, 1050], [-394, -500]]);
    expect([stored.gross, stored.lines[2].extra]).toEqual([10950, { CikkSzam: 'MUG-RED-330' }]);
  });

  test('the same order twice is two documents, and the state shows it', async () => {
    await client.post('/invoice', invoice());
    await client.post('/invoice', invoice());
    expect(await incoming()).toEqual(['1001', '1001']);
  });

  test.each<[string, string, string]>([
    ['a missing element', invoice({ VevoIrsz: undefined }), 'VevoIrsz'],
    ['an empty element', invoice({ VevoNev: ' ' }), 'VevoNev'],
    ['an empty tax number', invoice({ VevoAdoszam: '' }), 'VevoAdoszam'],
    ['a date without its final dot', invoice({ Hatarido: '2026.03.10' }), 'Hatarido'],
    ['a day that is none', invoice({ SzamlaKelte: '2026.02.30.' }), 'SzamlaKelte'],
    ['an unknown book', invoice({ SzamlatombID: '5120' }), 'SzamlatombID'],
    ['a flag that is none', invoice({ Felretett: 'true' }), 'Felretett'],
    ['an unknown currency spelling', invoice({ Devizanem: 'forint' }), 'Devizanem'],
    ['a country name', invoice({ VevoOrszag: 'Magyarország' }), 'VevoOrszag'],
    ['a VAT text outside the list', invoice({}, [{ ...LINE, AfaSzoveg: '0%' }]), 'AfaSzoveg'],
    ['no line', invoice({}, []), 'TetelNev'],
    ['a line without a unit', invoice({}, [{ ...LINE, MennyisegEgyseg: undefined }]), 'MennyisegEgyseg'],
    ['a price that is no number', invoice({}, [{ ...LINE, EgysegAr: '5 200' }]), 'EgysegAr'],
    ['a quantity of none', invoice({}, [{ ...LINE, Mennyiseg: '0' }]), 'Mennyiseg'],
    ['a decimal comma', invoice({}, [{ ...LINE, EgysegAr: '5200,5' }]), 'EgysegAr'],
    ['a single numbered line', invoice({ ...Object.fromEntries(Object.entries(LINE).map(([name, value]) => [`${name}1`, value])) }, []), 'without a number'],
    ['a gap in the numbers', invoice({ ...Object.fromEntries(Object.entries(LINE).flatMap(([name, value]) => [[`${name}1`, value], [`${name}3`, value]])) }, []), 'numbered'],
    ['a bare line beside a numbered one', invoice({ ...LINE, ...Object.fromEntries(Object.entries(LINE).map(([name, value]) => [`${name}2`, value])) }, []), 'beside'],
    ['nested lines', '<invoices><invoice><tetel><TetelNev><![CDATA[a]]></TetelNev></tetel></invoice></invoices>', 'flat'],
    ['text outside CDATA', invoice().replace('<![CDATA[Minta Anna]]>', 'Minta Anna'), 'CDATA'],
    ['an element twice', invoice().replace('</invoice>', '<VevoNev><![CDATA[b]]></VevoNev></invoice>'), 'twice'],
    ['another root', xmlOf('invoice', 'invoice', fieldsOf()), 'root'],
    ['another child', xmlOf('invoices', 'szamla', fieldsOf()), 'invoice only'],
    ['XML that is cut', invoice().slice(0, -12), 'well formed'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${invoice()}`, 'document type'],
    ['a control character', invoice({ VevoNev: 'a\u0001b' }), 'control'],
    ['two invoices', xmlOf('invoices', 'invoice', fieldsOf(), fieldsOf()), 'Only one'],
  ])('refuses %s with HTTP 200 and stores nothing', async (_name, body, named) => {
    const { status, data } = await client.post('/invoice', body);
    expect([status, valueOf(data, 'error')]).toEqual([200, '500']);
    expect(valueOf(data, 'message')).toContain(named);
    expect(await documents()).toEqual([]);
  });

  test('refuses JSON, unknown paths and unknown documents in the same form', async () => {
    expect(valueOf((await client.post('/invoice', '{}', 'application/json')).data, 'error')).toBe('500');
    expect(valueOf((await client.get('/szamla')).data, 'error')).toBe('404');
    expect(valueOf((await client.get('/invoice/techid/1')).data, 'error')).toBe('404');
    await assume({ 'error-status': '4xx' });
    expect((await client.get('/invoice/techid/1')).status).toBe(404);
    expect((await client.post('/invoice', invoice({ VevoNev: undefined }))).status).toBe(400);
  });

  test('takes ]]> split over two sections and keeps unknown elements', async () => {
    await client.post('/invoice', invoice({ VevoNev: 'a]]]]><![CDATA[>b', Nyelv: 'hu' }));
    expect((await documents())[0]).toMatchObject({ buyer: { name: 'a]]>b' }, extra: { Nyelv: 'hu' } });
  });

  test('takes several invoices where that is assumed', async () => {
    await assume({ 'several-per-post': 'accepted' });
    const { data } = await client.post('/invoice', xmlOf('invoices', 'invoice', fieldsOf(), fieldsOf({ Megjegyzes: '1002' })));
    expect(data.match(/<techid>/g)).toHaveLength(2);
    expect(await incoming()).toEqual(['1001', '1002']);
  });

  test('a draft has no number, unless that is assumed', async () => {
    const { data } = await client.post('/invoice', invoice({ Felretett: '1' }));
    expect([valueOf(data, 'Sorszam'), (await documents())[0].status]).toEqual([undefined, 'draft']);
    await assume({ 'draft-number': 'present' });
    expect(valueOf((await client.post('/invoice', invoice({ Felretett: '1' }))).data, 'Sorszam')).toBeDefined();
  });

  test('a proforma is turned into an invoice by its TABLE_ID, once', async () => {
    const { data } = await client.post('/invoice', invoice({ Proforma: '1' }));
    expect([/<proforma_invoice>/.test(data), valueOf(data, 'Sorszam')]).toEqual([true, undefined]);
    const dates: Array<[string, string]> = [['SzamlaKelte', '2026.03.05.'], ['TeljesitesKelte', '2026.03.05.'], ['Hatarido', '2026.03.05.']];
    const body = (tableId: string) => xmlOf('proforma_invoices', 'proforma_invoice', [['TABLE_ID', tableId], ...dates]);
    const converted = await client.post('/proforma_invoice', body(valueOf(data, 'TABLE_ID') ?? ''));
    const techid = valueOf(converted.data, 'techid') ?? '';
    expect(valueOf((await client.get(`/invoice/techid/${techid}`)).data, 'SorszamFormatted')).toBe('MINTA-2026/1');
    expect((await documents()).map(({ status, orderNumber }) => [status, orderNumber])).toEqual([['proforma', '1001'], ['closed', '1001']]);
    expect(await incoming()).toEqual(['1001']);
    for (const wrong of [valueOf(data, 'TABLE_ID'), valueOf(converted.data, 'TABLE_ID'), '1']) expect(valueOf((await client.post('/proforma_invoice', body(wrong ?? ''))).data, 'error')).toBe('500');
    expect(valueOf((await client.post('/proforma_invoice', xmlOf('proforma_invoices', 'proforma_invoice', [['TABLE_ID', '17']]))).data, 'message')).toContain('SzamlaKelte');
    await assume({ 'proforma-root': 'invoice', 'proforma-number': 'present' });
    const other = (await client.post('/invoice', invoice({ Proforma: '1' }))).data;
    expect([/<proforma_invoice>/.test(other), valueOf(other, 'Sorszam')]).toEqual([false, 'D-2026/2']);
  });

  test('PrintUrl opens a PDF without a login', async () => {
    const { data } = await client.post('/invoice', invoice());
    const answer = await axios.get(valueOf(data, 'PrintUrl') ?? '', { proxy: false, responseType: 'text' });
    expect([answer.headers['content-type'], answer.data.slice(0, 8)]).toEqual(['application/pdf', '%PDF-1.4']);
    expect((await axios.get(`${sandbox.url}/innvoice-print/abc.pdf`, { proxy: false, validateStatus: () => true })).status).toBe(404);
  });

  test('reads decimals with the separator that is assumed', async () => {
    const euro = { Devizanem: 'EUR' };
    await client.post('/invoice', invoice(euro, [{ ...LINE, EgysegAr: '10.25' }]));
    expect((await documents())[0]).toMatchObject({ currency: 'EUR', gross: 20.5, net: 16.14 });
    await assume({ 'decimal-separator': 'comma' });
    expect(valueOf((await client.post('/invoice', invoice(euro, [{ ...LINE, EgysegAr: '10.25' }]))).data, 'error')).toBe('500');
    expect(valueOf((await client.post('/invoice', invoice(euro, [{ ...LINE, EgysegAr: '10,25' }]))).data, 'error')).toBeUndefined();
  });

  test('shows padded products, and one-element lists', async () => {
    await control(sandbox).post('innvoice/seed', { products: 12 });
    const { data } = await client.get('/product');
    const [first, , , fourth] = data.split('<product>').slice(1);
    expect(first).toContain('<CikkSzam><![CDATA[ MUG-BLUE-330 ]]></CikkSzam>');
    expect([first.match(/<Arak>/g)?.length, first.match(/<Keszlet>/g)?.length, first.includes('Raktar_Nev')]).toEqual([3, 3, true]);
    expect([fourth.match(/<Arak>/g)?.length, fourth.match(/<Keszlet>/g)?.length]).toEqual([1, 1]);
    expect(data).toContain('<CikkSzam><![CDATA[]]></CikkSzam>');
    const { sync } = (await control(sandbox).get('innvoice/state')).data;
    expect([sync.stock.outgoing.length, sync.stock.outgoing[0]]).toEqual([12, 'MUG-BLUE-330=40']);
    expect(data).not.toContain('Termekcsoport');
    await assume({ 'name-elements': 'absent', 'product-group': 'Termekcsoport' });
    const other = (await client.get('/product')).data;
    expect([other.includes('_Nev>'), valueOf(other, 'Termekcsoport')]).toEqual([false, 'Bögrék']);
  });

  test('counts, prices and names change', async () => {
    await control(sandbox).post('innvoice/seed', { products: [{ sku: 'A' }] });
    await control(sandbox).post('innvoice/restock', { levels: { A: 9 } });
    await control(sandbox).post('innvoice/reprice', { prices: { A: 777 }, group: 'Akciós' });
    const state = (await control(sandbox).get('innvoice/state')).data;
    expect(state.sync.stock.outgoing).toEqual(['A=9']);
    expect(state.products[0].prices[2]).toMatchObject({ group: 'Akciós', price: '777' });
    expect((await control(sandbox).post('innvoice/restock', { levels: { B: 1 } })).status).toBe(404);
  });

  test('a SKU on the line of a closed invoice books stock only where that is assumed', async () => {
    await control(sandbox).post('innvoice/seed', { products: 1 });
    const body = invoice({}, [{ ...LINE, CikkSzam: 'MUG-BLUE-330' }]);
    const level = async () => (await control(sandbox).get('innvoice/state')).data.sync.stock.outgoing[0];
    await client.post('/invoice', body);
    expect(await level()).toBe('MUG-BLUE-330=40');
    await assume({ 'line-sku': 'books' });
    await client.post('/invoice', invoice({ Felretett: '1' }, [{ ...LINE, CikkSzam: 'MUG-BLUE-330' }]));
    await client.post('/invoice', body);
    expect(await level()).toBe('MUG-BLUE-330=38');
  });

  test('refuses one record when told, and loses an answer after the write', async () => {
    await control(sandbox).post('innvoice/faults', { kind: 'refuse', record: '1001' });
    expect(valueOf((await client.post('/invoice', invoice())).data, 'error')).toBe('500');
    await control(sandbox).delete('innvoice/faults');
    await control(sandbox).post('innvoice/faults', { kind: 'reset-after-write' });
    await expect(client.post('/invoice', invoice())).rejects.toThrow();
    expect(await incoming()).toEqual(['1001']);
  });
});
