import { headerNames } from '../format';

/**
 * The tab-separated order reports of a marketplace, which more than one channel reads: whoever fetches them, and whoever
 * is handed the file. What is the marketplace's own stands here.
 */
export interface ReportDialect {
  /** Columns that hold the order's number, in the order they are looked for: the order reports' … */
  orderKey: string;
  /** … and the tracking reports', which list orders of every status. */
  trackingKey: string;
  /** Column with the programmes of an order. */
  programmes: string;
  /** Programme of an order that a column of its own marks as one of a business. */
  business: string;
  /** What the fulfilment channel says where the marketplace sends the goods. */
  marketplaceSends: RegExp;
  /** `source` of the orders. */
  source: string;
}

/** One row by column name; columns differ by account, region and time, so that nothing is read by place (amazon.md §8). */
export type ReportRow = Readonly<Record<string, string>>;

export interface Columns {
  readonly names: readonly string[];
  /** Place of the order's number. */
  readonly key: number;
}

/** Undefined where the row is not the header of an order report. */
export function columnsOf(header: readonly string[], { orderKey, trackingKey }: Pick<ReportDialect, 'orderKey' | 'trackingKey'>): Columns | undefined {
  const names = headerNames(header, { lowerCaseHeaders: true });
  const key = [orderKey, trackingKey].map((name) => names.indexOf(name)).find((place) => place >= 0);
  return key === undefined ? undefined : { names, key };
}

/** Cells by column name; short rows are filled up, surplus empty cells are dropped. */
export function rowOf(cells: readonly string[], { names }: Columns): ReportRow {
  return Object.fromEntries(names.map((name, place) => [name, (cells[place] ?? '').trim()]));
}
