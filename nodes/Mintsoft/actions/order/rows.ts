import type { Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { mapRecords } from '../../../shared/node/records';
import { numberOf, toModel } from '../../mapping';
import { mintsoftIdentity } from '../../mapping-origin';
import { readStatusNames, type StatusNames } from '../../status';
import type { MintsoftOrder } from '../../types';

export const statusNames = async (run: RunContext): Promise<StatusNames> => await run.once('statuses', async () => await readStatusNames(run.client));

/** Orders in the model; one that lacks a needed field stands in its place as not readable. */
export function modelRows(orders: readonly MintsoftOrder[], zone: string, names: StatusNames): Array<Row | Unreadable> {
  const tell = (order: MintsoftOrder) => ({ identity: mintsoftIdentity(order), number: numberOf(order) });
  return mapRecords(orders, tell, (order) => toModel(order, { zone, names }) as unknown as Row);
}

export const rawRows = (orders: readonly MintsoftOrder[]): Row[] => orders.map((order) => ({ ...order }) as unknown as Row);
