import type { ReportOrder } from '../shared/order-report/orders';
import { rowOf, type Columns } from '../shared/order-report/rows';
import type { AmazonDocument } from './report-document';
import { visitRows } from './report-file';

/** Which part of a report's orders is wanted: number `index` of `of`. */
export interface Part {
  index: number;
  of: number;
}

export const WHOLE: Part = { index: 0, of: 1 };

/**
 * FNV-1a. Parts are made by the number and not by place: nothing says that the rows of an order stand together, and an
 * order must never come in halves.
 */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

const isIn = (orderId: string, { index, of }: Part): boolean => of === 1 || hash(orderId) % of === index;

export interface Reading {
  orders: Map<string, ReportOrder>;
  columns?: Columns;
  /** All rows of the document, wanted or not. */
  rows: number;
}

/**
 * The orders of one part of a document. Only these are held, so that memory follows the part and not the document.
 *
 * @param atMost with more rows than this nothing is held any more; `rows` still counts them all
 */
export async function readOrders(document: AmazonDocument, part: Part, atMost = Number.POSITIVE_INFINITY): Promise<Reading> {
  return await document.read(async (bytes) => {
    const orders = new Map<string, ReportOrder>();
    let rows = 0;
    const columns = await visitRows(bytes, (cells, known) => {
      rows += 1;
      const orderId = (cells[known.key] ?? '').trim();
      if (rows > atMost) {
        if (orders.size > 0) orders.clear();
        return;
      }
      if (orderId === '' || !isIn(orderId, part)) return;
      const order = orders.get(orderId) ?? { orderId, rows: [] };
      order.rows.push(rowOf(cells, known));
      orders.set(orderId, order);
    });
    return { orders, columns, rows };
  });
}

/** Rows in all, without holding one. */
export async function countRows(document: AmazonDocument): Promise<number> {
  return (await readOrders(document, WHOLE, 0)).rows;
}
