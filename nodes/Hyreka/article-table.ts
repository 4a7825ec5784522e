import { misconfigured, refused, type Problem } from '../shared/api/problem';
import { cellsOf, headingsOf, type CellStyle, type Field } from '../shared/format';
import { identityKey, parseProduct, parseStockLevel, sumAmounts, type Product, type StockLevel } from '../shared/model';
import type { ItemContext } from '../shared/node/operation';
import { jsonParam } from '../shared/node/params';
import { settleNow } from '../shared/node/settle';
import { isStockOnly, STOCK_FIELDS, USUAL_ARTICLE_FIELDS, type Article } from './article-fields';
import type { Job, Table } from './jobs';

/** A stock level has figures, a product has none. */
const isStock = (record: unknown): boolean =>
  typeof record === 'object' && record !== null && ['physical', 'available', 'unlimited', 'allocated'].some((figure) => figure in record);

interface Gathered extends Article {
  products: number[];
  levels: Array<{ index: number; level: StockLevel }>;
}

const doubled = (what: string, sku: string): Problem =>
  refused(`${what} '${sku}' is among the items twice`, 'Which of them counts is not known: leave one out before this node.');

/** Stock of several locations in one figure: an article file has one Bestand. */
function levelOf({ sku, levels }: Gathered): StockLevel | undefined {
  const [first, ...more] = levels.map(({ level }) => level);
  if (!first || more.length === 0) return first;
  const all = [first, ...more];
  const places = new Set(all.map(({ location, locationName }) => location ?? locationName ?? ''));
  if (places.size < all.length) throw doubled('Stock', sku);
  const sum = (figure: 'physical' | 'available'): number | undefined =>
    all.every((level) => level[figure] !== undefined) ? sumAmounts(all.map((level) => level[figure])) : undefined;
  const bins = all.flatMap(({ bin }) => bin ?? []);
  return { ...first, allocated: undefined, physical: sum('physical'), available: sum('available'), minimum: first.minimum, bin: bins.join(', ') || undefined };
}

function gather(items: readonly ItemContext[], table: Table): Gathered[] {
  const articles = new Map<string, Gathered>();
  const of = (sku: string): Gathered => {
    const known = articles.get(sku) ?? { sku, products: [], levels: [] };
    articles.set(sku, known);
    return known;
  };
  for (const { index, ...item } of items) {
    const read = settleNow((): Product | StockLevel => {
      const record = jsonParam({ index, ...item }, 'record', 'Record');
      return isStock(record) ? parseStockLevel(record) : parseProduct(record);
    });
    if ('problem' in read) {
      table.failed.push({ index, problem: read.problem });
      continue;
    }
    const article = of(read.value.sku);
    if (isStock(read.value)) article.levels.push({ index, level: read.value as StockLevel });
    else if (article.product) table.failed.push({ index, problem: doubled('Product', article.sku) });
    else {
      article.product = read.value as Product;
      article.products.push(index);
    }
  }
  return [...articles.values()];
}

/** What the columns would say of an article whose product is not there: empty cells could empty it in Hyreka. */
function checkColumns(articles: readonly Gathered[], fields: ReadonlyArray<Field<Article>>): void {
  const bare = fields.filter(({ name }) => !STOCK_FIELDS.has(name)).map(({ name }) => name);
  if (bare.length > 0 && articles.length > 0 && articles.every(isStockOnly)) {
    throw misconfigured(`'Columns' names ${bare.join(', ')}, but the items are stock levels only`, 'Choose only columns of stock, or give the products too.');
  }
}

function jobOf(article: Gathered, fields: ReadonlyArray<Field<Article>>, style: CellStyle, anyProduct: boolean): Job {
  const { sku, product, products, levels } = article;
  if (anyProduct && !product) throw refused(`Stock '${sku}' has no product among the items`, 'Give its product too, or make a file of the stock alone.');
  const stock = levelOf(article);
  const prices = product?.prices ?? [];
  const isOneOf = prices.length > 1 ? [`Product '${sku}': the file holds one price of ${prices.length}, the standing one for everybody`] : [];
  const state = stock ? String(stock.available ?? stock.physical) : 'done';
  return {
    indexes: [...products, ...levels.map(({ index }) => index)],
    written: [
      ...(product ? [{ key: identityKey(product.identity), number: sku, state: 'done' }] : []),
      ...levels.map(() => ({ key: sku, number: sku, state })),
    ],
    remarks: isOneOf,
    rows: [cellsOf(fields, { sku, product, stock }, style)],
  };
}

/** Articles of products, of stock levels, or of both joined by their number. */
export function articleTable(items: readonly ItemContext[], chosen: ReadonlyArray<Field<Article>> | undefined, style: CellStyle): Table {
  const table: Table = { headings: [], jobs: [], failed: [] };
  const articles = gather(items, table);
  const anyProduct = !articles.every(isStockOnly);
  const fields = chosen ?? USUAL_ARTICLE_FIELDS.filter(({ name }) => anyProduct || STOCK_FIELDS.has(name));
  checkColumns(articles, fields);
  table.headings = headingsOf(fields);
  for (const article of articles) {
    const made = settleNow(() => jobOf(article, fields, style, anyProduct));
    if ('value' in made) table.jobs.push(made.value);
    else table.failed.push(...[...article.products, ...article.levels.map(({ index }) => index)].map((index) => ({ index, problem: made.problem })));
  }
  return table;
}
