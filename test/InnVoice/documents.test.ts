/** Invoice: Get and Convert Proforma, Invoice Book, File and the credential against the sandbox. */
import { pressTest } from '../conformance/support/credential-test';
import { InnVoiceRoom } from './support/room';
import { order } from './support/orders';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: InnVoiceRoom;
beforeAll(async () => (room = await InnVoiceRoom.open()));
afterAll(async () => await room.close());
beforeEach(() => room.reset());

async function made(document: string, number = '1') {
  const { rows } = await room.import([order(number)], { document });
  await room.forgetRequests();
  room.seen.length = 0;
  return rows[0] ?? {};
}

describe('Get', () => {
  it('reads the number of a document by its techid', async () => {
    const { techid } = await made('invoice');
    const { rows } = await room.runOn('invoice', 'get', { techid: String(techid) });
    expect(rows).toEqual([{ identity: { channel: 'innvoice', account: 'minta-kft', id: techid }, techid, invoiceNumber: expect.stringMatching(/^MINTA-\d+\/1$/) }]);
    expect(await room.calls()).toEqual({ 'invoice/techid': 1 });
  });

  it('brings the PDF as a file under a clean name, without the password', async () => {
    const row = await made('invoice');
    const { items } = await room.runOn('invoice', 'get', { downloadPdf: true, binaryProperty: 'pdf', techid: '={{ $json.techid }}', printUrl: '={{ $json.printUrl }}' }, [row]);
    const file = items[0]?.binary?.pdf;
    expect(file).toMatchObject({ mimeType: 'application/pdf', fileName: expect.stringMatching(/^MINTA-\d+-1\.pdf$/) });
    expect(Buffer.from(file?.data ?? '', 'base64').toString('latin1')).toMatch(/^%PDF[\s\S]*%%EOF\s*$/);
    const [print] = room.seen.filter(({ request }) => request.path.startsWith('/innvoice-print'));
    expect(print?.request.headers.authorization).toBeUndefined();
  });

  it.each([
    ['is gone', { printUrl: '={{ $json.printUrl.replace(".pdf", "0.pdf") }}' }, 'InnVoice'],
    ['leads elsewhere', { printUrl: 'https://evil.example/x.pdf' }, 'does not lead to InnVoice'],
    ['is not known', { printUrl: '' }, 'No print link'],
  ])('tells of a PDF that %s, and gives the document all the same', async (_what, parameters, told) => {
    const row = await made('invoice');
    const { rows, problems } = await room.runOn('invoice', 'get', { downloadPdf: true, techid: '={{ $json.techid }}', ...parameters }, [row]);
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([{ invoiceNumber: expect.any(String), pdfMissing: expect.stringContaining(told) }]);
    expect(String(rows[0]?.pdfMissing)).not.toMatch(/innvoice-print|evil/);
  });

  it('names a document InnVoice does not know', async () => {
    const { problems } = await room.runOn('invoice', 'get', { techid: '42' });
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringMatching(/'42'.*InnVoice/) }]);
  });
});

describe('Convert Proforma', () => {
  const convert = async (input: Array<Awaited<ReturnType<typeof made>>>, parameters = {}) => await room.runOn('invoice', 'convertProforma', parameters, input);

  it.each(['proforma_invoice', 'invoice'])('makes the invoice of a proforma and reads its number (answer under %s)', async (root) => {
    await room.assume({ 'proforma-root': root });
    const proforma = await made('proforma');
    const { rows } = await convert([proforma], { dueDays: 3 });
    const [, invoice] = await room.documents();
    expect(invoice).toMatchObject({ status: 'closed', madeFrom: proforma.techid });
    expect(rows).toMatchObject([{ outcome: 'converted', targetId: invoice?.techid, invoiceNumber: invoice?.number, number: '1', proformaTableId: proforma.tableId }]);
    expect(await room.calls()).toEqual({ proforma_invoice: 1, 'invoice/techid': 1 });
  });

  it('is done all the same where the number cannot be read', async () => {
    const proforma = await made('proforma');
    await room.fault({ kind: 'status-5xx', skip: 1, times: -1 });
    const { rows } = await convert([proforma]);
    expect(rows).toMatchObject([{ outcome: 'converted', numberMissing: expect.stringContaining('InnVoice') }]);
  });

  it('names one that was converted before, and a TABLE_ID that is none', async () => {
    const proforma = await made('proforma');
    await convert([proforma]);
    const { problems } = await convert([proforma, { number: '2', tableId: 'book' }]);
    expect(problems).toMatchObject([
      { kind: 'refused', message: expect.stringMatching(/Proforma of '1'.*before/) },
      { kind: 'refused', message: expect.stringMatching(/Proforma of '2'.*TABLE_ID/) },
    ]);
  });

  it('leaves a lost answer open and sends nothing after it', async () => {
    const [first, second] = [await made('proforma', '1'), await made('proforma', '2')];
    await room.fault({ kind: 'reset-after-write', times: 1 });
    const { problems } = await convert([first, second]);
    expect(problems).toMatchObject([
      { kind: 'unknown', message: expect.stringContaining("Proforma of '1': open question") },
      { kind: 'unavailable', message: expect.stringContaining("Proforma of '2' was not sent") },
    ]);
    expect((await room.documents()).filter(({ madeFrom }) => madeFrom)).toHaveLength(1);
  });

  it('only shows what it would send in a dry run', async () => {
    const { rows } = await convert([await made('proforma')], { dryRun: true });
    expect(rows).toMatchObject([{ outcome: 'would convert', request: { path: '/proforma_invoice', body: expect.stringContaining('<proforma_invoices><proforma_invoice><TABLE_ID>') } }]);
    expect(await room.calls()).toEqual({});
  });
});

it('Invoice Book: Get Many lists the books', async () => {
  const { rows } = await room.runOn('invoiceBook', 'getAll', { returnAll: true });
  expect(rows).toEqual([{ id: '1', name: 'Webshop számlatömb' }, { id: '4', name: 'Díjbekérő' }, { id: '7', name: 'Export számlatömb' }]);
});

describe('File: Create', () => {
  const product = (sku: string, changes = {}) => ({
    identity: { channel: 'testshop', account: 'one', id: sku },
    sku,
    name: `Név "${sku}"; ő`,
    taxRate: 27,
    prices: [{ kind: 'normal', gross: 1270.5, currency: 'HUF' }, { kind: 'normal', gross: 1000, group: 'B2B' }, { kind: 'special', gross: 990 }],
    categories: [{ path: ['Konyha', 'Bögrék'] }],
    ...changes,
  });
  const text = (run: Awaited<ReturnType<InnVoiceRoom['runOn']>>) => Buffer.from(run.items[0]?.binary?.data?.data ?? '', 'base64').toString('utf8');

  it('makes one file of all products, and calls nobody', async () => {
    const run = await room.runOn('file', 'create', { content: 'products' }, [product('A'), product('B')]);
    expect(run.rows).toEqual([{ fileName: expect.stringMatching(/^innvoice-products-\d{4}-\d\d-\d\d\.csv$/), content: 'products', rows: 2 }]);
    expect(run.items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
    const [head, first, second, end] = text(run).split('\r\n');
    expect(head).toMatch(/^\ufeffCikkszám;Megnevezés;Vonalkód;/);
    expect(first).toBe('A;"Név ""A""; ő";;Konyha / Bögrék;db;27%;;1270,5;990;HUF;');
    expect([second?.slice(0, 2), end]).toEqual(['B;', '']);
    expect(await room.requests()).toEqual([]);
  });

  it('takes the price of a chosen group', async () => {
    const run = await room.runOn('file', 'create', { content: 'products', priceGroup: 'b2b', options: { decimalSign: '.', delimiter: ',' } }, [product('A')]);
    expect(text(run).split('\r\n')[1]).toContain(',1000,990,');
  });

  it('makes a stock file, for one warehouse or for each level\'s own', async () => {
    const levels = [{ sku: 'A', physical: 3, locationName: 'Stock 1' }, { sku: 'B', available: 2.5 }];
    const own = await room.runOn('file', 'create', { content: 'stock', options: { fileName: 'keszlet.csv' } }, levels);
    expect(text(own)).toBe('\ufeffCikkszám;Raktár;Készlet\r\nA;Stock 1;3\r\nB;;2,5\r\n');
    expect(own.rows[0]?.fileName).toBe('keszlet.csv');
    expect(text(await room.runOn('file', 'create', { content: 'stock', warehouse: 'Központ' }, levels))).toContain('A;Központ;3');
  });

  it('tells of a record that cannot be written, and writes the others', async () => {
    const run = await room.runOn('file', 'create', { content: 'stock' }, [{ sku: 'A', physical: 1 }, { sku: 'B', unlimited: true }, { sku: 'C' }]);
    expect(run.problems).toMatchObject([
      { item: 1, kind: 'refused', message: expect.stringContaining("'B'") },
      { item: 2, kind: 'refused', message: expect.stringContaining("'C'") },
    ]);
    expect(text(run).split('\r\n')).toEqual([expect.any(String), 'A;;1', '']);
  });
});

describe('the credential', () => {
  const press = async (change = {}) => await pressTest('channelSyncInnVoiceApi', await room.vault(change));

  it('passes with the right values', async () => expect((await press()).status).toBe('OK'));

  it.each(['401', '200'])('fails with a wrong password, whatever the HTTP status (%s)', async (status) => {
    await room.assume({ 'wrong-password': status });
    expect((await press({ password: 'wrong-password-00' })).status).toBe('Error');
  });

  it.each(['html-200', 'status-5xx', 'reset'])('fails with %s', async (kind) => {
    await room.fault({ kind, times: -1 });
    expect((await press()).status).toBe('Error');
  });

  it('is checked once, with the first run, and kept', async () => {
    const vault = await room.vault();
    await room.import([order('1'), order('2')], {}, vault);
    await room.import([order('3')], {}, vault);
    expect(await room.calls()).toEqual({ tomb_invoice: 1, invoice: 3 });
  });
});
