import type { Row, Unreadable } from '../../shared/node/operation';
import { mapRecords } from '../../shared/node/records';
import { identityOf, numberOf, toModel } from '../mapping';
import type { Shop } from '../shop';
import type { ShoprenterOrder } from '../types';

/** Orders in the model; one that Shoprenter left a needed field out of stands in its place as not readable. */
export function modelRows(orders: readonly ShoprenterOrder[], account: string, shop: Shop): Array<Row | Unreadable> {
  const tell = (order: ShoprenterOrder) => ({ identity: identityOf(order, account), number: numberOf(order) });
  return mapRecords(orders, tell, (order) => toModel(order, account, shop) as unknown as Row);
}

/** Orders in the shape 'Output' asks for; errors as {@link modelRows}. */
export function rowsOf(orders: readonly ShoprenterOrder[], output: string, account: string, shop: Shop): Array<Row | Unreadable> {
  return output === 'raw' ? orders.map((order) => ({ ...order }) as Row) : modelRows(orders, account, shop);
}
