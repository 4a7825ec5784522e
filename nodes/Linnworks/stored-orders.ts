import type { Client } from '../shared/api/client';
import { chunk } from '../shared/sync/batch';
import { IMPORT_MARK } from './mapping-import';
import type { ChannelOrder, LinnworksOrder } from './types';
import { v1Request } from './wire';

/** GetOrdersById's careful maximum (linnworks.md §6). */
const IDS_PER_CALL = 100;

/** Orders by their ids, open or processed; unknown ids are missing without an error. */
export async function readOrdersById(client: Client, ids: readonly string[]): Promise<LinnworksOrder[]> {
  const found: LinnworksOrder[] = [];
  for (const pkOrderIds of chunk(ids, IDS_PER_CALL)) {
    const { data } = await client.call<LinnworksOrder[] | undefined>(v1Request('Orders/GetOrdersById', { pkOrderIds }));
    found.push(...(data ?? []));
  }
  return found;
}

/** Orders whose reference or secondary reference is `reference`, of any channel. */
export async function readOrdersByReference(client: Client, reference: string): Promise<LinnworksOrder[]> {
  const request = v1Request('Orders/GetOrderDetailsByReferenceId', { ReferenceId: reference });
  const { data } = await client.call<LinnworksOrder[] | undefined>(request);
  return data ?? [];
}

/** The order with the number people see. */
export async function readOrderByNumber(client: Client, number: number): Promise<LinnworksOrder | undefined> {
  const request = v1Request('Orders/GetOrderDetailsByNumOrderId', { OrderId: number });
  const { data } = await client.call<LinnworksOrder | undefined>(request);
  // An unknown number gives an empty object (linnworks.md §4.2).
  return data?.OrderId ? data : undefined;
}

/** Linnworks' own key of an order (linnworks.md §5); upper and lower case count the same in its database. */
export function sameKey(order: LinnworksOrder, sent: Pick<ChannelOrder, 'Source' | 'SubSource' | 'ReferenceNumber'>): boolean {
  const { Source, SubSource, ReferenceNum } = order.GeneralInfo ?? {};
  const stored = JSON.stringify([Source, SubSource, ReferenceNum].map((part) => (part ?? '').toLowerCase()));
  return stored === JSON.stringify([sent.Source, sent.SubSource, sent.ReferenceNumber].map((part) => part.toLowerCase()));
}

/** The stored order of that key, looked up by its reference: one call. */
export async function findStored(client: Client, sent: ChannelOrder): Promise<LinnworksOrder | undefined> {
  const found = await readOrdersByReference(client, sent.ReferenceNumber);
  return found.find((order) => sameKey(order, sent));
}

/** The runs of this node that wrote the order, by their marks. */
export function marksOf(order: LinnworksOrder): string[] {
  return (order.ExtendedProperties ?? []).flatMap(({ Name, Value }) => (Name === IMPORT_MARK && Value ? [Value] : []));
}
