import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import type { XmlElement } from '../shared/format';
import { get, LIST_ROWS, type Params } from './api';
import { ask, elementsOf } from './wire';
import { textAt } from './xml-path';

/** No list is cut at fewer rows than this, whatever its limit: a shorter page is the last one. */
const FEWEST_FULL = 100;

export interface Gathered {
  rows: XmlElement[];
  serverNow?: number;
}

export const productKey = (product: XmlElement): string => textAt(product, 'Id') ?? textAt(product, 'Sku') ?? '';

/**
 * A whole list of products. How many rows a page may hold is not documented (unas.md §10), so only a page far below any
 * limit, or one that brings nothing new, is taken for the last. Pages overlap by a tenth: their order is not documented either.
 */
export async function gatherProducts(client: Client, name: 'getProduct' | 'getStock', params: Params, enough = Number.POSITIVE_INFINITY): Promise<Gathered> {
  let rows: XmlElement[] = [];
  let serverNow: number | undefined;
  for (let start = 0; ; ) {
    const answer = await ask(client, get(name, { ...params, LimitStart: start, LimitNum: LIST_ROWS }));
    serverNow ??= answer.serverNow;
    const page = elementsOf(answer.root, 'Product');
    const known = rows.length;
    rows = distinct([...rows, ...page], productKey);
    if (page.length < FEWEST_FULL || rows.length === known || rows.length >= enough) return { rows, serverNow };
    start += Math.floor(page.length * 0.9);
  }
}

/** A comma parts the SKUs of a look-up, so one that holds a comma cannot be asked for. */
export const canBeAsked = (sku: string): boolean => !sku.includes(',') && sku.trim() !== '';

/** SKUs one look-up asks for. */
const MOST_SKUS = 200;

/** Products by SKU: one call of the few for 200 SKUs. */
export async function findProducts(client: Client, name: 'getProduct' | 'getStock', skus: readonly string[], params: Params = {}): Promise<Map<string, XmlElement>> {
  const wanted = [...new Set(skus)].filter(canBeAsked);
  const found = new Map<string, XmlElement>();
  for (let start = 0; start < wanted.length; start += MOST_SKUS) {
    const asked = wanted.slice(start, start + MOST_SKUS);
    const { rows } = await gatherProducts(client, name, { ...params, Sku: { '#cdata': asked.join(',') } });
    for (const row of rows) {
      const sku = textAt(row, 'Sku');
      if (sku !== undefined && asked.includes(sku) && !found.has(sku)) found.set(sku, row);
    }
  }
  return found;
}
