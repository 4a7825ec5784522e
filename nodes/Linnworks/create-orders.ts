import type { Client } from '../shared/api/client';
import type { Problem } from '../shared/api/problem';
import { currencyDigits } from '../shared/model';
import { settle } from '../shared/node/settle';
import { isParked } from './mapping-standing';
import type { MappedOrder } from './mapping-import';
import { mergeEqualSkus } from './mapping-import-money';
import { findStored, marksOf, readOrdersById, sameKey } from './stored-orders';
import type { ChannelOrder, LinnworksOrder } from './types';
import { v1Request } from './wire';

/** At most this many orders per CreateOrders call (linnworks.md §5). */
export const ORDERS_PER_CALL = 20;

const PAID = 1;
const UNPAID = 0;

/** What a call left at Linnworks for one order; undefined when it is not there. */
export type Stored = LinnworksOrder | undefined;

/** The CreateOrders call for these orders. A repeat leaves paid orders alone and overwrites unpaid ones (linnworks.md §5). */
export function createRequest(orders: readonly ChannelOrder[], location: string) {
  const paid = orders.every(({ PaymentStatus }) => PaymentStatus === 'Paid');
  return v1Request('Orders/CreateOrders', { orders, location }, paid ? 'repeatable' : 'once');
}

async function send(client: Client, orders: readonly ChannelOrder[], location: string): Promise<string[]> {
  const { data } = await client.call<string[] | undefined>(createRequest(orders, location));
  return Array.isArray(data) ? data : [];
}

const isDuplicateLine = (problem: Problem): boolean => problem.details.kind === 'refused' && /duplicat/i.test(problem.details.message);

/** The orders with lines of equal SKU joined; undefined when that changes none. */
function withMergedLines(orders: readonly ChannelOrder[]): ChannelOrder[] | undefined {
  const merged = orders.map((order) => {
    const OrderItems = mergeEqualSkus(order.OrderItems, order.Currency ? currencyDigits(order.Currency) : 2);
    return OrderItems.length === order.OrderItems.length ? order : { ...order, OrderItems };
  });
  return merged.some((order, index) => order !== orders[index]) ? merged : undefined;
}

/** CreateOrders, and once more with joined lines where the account's check for repeated lines asks for it. */
async function sendOrMerge(client: Client, orders: readonly ChannelOrder[], location: string): Promise<string[]> {
  const first = await settle(async () => await send(client, orders, location));
  const merged = 'problem' in first && isDuplicateLine(first.problem) ? withMergedLines(orders) : undefined;
  if (merged) return await send(client, merged, location);
  if ('problem' in first) throw first.problem;
  return first.value;
}

/**
 * Creates up to 20 orders of one location and reads back what is stored for each: one CreateOrders, one GetOrdersById,
 * and one look-up for each order whose id the answer left out. An answer that was lost is read back before the orders
 * that are not there are sent once more.
 *
 * @throws Problem when Linnworks refuses the call or cannot be used
 */
export async function createAndRead(client: Client, batch: readonly MappedOrder[], location: string): Promise<Stored[]> {
  const orders = batch.map(({ channelOrder }) => channelOrder);
  const sent = await settle(async () => await sendOrMerge(client, orders, location));
  if ('problem' in sent && sent.problem.details.kind !== 'unknown') throw sent.problem;
  const stored = await readBack(client, orders, 'value' in sent ? sent.value : []);
  if ('value' in sent) return await settlePaid(client, batch, stored);
  return await settlePaid(client, batch, await sendMissing(client, batch, stored, location));
}

/** After a lost answer: the orders that carry this run's mark arrived, the others are sent once more. */
async function sendMissing(client: Client, batch: readonly MappedOrder[], stored: Stored[], location: string): Promise<Stored[]> {
  const arrived = (index: number) => {
    const order = stored[index];
    return (
      order !== undefined &&
      marksOf(order).some((mark) => batch[index]?.channelOrder.ExtendedProperties.some(({ Value }) => Value === mark))
    );
  };
  const missing = batch.map((_, index) => index).filter((index) => !arrived(index));
  if (missing.length === 0) return stored;
  const again = missing.map((index) => (batch[index] as MappedOrder).channelOrder);
  const found = await readBack(client, again, await sendOrMerge(client, again, location));
  const result = [...stored];
  missing.forEach((index, position) => (result[index] = found[position]));
  return result;
}

/** Positions in the vendor's answer mean nothing (linnworks.md §5): the key tells which id belongs to which order. */
async function readBack(client: Client, orders: readonly ChannelOrder[], ids: readonly string[]): Promise<Stored[]> {
  const read = ids.length > 0 ? await readOrdersById(client, [...new Set(ids)]) : [];
  const stored: Stored[] = [];
  for (const order of orders) stored.push(read.find((one) => sameKey(one, order)) ?? (await findStored(client, order)));
  return stored;
}

/** True where an order sent as paid landed unpaid, as those of self-made sources did for one integrator (linnworks.md §5). */
function landedUnpaid({ channelOrder }: MappedOrder, order: Stored): boolean {
  if (channelOrder.PaymentStatus !== 'Paid' || channelOrder.OrderState !== 'None' || !order || order.Processed) return false;
  return order.GeneralInfo?.Status === UNPAID && marksOf(order).length > 0;
}

/** Unparks, then marks as paid, what landed unpaid: the status of a parked order does not change, and nothing says so. */
async function settlePaid(client: Client, batch: readonly MappedOrder[], stored: Stored[]): Promise<Stored[]> {
  const unpaid = stored.filter((order, index): order is LinnworksOrder => landedUnpaid(batch[index] as MappedOrder, order));
  const ids = unpaid.flatMap(({ OrderId }) => (OrderId ? [OrderId] : []));
  if (ids.length === 0) return stored;
  const parked = unpaid.filter(isParked).flatMap(({ OrderId }) => (OrderId ? [OrderId] : []));
  // An empty tag removes the tag, and with it the parking.
  if (parked.length > 0) await client.call(v1Request('Orders/ChangeOrderTag', { orderIds: parked, tag: null }));
  await client.call(v1Request('Orders/ChangeStatus', { orderIds: ids, status: PAID }));
  const after = new Map((await readOrdersById(client, ids)).map((order) => [order.OrderId, order]));
  return stored.map((order) => (order && after.get(order.OrderId)) ?? order);
}
