import type { Row, Unreadable } from '../../../shared/node/operation';
import { mapRecords } from '../../../shared/node/records';
import { numberOf, shipStationIdentity, toModel } from '../../mapping';
import type { V1Order } from '../../types';

/** Orders in the model; one that lacks a needed field stands in its place as not readable. */
export function modelRows(orders: readonly V1Order[]): Array<Row | Unreadable> {
  const tell = (order: V1Order) => ({ identity: shipStationIdentity(order.orderId), number: numberOf(order) });
  return mapRecords(orders, tell, (order) => toModel(order) as unknown as Row);
}

export const rawRows = <T extends object>(rows: readonly T[]): Row[] => rows.map((row) => ({ ...row }) as unknown as Row);
