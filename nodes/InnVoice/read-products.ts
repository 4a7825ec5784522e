import type { XmlElement } from '../shared/format';
import type { ItemContext, Row, RunContext, Unreadable } from '../shared/node/operation';
import { readWindowPage, type Told } from '../shared/node/page-read';
import { timelessItem } from '../shared/node/timeless';
import { productsOf, readCatalogue, skuOf, type Catalogue, type Found } from './catalogue';
import { walkPage, type WalkCursor } from './walk';

/** What an operation makes of the catalogue. */
export interface CatalogueReader {
  /** @throws Problem where the list does not fit the node's settings */
  check(catalogue: Catalogue): void;
  /** Rows of one product with this SKU; none where it is left out. */
  rows(raw: XmlElement, sku: string): Array<Row | Unreadable>;
  tell(record: Row): Told;
}

/** Products without a SKU can be matched with nothing (innvoice.md §2 "Products"). */
function rowsOf(reader: CatalogueReader, { raw }: Found): Array<Row | Unreadable> {
  const sku = skuOf(raw);
  return sku === undefined ? [] : reader.rows(raw, sku);
}

/** The next page of the whole list, as 'Position' and 'Page Size' ask for it. */
export async function readCataloguePage(run: RunContext, item: ItemContext, reader: CatalogueReader): Promise<Row> {
  const context = { client: run.client, now: () => run.now(), newId: () => run.newId(), check: reader.check };
  return await readWindowPage<WalkCursor>(
    run,
    timelessItem(item),
    () => undefined,
    async ({ cursor, pageSize }) => {
      const { found, next } = await walkPage(context, cursor, Math.max(1, Math.floor(pageSize)));
      return { rows: found.flatMap((one) => rowsOf(reader, one)), next };
    },
    reader.tell,
  );
}

/** The whole list in one go, up to the limit; Raw gives each product as it came. */
export async function readCatalogueList(run: RunContext, item: ItemContext, reader: CatalogueReader): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const raw = item.param<string>('output') === 'raw';
  const catalogue = await run.once('catalogue', async () => await readCatalogue(run.client));
  reader.check(catalogue);
  const rows: Array<Row | Unreadable> = [];
  for (const found of productsOf(catalogue)) {
    const own = rowsOf(reader, found);
    rows.push(...(raw ? own.slice(0, 1).map(() => found.raw as unknown as Row) : own));
    if (rows.length >= atMost) break;
  }
  return rows.slice(0, atMost);
}
