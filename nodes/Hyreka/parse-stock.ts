import { refused } from '../shared/api/problem';
import type { TableRecord } from '../shared/format';
import { compact, compare, parseStockLevel, subtract, sumAmounts, toNumber, type StockLevel } from '../shared/model';
import { Unreadable, type Row } from '../shared/node/operation';
import { settleNow } from '../shared/node/settle';
import { findHeadings, noHeading, STOCK_HEADINGS, type Found } from './headings';
import { cellIn, numberIn, type Pending, type ReadTable } from './read-table';

export interface StockSettings {
  decimalSign: ',' | '.';
  named: Readonly<Record<string, string>>;
  /** Whether rows of one article are added up; else they are refused, because which one counts is not known. */
  addUp: boolean;
}

/** Figures as the file tells them; more available than on the shelf is left as it is (goods on order). */
function levelOf(record: TableRecord, found: Found, sign: ',' | '.'): StockLevel {
  const sku = cellIn(record, found, 'sku');
  if (record.problem) throw refused(record.problem, 'Correct the row: a delimiter inside a cell has to be in quotes.');
  if (sku === undefined) throw refused(`Row ${record.row}, column '${found.sku}': there is no article number`, 'Correct the row where the file comes from.');
  const figure = (field: string): number | undefined => numberIn(record, found, field, sign);
  const [physical, available] = [figure('physical'), figure('available')];
  if (physical === undefined && available === undefined) {
    const columns = ['physical', 'available'].flatMap((field) => found[field] ?? []).map((heading) => `'${heading}'`);
    throw refused(`Row ${record.row} (article '${sku}'): there is no figure in ${columns.join(' and ')}`, 'Correct the row where the file comes from.');
  }
  const both = physical !== undefined && available !== undefined && compare(physical, available) >= 0;
  const allocated = both ? toNumber(subtract(physical, available)) : undefined;
  return parseStockLevel(compact({ sku, physical, available, allocated, minimum: figure('minimum'), bin: cellIn(record, found, 'bin') }));
}

function added(levels: readonly StockLevel[]): StockLevel {
  const [first] = levels as [StockLevel, ...StockLevel[]];
  const sum = (figure: 'physical' | 'available' | 'allocated'): number | undefined =>
    levels.every((level) => level[figure] !== undefined) ? sumAmounts(levels.map((level) => level[figure])) : undefined;
  const bins = [...new Set(levels.flatMap(({ bin }) => bin ?? []))].join(', ');
  return compact({ sku: first.sku, physical: sum('physical'), available: sum('available'), allocated: sum('allocated'), minimum: first.minimum, bin: bins || undefined });
}

const unreadable = (sku: string, record: TableRecord, problem: Unreadable['problem']): Unreadable =>
  new Unreadable({ channel: 'hyreka', account: 'file', id: sku || `row ${record.row}` }, sku || `row ${record.row}`, problem);

function levelOfGroup(group: readonly TableRecord[], found: Found, { decimalSign, addUp }: StockSettings): StockLevel {
  const rows = group.map(({ row }) => row);
  const levels = group.map((record) => levelOf(record, found, decimalSign));
  const [only] = levels;
  if (only && levels.length === 1) return only;
  if (addUp) return parseStockLevel(added(levels));
  throw refused(
    `Article '${only?.sku}' stands in rows ${rows.join(', ')}: which of them counts is not known`,
    "Export one row for each article, or switch on 'Add Up Rows of One Article'.",
  );
}

/**
 * Stock export of Hyreka -> stock levels, one for each article: Bestand is what lies on the shelf, Verfügbar what is free
 * to sell, Meldebestand the reorder level (hyreka.md §1).
 *
 * @throws Problem when a column is missing that the whole file needs
 */
export function stockRecords({ records, headings }: ReadTable, settings: StockSettings): Pending[] {
  const found = findHeadings(STOCK_HEADINGS, settings.named, headings);
  if (found.sku === undefined) throw noHeading("a column with the article number ('Artikel-Nr.')", headings);
  if (found.physical === undefined && found.available === undefined) throw noHeading("a column with the stock ('Bestand' or 'Verfügbar')", headings);
  const groups = new Map<string, TableRecord[]>();
  for (const record of records) {
    const sku = cellIn(record, found, 'sku') ?? `\u0000${record.row}`;
    groups.set(sku, [...(groups.get(sku) ?? []), record]);
  }
  return [...groups.values()].map((group) => () => {
    const made = settleNow(() => levelOfGroup(group, found, settings));
    if ('value' in made) return made.value as unknown as Row;
    const [record] = group as [TableRecord, ...TableRecord[]];
    return unreadable(cellIn(record, found, 'sku') ?? '', record, made.problem);
  });
}

/** Stock is done for a value: an unchanged one costs the target no call. */
export function tellStock(record: Row) {
  const { sku, available, physical } = record as unknown as StockLevel;
  return { key: sku, number: sku, state: [available, physical].map((figure) => figure ?? '').join('/') };
}
