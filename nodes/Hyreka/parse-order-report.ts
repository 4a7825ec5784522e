import { misconfigured } from '../shared/api/problem';
import { redact } from '../shared/api/redact';
import { parseCsv, TSV } from '../shared/format';
import type { Identity } from '../shared/model';
import { Unreadable, type ItemFile, type Row } from '../shared/node/operation';
import { settleNow } from '../shared/node/settle';
import { reportToOrder } from '../shared/order-report/mapping';
import type { ReportOrder } from '../shared/order-report/orders';
import { columnsOf, rowOf, type ReportDialect } from '../shared/order-report/rows';
import { fileName, fingerprintOf, refuseXml, textOf, type Pending, type ReadSettings } from './read-table';

/** The TXT that Hyreka's own connector wants to have from Amazon (hyreka.md §2). */
const AMAZON_REPORT: ReportDialect = {
  orderKey: 'order-id',
  trackingKey: 'amazon-order-id',
  programmes: 'amazon-programs',
  business: 'AMAZON_BUSINESS',
  marketplaceSends: /^(amazon|afn)/i,
  source: 'AMAZON',
};

const BILLING_COLUMNS_MISSING =
  'The file has no billing columns: tick "Fakturierung" (billing) in Seller Central, Order Reports, "Add or remove order report columns". It counts for reports made afterwards.';

export interface OrderReport {
  /** Rows of the file by order, in its order. */
  orders: ReportOrder[];
  columns: readonly string[];
  fingerprint: string;
}

/** @throws Problem for a file that is no order report in the text format */
export function readOrderReport(file: ItemFile, charset: ReadSettings['charset']): OrderReport {
  const text = textOf(file, charset);
  refuseXml(text);
  const [header, ...rows] = parseCsv(text, TSV);
  if (header === undefined) throw misconfigured(`${fileName(file)} is empty`, 'Fetch the order report again.');
  const columns = columnsOf(header, AMAZON_REPORT);
  if (!columns) {
    const words = redact(header.join(' ')).slice(0, 300);
    throw misconfigured(`${fileName(file)} is no order report: its first row has no column 'order-id' but says: ${words}`, 'Give the TXT as Amazon wrote it, with its header row and tabs between the cells.');
  }
  const orders = new Map<string, ReportOrder>();
  for (const cells of rows) {
    const orderId = (cells[columns.key] ?? '').trim();
    if (orderId === '') continue;
    const order = orders.get(orderId) ?? { orderId, rows: [] };
    order.rows.push(rowOf(cells, columns));
    orders.set(orderId, order);
  }
  return { orders: [...orders.values()], columns: columns.names, fingerprint: fingerprintOf(file.data) };
}

/** Order report TXT -> orders, as the node that fetches such reports gives them. */
export function orderRecords({ orders, columns }: OrderReport, issuer: Omit<Identity, 'id'>): Pending[] {
  return orders.map((order) => () => {
    const made = settleNow(() => reportToOrder(order, { dialect: AMAZON_REPORT, issuer, columns, billingMissing: BILLING_COLUMNS_MISSING }));
    if ('value' in made) return made.value as unknown as Row;
    return new Unreadable({ ...issuer, id: order.orderId }, order.orderId, made.problem);
  });
}

/** The rows as they stand in the file, one item for each order. */
export const rawOrders = ({ orders }: OrderReport): Row[] => orders.map(({ orderId, rows }) => ({ orderId, rows: rows as Row[] }));
