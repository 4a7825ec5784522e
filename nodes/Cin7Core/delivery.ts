import type { Client } from '../shared/api/client';
import type { Row, Unreadable } from '../shared/node/operation';
import { guid } from './ids';
import { findSales, orderRows, rawOrders, readSale, type FoundSale } from './read-orders';

/** What a delivery is about. Its dates are in the company's own format and never read (cin7core.md §9). */
export interface Delivered {
  saleId?: string;
  number?: string;
  raw: Row;
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');

function deliveredOf(body: Row): Delivered {
  return { saleId: guid(textOf(body.SaleID)) || undefined, number: textOf(body.SaleOrderNumber ?? body.OrderNumber) || undefined, raw: body };
}

/** A delivery; undefined for a body that is none. Stock comes as an array of rows. */
export function readDelivery(body: unknown): Delivered[] | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if (Array.isArray(body)) return body.every((row) => typeof row === 'object' && row !== null) ? (body as Row[]).map((raw) => ({ raw })) : undefined;
  if (Object.keys(body).length === 0) return undefined;
  return [deliveredOf(body as Row)];
}

/** Two types name no sale: it is looked up by its number (cin7core.md §9). */
async function salesOf(client: Client, { saleId, number }: Delivered): Promise<FoundSale[]> {
  if (saleId) {
    const sale = await readSale(client, saleId);
    return sale ? [{ sale }] : [];
  }
  return number ? await findSales(client, 'number', number) : [];
}

/** The sales of deliveries as they stand now; those of a state that has been handed on are no news. */
export async function readBack(
  client: Client,
  delivered: readonly Delivered[],
  output: 'channelSync' | 'raw',
  isNews: (key: string) => boolean,
): Promise<Array<Row | Unreadable>> {
  const sales: FoundSale[] = [];
  for (const one of delivered) sales.push(...(await salesOf(client, one)));
  const news = sales.filter(({ sale }) => isNews(`${guid(sale.ID)} ${sale.LastModifiedOn ?? ''}`));
  return output === 'raw' ? rawOrders(news) : await orderRows(client, news, { productFacts: false }, []);
}
