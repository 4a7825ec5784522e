import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import { readXmlRecord, xmlRecords, xmlText, type XmlElement, type XmlRecord } from '../shared/format';
import { isFormatError } from '../shared/format/errors';
import { productsRequest } from './api';

/** The answer as it came: tens of MB for 10,000 products, so never a tree of the whole (innvoice.md §2 "Products"). */
export interface Catalogue {
  text: string;
}

/** One product, with where to go on behind it. */
export interface Found {
  raw: XmlElement;
  end: number;
}

const LISTS = ['product.Arak', 'product.Keszletek.Keszlet', 'product.Keszlet'];

export async function readCatalogue(client: Client): Promise<Catalogue> {
  const { data } = await client.call<string>(productsRequest());
  return { text: data };
}

function brokenCatalogue(reason: string): Problem {
  return new Problem({
    kind: 'unavailable',
    cause: 'maintenance',
    message: `InnVoice gave a product list that cannot be read: ${reason}`,
    nextStep: 'Nothing was lost; the next run reads it anew. If it stays, ask InnVoice support about the product list of the API.',
    vendor: 'InnVoice',
    operation: 'product',
  });
}

/** The generator's own errors as a problem of the vendor: no product is to blame for a list that breaks off. */
function* records(text: string, from: number): Generator<XmlRecord> {
  const all = xmlRecords(text, from);
  for (;;) {
    const next = step(() => all.next());
    if (next.done) return;
    yield next.value;
  }
}

function step<T>(work: () => T): T {
  let failure: unknown;
  try {
    return work();
  } catch (error) {
    failure = error;
  }
  throw isFormatError(failure) ? brokenCatalogue(failure.message) : failure;
}

/** The products one by one, read when they are asked for. @param from the `end` of one found before, in the same text */
export function* productsOf({ text }: Catalogue, from = 0): Generator<Found> {
  for (const record of records(text, from)) {
    if (record.name !== 'product') continue;
    const raw = step(() => readXmlRecord(text, record, { arrays: LISTS }));
    yield { raw: typeof raw === 'object' && !Array.isArray(raw) ? raw : {}, end: record.end };
  }
}

/** Padded with blanks and line breaks; compared case-sensitively (innvoice.md §5). Undefined = cannot be matched. */
export const skuOf = (raw: XmlElement): string | undefined => xmlText(raw, 'CikkSzam');

/** Every SKU of the catalogue. */
export function skusOf(catalogue: Catalogue): Set<string> {
  const skus = new Set<string>();
  for (const { raw } of productsOf(catalogue)) {
    const sku = skuOf(raw);
    if (sku !== undefined) skus.add(sku);
  }
  return skus;
}
