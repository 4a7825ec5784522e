import type { Client } from '../shared/api/client';
import type { MintsoftEntry, MintsoftOrder } from './types';
import { readEntries } from './lists';

/** The ids that are the same for everybody; the last one's name is spelled in two ways (mintsoft.md §3). */
const NEW = 1;
const SHIPPED: ReadonlySet<number> = new Set([4, 5, 6]);

export const isNew = ({ OrderStatusId }: MintsoftOrder): boolean => OrderStatusId === NEW;
export const isShipped = ({ OrderStatusId }: MintsoftOrder): boolean => SHIPPED.has(OrderStatusId ?? 0);

/** Names of the account's statuses by id; the ids of most are nobody's promise (mintsoft.md §3). */
export type StatusNames = ReadonlyMap<number, string>;

export async function readStatusNames(client: Client): Promise<StatusNames> {
  const entries: MintsoftEntry[] = await readEntries(client, 'orderStatuses');
  return new Map(entries.flatMap(({ ID, Name }) => (ID && Name ? [[ID, Name.trim().toUpperCase()] as const] : [])));
}

/** Status of an order in Mintsoft's word; undefined for one the account's list does not hold. */
export function statusName({ OrderStatusId }: MintsoftOrder, names: StatusNames): string | undefined {
  return OrderStatusId === undefined || OrderStatusId === null ? undefined : names.get(OrderStatusId);
}

export const isCancelled = (order: MintsoftOrder, names: StatusNames): boolean => statusName(order, names) === 'CANCELLED';
