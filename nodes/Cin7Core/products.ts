import type { Client } from '../shared/api/client';
import { gramsOf } from './weights';
import type { ProductFacts } from './mapping-lines';
import { guid, sameText } from './ids';
import { firstPage, readList, readListPage, ROWS_PER_CALL, type ListCall, type ListPage } from './pages';
import type { ProductRow } from './types';

export const productCall = (query: ListCall['query'] = {}): ListCall => ({ path: 'product', query, member: 'Products', surelyPaged: true });

const productKey = ({ ID, SKU }: ProductRow): string => guid(ID) || (SKU ?? '');

/** A filter matches the beginning of a SKU only, so it is compared (cin7core.md §11). */
async function bySku(client: Client, sku: string, query: ListCall['query']): Promise<ProductRow | undefined> {
  const rows = await readList<ProductRow>(client, productCall({ ...query, Sku: sku }), productKey, (found) => found.some(({ SKU }) => SKU === sku));
  return rows.find(({ SKU }) => SKU === sku) ?? rows.find(({ SKU }) => sameText(SKU, sku));
}

export type Catalogue = ReadonlyMap<string, ProductRow>;

/**
 * The products of some SKUs, by SKU in lower case, with the fewest calls: by their SKUs, or the catalogue in pages of
 * 1000, whichever is less once the first page has told how large it is.
 */
export async function productsOf(client: Client, skus: readonly string[], query: ListCall['query'] = {}): Promise<Catalogue> {
  const found = new Map<string, ProductRow>();
  const wanted = [...new Map(skus.map((sku) => [sku.trim().toLowerCase(), sku.trim()])).entries()].filter(([key]) => key !== '');
  const take = (rows: readonly ProductRow[]): void => {
    for (const row of rows) if (row.SKU) found.set(row.SKU.trim().toLowerCase(), row);
  };
  const missing = () => wanted.filter(([key]) => !found.has(key));
  if (wanted.length === 0) return found;
  if (wanted.length > 1) {
    let page: ListPage<ProductRow> | undefined = await readListPage<ProductRow>(client, productCall(query), firstPage(ROWS_PER_CALL));
    take(page.rows);
    const pagesLeft = Math.ceil(page.total / ROWS_PER_CALL) - 1;
    if (pagesLeft <= 0) return found;
    while (page?.next && missing().length >= pagesLeft) {
      page = await readListPage<ProductRow>(client, productCall(query), page.next);
      take(page.rows);
    }
  }
  for (const [, sku] of missing()) {
    const row = await bySku(client, sku, query);
    if (row) take([row]);
  }
  return found;
}

/** What of a product an order line has no place for. */
export function factsIn(row: ProductRow): ProductFacts {
  const pictures = (row.Attachments ?? []).filter(({ ContentType, FileName }) => /^image\//i.test(ContentType ?? '') || /\.(jpe?g|png|gif|webp)$/i.test(FileName ?? ''));
  const image = (pictures.find(({ IsDefault }) => IsDefault === true) ?? pictures[0])?.DownloadUrl?.trim();
  return {
    gtin: row.Barcode?.trim() || undefined,
    image: image || undefined,
    bin: row.StockLocator?.trim() || undefined,
    weightGrams: gramsOf(row.Weight, row.WeightUnits),
  };
}
