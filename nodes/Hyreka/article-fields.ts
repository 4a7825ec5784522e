import { refused } from '../shared/api/problem';
import { moneyCell, numberCell, type Field } from '../shared/format';
import { grossFromNet, netFromGross, type Price, type Product, type StockLevel } from '../shared/model';

/** A product, its stock, or both under one article number. */
export interface Article {
  sku: string;
  product?: Product;
  stock?: StockLevel;
}

const priceOf = ({ product }: Article): Price | undefined => {
  const prices = product?.prices ?? [];
  return prices.find(({ kind, group, minQuantity = 1 }) => kind === 'normal' && group === undefined && minQuantity <= 1) ?? prices.find(({ kind }) => kind === 'normal');
};

function priceOn(article: Article, side: 'net' | 'gross'): number | undefined {
  const { net, gross } = priceOf(article) ?? {};
  const own = side === 'net' ? net : gross;
  const rate = article.product?.taxRate;
  if (own !== undefined || rate === undefined) return own;
  const other = side === 'net' ? gross : net;
  if (other === undefined) return undefined;
  return side === 'net' ? netFromGross(other, rate) : grossFromNet(other, rate, 2);
}

const optionsOf = ({ product }: Article): string => (product?.options ?? []).map(({ name, value }) => `${name}: ${value}`).join(', ');

/** A level whose figure is not known must not become an empty or a wrong one (design.md §3). */
function figureOf({ stock }: Article, figure: 'physical' | 'available'): number | undefined {
  if (!stock) return undefined;
  const known = stock[figure];
  if (known !== undefined) return known;
  const what = stock.unlimited === true ? 'is unlimited: there is no number to write' : `has no '${figure}'`;
  throw refused(`Stock '${stock.sku}' ${what}`, 'Leave it out before this node, or choose columns without this figure.');
}

/**
 * Columns of Hyreka's import template "Artikel", by `datenimport-artikel.csv`; an operator maps them by hand in the
 * dialogue, rows are matched by the article number (hyreka.md §1).
 */
export const ARTICLE_FIELDS: ReadonlyArray<Field<Article>> = [
  { name: 'sku', heading: 'Artikelnummer', cell: ({ sku }) => sku },
  { name: 'name', heading: 'Bezeichnung', cell: ({ product }) => product?.name },
  { name: 'name2', heading: 'Bezeichnung 2', cell: (article) => optionsOf(article) || article.product?.shortDescription },
  { name: 'category', heading: 'Warengruppe', cell: ({ product }) => product?.categories?.[0]?.path.at(-1) },
  { name: 'gtin', heading: 'EAN', cell: ({ product }) => product?.gtin },
  { name: 'unit', heading: 'Einheit', cell: ({ product }) => product && (product.unit ?? 'Stk') },
  { name: 'taxRate', heading: 'Steuersatz', cell: ({ product }, style) => numberCell(product?.taxRate, style) },
  { name: 'net', heading: 'Nettopreis', cell: (article, style) => moneyCell(priceOn(article, 'net'), style) },
  { name: 'gross', heading: 'Bruttopreis', cell: (article, style) => moneyCell(priceOn(article, 'gross'), style) },
  { name: 'cost', heading: 'Einkaufspreis', cell: ({ product }, style) => moneyCell(product?.cost, style) },
  { name: 'stock', heading: 'Bestand', cell: (article, style) => numberCell(figureOf(article, 'physical'), style) },
  { name: 'available', heading: 'Verfügbar', cell: (article, style) => numberCell(figureOf(article, 'available'), style) },
  { name: 'minimum', heading: 'Meldebestand', cell: ({ stock }, style) => numberCell(stock?.minimum, style) },
  { name: 'bin', heading: 'Lagerort', cell: ({ stock }) => stock?.bin },
  { name: 'supplier', heading: 'Lieferant', cell: ({ product }) => product?.supplier },
  { name: 'supplierSku', heading: 'Bestell-Nr.', cell: ({ product }) => product?.supplierSku },
  { name: 'weight', heading: 'Gewicht (g)', cell: ({ product }, style) => numberCell(product?.weightGrams, style) },
];

/** Fields that a stock level alone can fill. */
export const STOCK_FIELDS: ReadonlySet<string> = new Set(['sku', 'stock', 'available', 'minimum', 'bin']);

/** What is written unless the operator chooses: Hyreka works out what is available by itself. */
export const USUAL_ARTICLE_FIELDS = ARTICLE_FIELDS.filter(({ name }) => name !== 'available' && name !== 'weight');

export const isStockOnly = ({ product }: Article): boolean => product === undefined;
