import { readFileSync } from 'node:fs';

import type { IDataObject } from 'n8n-workflow';

import { specification } from '../../support/left-out';
import type { ChannelFixture, ReadFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { documentReads, documentWrites } from './innvoice-documents';

/** The first use of a credential checks the log-in with one call. */
const LOG_IN = 1;

const skusOf = async (desk: Desk): Promise<string[]> => ((await desk.state()).products as IDataObject[]).map(({ sku }) => String(sku)).filter((sku) => sku !== '');

const wholeList = { n: 230, most: () => 1 + LOG_IN, formula: '1, the whole catalogue in one answer + 1 log-in', sheet: 'innvoice.md §6 "read stock and prices of M products"' };

function catalogueRead(variants: ReadFixture['variants']): ReadFixture {
  return {
    async scene(desk, n) {
      await desk.seed({ products: n });
      return { parameters: { returnAll: true } };
    },
    keyOf: ({ sku }) => String(sku),
    expected: skusOf,
    pages: { parameters: {}, again: 'same states', calls: wholeList },
    calls: wholeList,
    variants,
  };
}

const bookGetAll: ReadFixture = {
  scene: async () => ({ parameters: { returnAll: true } }),
  keyOf: ({ id }) => String(id),
  // What the vendor's own list holds; the room's state does not show it.
  expected: async () => ['1', '4', '7'],
  calls: { n: 3, most: () => 1 + LOG_IN, formula: '1 + 1 log-in', sheet: 'innvoice.md §6 "book list"' },
  variants: [{ output: 'raw' }],
};

/** Elements of the vendor's sample requests, without line numbers. */
function sampleElements(): Set<string> {
  const files = ['invoice-create-one-item.request.xml', 'invoice-create-many-items.request.xml', 'proforma-to-invoice.request.xml'];
  const texts = files.flatMap((file) => {
    const found = specification(`innvoice/${file}`);
    return found ? [readFileSync(found, 'utf8')] : [];
  });
  return new Set(texts.flatMap((text) => [...text.matchAll(/<(\w+?)\d*>/g)].map(([, name]) => name as string)));
}

function vatTexts(): string[] {
  const found = specification('innvoice/enums.json');
  return found ? (JSON.parse(readFileSync(found, 'utf8')) as { AfaSzoveg: string[] }).AfaSzoveg : [];
}

/** Elements no sample confirms, as nodes/InnVoice/element-names.ts lists them. */
const UNCONFIRMED = ['Megjegyzes', 'VevoEmail', 'EmailKuldes', 'Nyelv', 'Arfolyam', 'CikkSzam'];

/** A body held against the samples: known elements, flat, every value CDATA, VAT texts of the list, dates with a final dot. */
function bodyComplaints(path: string, body: string): string[] {
  const known = sampleElements();
  const root = path === '/invoice' ? ['invoices', 'invoice'] : ['proforma_invoices', 'proforma_invoice'];
  const [outer, inner] = root;
  const content = new RegExp(`^<${outer}><${inner}>(.*)</${inner}></${outer}>$`, 's').exec(body)?.[1];
  if (content === undefined) return [`${path}: the body is not one ${inner} in ${outer}`];
  const fields = [...content.matchAll(/<(\w+?)(\d*)>((?:<!\[CDATA\[[\s\S]*?\]\]>)+)<\/\1\2>/g)];
  const left = fields.reduce((text, [whole]) => text.replace(whole, ''), content);
  const complaints = left === '' ? [] : [`${path}: not flat, or not CDATA: ${left.slice(0, 100)}`];
  for (const [, name = '', , value = ''] of fields) {
    const text = value.replace(/^<!\[CDATA\[|\]\]>$/g, '');
    if (!known.has(name) && !UNCONFIRMED.includes(name)) complaints.push(`${path}: no sample knows ${name}`);
    if (name === 'AfaSzoveg' && !vatTexts().includes(text)) complaints.push(`${path}: ${text} is no VAT text`);
    if (/Kelte$|^Hatarido$/.test(name) && !/^\d{4}\.\d{2}\.\d{2}\.$/.test(text)) complaints.push(`${path}: ${name} is written ${text}`);
  }
  return complaints;
}

export const fixture: ChannelFixture = {
  room: 'innvoice',
  reads: {
    'product:getAll': catalogueRead([{ priceGroup: 'Kiskereskedelmi', specialPriceGroup: '#3' }, { output: 'raw' }]),
    'stock:getAll': catalogueRead([{ warehouses: ['Központ'] }, { levels: 'perWarehouse' }, { output: 'raw' }]),
    'invoiceBook:getAll': bookGetAll,
    ...documentReads,
  },
  writes: documentWrites,
  furnish: async (desk) => await desk.seed({ products: 4 }),
  unmet: {
    'decimal-separator': 'Forint documents hold no decimals: test/InnVoice/import.test.ts tries both answers.',
    'draft-number': 'Closed documents are made: test/InnVoice/import.test.ts tries both answers.',
    'error-status': 'Asked where something is refused: test/InnVoice/import.test.ts tries both answers.',
    'several-per-post': 'One document is sent a call.',
    'wrong-password': 'Asked with wrong keys only: test/InnVoice/documents.test.ts tries both answers.',
  },
  contract: {
    definitions: ['innvoice/enums.json', 'innvoice/invoice-create-one-item.request.xml', 'innvoice/invoice-create-many-items.request.xml', 'innvoice/proforma-to-invoice.request.xml'],
    locate(_method, path) {
      if (/^\/innvoice-print\//.test(path)) return { file: '', path: '/{PrintUrl}' };
      const own = /^\/innvoice\/[^/]+(\/.*)$/.exec(path)?.[1];
      return own === undefined ? undefined : { file: '', path: own.replace(/^\/invoice\/techid\/[^/]+$/, '/invoice/techid/{techid}') };
    },
    complaints({ method, query, body, headers }, path) {
      const extra = query === '' ? [] : [`${path}: no query is known`];
      if (method === 'GET') return body.length === 0 ? extra : [...extra, `${path}: a body is sent`];
      const type = String(headers['content-type']) === 'text/xml' ? [] : [`${path}: Content-Type is ${String(headers['content-type'])}`];
      return [...extra, ...type, ...bodyComplaints(path, body.toString('utf8'))];
    },
    requests: ['GET /tomb_invoice', 'GET /product', 'GET /invoice/techid/{techid}', 'GET /{PrintUrl}', 'POST /invoice', 'POST /proforma_invoice'],
  },
};
