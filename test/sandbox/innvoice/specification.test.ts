import { readFileSync } from 'node:fs';
import { specification } from '../../support/left-out';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { innVoice, invoice, valueOf } from './client';
import { VAT_TEXTS } from './values';

const FOLDER = 'innvoice';

function read(name: string): string {
  return readFileSync(specification(`${FOLDER}/${name}`) ?? '', 'utf8');
}

/** Names of all elements, each once. */
function namesIn(xml: string): string[] {
  return [...new Set([...xml.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<([A-Za-z_]+)[ >/]/g)].map(([, name]) => name))].sort();
}

if (!specification(`${FOLDER}/enums.json`)) {
  describe('the InnVoice room against the samples', () => {
    test(`left out: ../shared/specs/${FOLDER} is not there`, () => expect(specification(`${FOLDER}/enums.json`)).toBeUndefined());
  });
} else {
  describe('the InnVoice room against the samples', () => {
    let sandbox: Sandbox;
    let client: ReturnType<typeof innVoice>;

    beforeAll(async () => {
      sandbox = await startSandbox();
      client = innVoice(sandbox);
    });
    beforeEach(() => sandbox.reset());
    afterAll(() => sandbox.close());

    test.each(['invoice-create-one-item.request.xml', 'invoice-create-many-items.request.xml'])('takes %s', async (file) => {
      const { data } = await client.post('/invoice', read(file));
      expect(valueOf(data, 'message')).toBeUndefined();
      expect((await control(sandbox).get('innvoice/state')).data.documents).toHaveLength(1);
    });

    test('adds up the sample of two lines', async () => {
      await client.post('/invoice', read('invoice-create-many-items.request.xml'));
      expect((await control(sandbox).get('innvoice/state')).data.documents[0]).toMatchObject({ status: 'draft', net: 19200, gross: 24384, buyer: { taxNumber: '12345678-2-06' } });
    });

    test('turns a proforma by the sample into an invoice', async () => {
      const tableId = valueOf((await client.post('/invoice', invoice({ Proforma: '1' }))).data, 'TABLE_ID') ?? '';
      const { data } = await client.post('/proforma_invoice', read('proforma-to-invoice.request.xml').replace('17', tableId));
      expect(valueOf(data, 'techid')).toMatch(/^\d+$/);
    });

    test('answers with the elements of the samples', async () => {
      await control(sandbox).post('innvoice/seed', { products: 1 });
      const made = (await client.post('/invoice', invoice())).data;
      const answers: Array<[string, string]> = [
        ['invoice-create.response.xml', made],
        ['proforma-create.response.xml', (await client.post('/invoice', invoice({ Proforma: '1' }))).data],
        ['invoice-by-techid.response.xml', (await client.get(`/invoice/techid/${valueOf(made, 'techid')}`)).data],
        ['invoice-books.response.xml', (await client.get('/tomb_invoice')).data],
        ['products.response.xml', (await client.get('/product')).data],
        ['error.response.xml', (await client.get('/invoice/techid/0')).data],
      ];
      for (const [file, answer] of answers) expect([file, namesIn(answer)]).toEqual([file, namesIn(read(file))]);
    });

    test('knows the VAT texts of the list', () => {
      expect(VAT_TEXTS).toEqual((JSON.parse(read('enums.json')) as { AfaSzoveg: string[] }).AfaSzoveg);
    });
  });
}
