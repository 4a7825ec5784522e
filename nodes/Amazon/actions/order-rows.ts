import type { ItemContext, Row, Unreadable } from '../../shared/node/operation';
import { mapRecords } from '../../shared/node/records';
import { identityOf, toOrder } from '../mapping';
import type { AmazonOrder } from '../types';

/** Orders in the model; one that Amazon left a needed field out of stands in its place as not readable. */
export function modelRows(orders: readonly AmazonOrder[]): Array<Row | Unreadable> {
  const tell = ({ orderId }: AmazonOrder) => ({ identity: identityOf(orderId), number: orderId || 'unknown' });
  return mapRecords(orders, tell, (order) => toOrder(order) as unknown as Row);
}

/** Orders in the shape 'Output' asks for; errors as {@link modelRows}. */
export function rowsOf(orders: readonly AmazonOrder[], item: Pick<ItemContext, 'param'>): Array<Row | Unreadable> {
  return item.param<string>('output') === 'raw' ? orders.map((order) => ({ ...order }) as unknown as Row) : modelRows(orders);
}
