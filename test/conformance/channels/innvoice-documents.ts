import type { IDataObject } from 'n8n-workflow';

import { order } from '../../InnVoice/support/orders';
import { CANARY, type ReadFixture, type WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';

/** The first use of a credential checks the log-in with one call. */
const LOG_IN = 1;

interface StateDocument {
  techid: string;
  tableId: string;
  orderNumber: string;
  status: string;
  madeFrom?: string;
  gross: number;
  buyer: { name: string };
  lines: Array<{ name: string; vat: string; unitPrice: string; quantity: string; extra: Record<string, string> }>;
}

const documentsOf = (state: IDataObject): StateDocument[] => state.documents as unknown as StateDocument[];

const people: IDataObject = {
  buyer: { name: CANARY.name, email: CANARY.email },
  billingAddress: { name: CANARY.name, street: `${CANARY.street} 7`, postcode: '1011', city: 'Budapest', country: 'HU', email: CANARY.email },
};

const incoming = (n: number): IDataObject[] =>
  Array.from({ length: n }, (_, index) => order(`S${String(index + 1).padStart(4, '0')}`, people) as unknown as IDataObject);

/** What a document holds, free of ids; sorted, since a refused one comes later. */
const contents = (documents: StateDocument[]): unknown[] =>
  documents
    .map(({ orderNumber, status, gross, buyer, lines }) => [orderNumber, status, gross, buyer.name, lines.map(({ name, vat, unitPrice, quantity, extra }) => [name, vat, unitPrice, quantity, extra])])
    .sort((a, b) => String(a[0]).localeCompare(String(b[0])));

const invoiceBook = { __rl: true, mode: 'id', value: '1' };

const invoiceImport: WriteFixture = {
  once: true,
  async scene(desk, n) {
    await desk.seed({ products: [{ sku: 'MUG-RED' }] });
    return { parameters: { order: '={{ $json }}', invoiceBook, document: 'invoice', stockBySku: true, sendEmail: true }, input: incoming(n) };
  },
  totals: (state) => documentsOf(state).map(({ orderNumber, gross }) => ({ number: orderNumber, total: gross })),
  effect: (state) => contents(documentsOf(state)),
  outcomes: { first: 'created', again: 'created', dry: 'would create' },
  nameOf: ({ number }) => String(number),
  recordOf: ({ number }) => String(number),
  calls: { n: 12, most: (n) => n + 1 + LOG_IN, formula: 'N, since several in one POST are unconfirmed + 1 catalogue to know the SKUs + 1 log-in', sheet: 'innvoice.md §6' },
  variants: [
    { document: 'draft', stockBySku: false },
    { document: 'proforma', fulfilment: 'orderDate', paid: 'yes', dueDays: 0 },
    { document: 'proformaDraft', zeroRate: '0% - AAM', options: { forint: 'HUF', eInvoice: false, comment: 'Webshop', language: 'en', exchangeRate: '1' } },
  ],
  broken: { item: { ...(order('SBROKEN', { complete: false }) as unknown as IDataObject) }, named: 'SBROKEN' },
};

const LINE = { TetelNev: 'Bögre, piros', AfaSzoveg: '27%', Brutto: '1', EgysegAr: '11430', Mennyiseg: '2', MennyisegEgyseg: 'db' };
const HEADER = {
  VevoNev: CANARY.name,
  VevoIrsz: '1011',
  VevoOrszag: 'HU',
  VevoTelep: 'Budapest',
  VevoUtcaHsz: `${CANARY.street} 7`,
  SzamlatombID: '1',
  SzamlaKelte: '2026.03.02.',
  TeljesitesKelte: '2026.03.02.',
  Hatarido: '2026.03.10.',
  Devizanem: 'Ft',
  FizetesiMod: 'átutalás',
  Fizetve: '0',
  Eszamla: '1',
  Felretett: '0',
};

/** Documents somebody made before, through the vendor's own door. */
async function made(desk: Desk, n: number, proforma: '0' | '1'): Promise<IDataObject[]> {
  const { company, user, password, baseUrl } = (await desk.vault()).find('channelSyncInnVoiceApi').data as Record<string, string>;
  const found: IDataObject[] = [];
  for (let index = 0; index < n; index++) {
    const number = `P${index + 1}`;
    const fields = Object.entries({ ...HEADER, Proforma: proforma, Megjegyzes: number, ...LINE }).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
    const answer = await fetch(`${baseUrl}/${company}/invoice`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
      body: `<invoices><invoice>${fields.join('')}</invoice></invoices>`,
    });
    const text = await answer.text();
    const of = (name: string) => new RegExp(`<${name}><!\\[CDATA\\[(.*?)\\]\\]>`).exec(text)?.[1];
    found.push({ number, techid: of('techid'), tableId: of('TABLE_ID'), printUrl: of('PrintUrl') });
  }
  await desk.forgetRequests();
  return found;
}

const convertProforma: WriteFixture = {
  once: true,
  scene: async (desk, n) => ({ parameters: {}, input: await made(desk, n, '1') }),
  effect: (state) => contents(documentsOf(state).filter(({ madeFrom }) => madeFrom !== undefined)),
  outcomes: { first: 'converted', again: 'converted', dry: 'would convert' },
  nameOf: ({ number }) => String(number),
  calls: { n: 12, most: (n) => 2 * n + LOG_IN, formula: '2 per order (convert + number) + 1 log-in', sheet: 'innvoice.md §6 "proforma -> invoice"' },
  variants: [{ fulfilmentDate: '2026-03-05T00:00:00.000Z', dueDays: 8 }],
  broken: { item: { number: 'PBROKEN', tableId: '99' }, named: 'PBROKEN' },
};

const invoiceGet: ReadFixture = {
  async scene(desk, n) {
    const input = await made(desk, n, '0');
    return { parameters: { techid: '={{ $json.techid }}', printUrl: '={{ $json.printUrl }}' }, input: input.map(({ techid, printUrl }) => ({ techid, printUrl })) };
  },
  keyOf: ({ techid }) => String(techid),
  expected: async (desk) => documentsOf(await desk.state()).map(({ techid }) => techid),
  calls: { n: 12, most: (n) => n + LOG_IN, formula: 'N + 1 log-in', sheet: 'innvoice.md §2' },
  variants: [{ downloadPdf: true }, { output: 'raw' }],
  broken: { item: { techid: '42' }, named: '42' },
};

export const documentReads: Record<string, ReadFixture> = { 'invoice:get': invoiceGet };
export const documentWrites: Record<string, WriteFixture> = { 'invoice:import': invoiceImport, 'invoice:convertProforma': convertProforma };
