import type { XmlElement } from '../../shared/format';
import type { Row, Unreadable } from '../../shared/node/operation';
import { mapRecords } from '../../shared/node/records';
import { identityOf } from '../identity';
import { numberOf, toModel } from '../mapping';
import type { Status } from '../statuses';

/** Orders in the model; one that UNAS left a needed field out of stands in its place as not readable. */
export function modelRows(orders: readonly XmlElement[], account: string, statuses: readonly Status[]): Array<Row | Unreadable> {
  const tell = (order: XmlElement) => ({ identity: identityOf(order, account), number: numberOf(order) });
  return mapRecords(orders, tell, (order) => toModel(order, account, statuses) as unknown as Row);
}

/** Orders in the shape 'Output' asks for. */
export function rowsOf(orders: readonly XmlElement[], output: string, account: string, statuses: readonly Status[]): Array<Row | Unreadable> {
  return output === 'raw' ? orders.map((order) => ({ ...order }) as Row) : modelRows(orders, account, statuses);
}
