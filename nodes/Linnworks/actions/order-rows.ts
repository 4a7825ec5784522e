import type { ItemContext, Row, Unreadable } from '../../shared/node/operation';
import { mapRecords } from '../../shared/node/records';
import { identityOf, toModel } from '../mapping';
import type { WeightUnit } from '../mapping-lines';
import type { LinnworksOrder } from '../types';

/** Orders in the model; one that Linnworks left a needed field out of stands in its place as not readable. */
export function modelRows(orders: readonly LinnworksOrder[], item: Pick<ItemContext, 'param'>): Array<Row | Unreadable> {
  const unit = item.param<WeightUnit>('weightUnit') ?? 'none';
  const tell = (order: LinnworksOrder) => ({ identity: identityOf(order), number: String(order.NumOrderId ?? order.OrderId ?? 'unknown') });
  return mapRecords(orders, tell, (order) => toModel(order, unit) as unknown as Row);
}

/** Orders in the shape 'Output' asks for; errors as {@link modelRows}. */
export function rowsOf(orders: readonly LinnworksOrder[], item: Pick<ItemContext, 'param'>): Array<Row | Unreadable> {
  return item.param<string>('output') === 'raw' ? orders.map((order) => ({ ...order }) as Row) : modelRows(orders, item);
}
