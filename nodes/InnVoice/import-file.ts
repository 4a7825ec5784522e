import { refused } from '../shared/api/problem';
import { encodeText, numberCell, writeCsv, type CsvCell, type FixedField } from '../shared/format';
import type { Price, Product, StockLevel } from '../shared/model';

export interface FileSettings {
  delimiter: ';' | ',' | '\t';
  decimalSign: ',' | '.';
  /** Price group of the source; '' = the price without a group, else the first. */
  priceGroup: string;
  /** Warehouse to write; '' = the level's own. */
  warehouse: string;
}

function priceOf({ prices = [] }: Product, { priceGroup }: FileSettings, kind: 'normal' | 'special'): Price | undefined {
  const own = prices.filter((price) => price.kind === kind);
  const forAll = own.find(({ group }) => group === undefined);
  if (priceGroup === '') return forAll ?? own[0];
  // An offer for everybody is one for the group too; the standing price of everybody is not the group's.
  return own.find(({ group }) => group?.toLowerCase() === priceGroup.toLowerCase()) ?? (kind === 'special' ? forAll : undefined);
}

/**
 * Headings of the product file. No public source tells the columns InnVoice's import knows (innvoice.md §2): it lets
 * people match columns by hand, and this table is the one place to change.
 */
export const PRODUCT_COLUMNS: ReadonlyArray<FixedField<Product, FileSettings>> = [
  { heading: 'Cikkszám', cell: ({ sku }) => sku },
  { heading: 'Megnevezés', cell: ({ name }) => name },
  { heading: 'Vonalkód', cell: ({ gtin }) => gtin },
  { heading: 'Termékcsoport', cell: ({ categories }) => categories?.[0]?.path.join(' / ') },
  { heading: 'Mennyiségi egység', cell: ({ unit }) => unit ?? 'db' },
  { heading: 'ÁFA', cell: ({ taxRate }, settings) => (taxRate === undefined ? '' : `${numberCell(taxRate, settings)}%`) },
  { heading: 'Nettó eladási ár', cell: (product, settings) => numberCell(priceOf(product, settings, 'normal')?.net, settings) },
  { heading: 'Bruttó eladási ár', cell: (product, settings) => numberCell(priceOf(product, settings, 'normal')?.gross, settings) },
  { heading: 'Bruttó akciós ár', cell: (product, settings) => numberCell(priceOf(product, settings, 'special')?.gross, settings) },
  { heading: 'Devizanem', cell: (product, settings) => priceOf(product, settings, 'normal')?.currency ?? product.currency },
  { heading: 'Megjegyzés', cell: ({ shortDescription }) => shortDescription },
];

/** Headings of the stock file; not confirmed, like those of the products. */
export const STOCK_COLUMNS: ReadonlyArray<FixedField<StockLevel, FileSettings>> = [
  { heading: 'Cikkszám', cell: ({ sku }) => sku },
  { heading: 'Raktár', cell: ({ locationName, location }, { warehouse }) => warehouse || (locationName ?? location) },
  { heading: 'Készlet', cell: (level, settings) => numberCell(figureOf(level), settings) },
];

/** What lies on the shelf; what is free to sell only where nothing else is known. */
function figureOf({ sku, physical, available, unlimited }: StockLevel): number {
  const figure = physical ?? available;
  if (figure !== undefined) return figure;
  const what = unlimited === true ? 'is unlimited: there is no number to write' : "has neither 'physical' nor 'available'";
  throw refused(`Stock '${sku}' ${what}`, 'Leave it out before this node.');
}

/** UTF-8 with a byte order mark, by which spreadsheets and InnVoice's import in a browser see the accents. */
export function fileBytes(headings: readonly string[], rows: ReadonlyArray<readonly CsvCell[]>, { delimiter }: FileSettings): Uint8Array {
  return encodeText(writeCsv([headings, ...rows], { delimiter, bom: true }), 'utf-8').bytes;
}
