import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { compact, identityKey } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { readOrder } from './find-orders';
import { isOpen } from './status';
import type { V1Address, V1Item, V1Order } from './types';
import { write } from './wire';

/** One change of an order's standing. */
export interface Change {
  /** Outcome word of a change that was made. */
  done: string;
  /** True where the order stands as wanted already. @throws Problem where it can never be brought there */
  stands(order: V1Order, name: string): boolean;
  request(order: V1Order): ApiRequest;
  /** What does it where ShipStation refuses the request. */
  otherwise?(order: V1Order): ApiRequest;
}

function notShippable(order: V1Order, name: string, what: string): void {
  if (isOpen(order.orderStatus) || order.orderStatus === 'pending_fulfillment') return;
  throw refused(`${name} is ${order.orderStatus} at ShipStation and cannot be ${what}`, 'Look at the order in ShipStation.');
}

export interface Despatch {
  carrierCode: string;
  trackingNumber: string;
  /** A day of ShipStation's, Pacific. */
  shipDate: string;
  notifyCustomer: boolean;
  notifySalesChannel: boolean;
}

export const shipChange = (despatch: Despatch): Change => ({
  done: 'shipped',
  stands(order, name) {
    if (order.orderStatus === 'shipped') return true;
    notShippable(order, name, 'marked as shipped');
    return false;
  },
  request: ({ orderId }) => write('orders/markasshipped', compact({ orderId, ...despatch })),
});

/** @param until a day, Pacific */
export const holdChange = (until: string): Change => ({
  done: 'held',
  stands(order, name) {
    notShippable(order, name, 'held');
    return order.orderStatus === 'on_hold';
  },
  request: ({ orderId }) => write('orders/holduntil', { orderId, holdUntilDate: until }, { safety: 'repeatable' }),
});

export const releaseChange: Change = {
  done: 'released',
  stands(order, name) {
    notShippable(order, name, 'released');
    return order.orderStatus !== 'on_hold';
  },
  request: ({ orderId }) => write('orders/restorefromhold', { orderId }),
};

const addressSent = (address: V1Address | null | undefined): V1Address => {
  const { addressVerified: _verified, ...sent } = address ?? {};
  return compact(sent) as V1Address;
};

function itemSent(item: V1Item): V1Item {
  const { lineItemKey, sku, name, imageUrl, weight, quantity, unitPrice, taxAmount, shippingAmount, warehouseLocation, options, adjustment, upc } = item;
  const kept = weight ? { value: weight.value, units: weight.units } : undefined;
  return compact({ lineItemKey, sku, name, imageUrl, weight: kept, quantity, unitPrice, taxAmount, shippingAmount, warehouseLocation, options, adjustment, upc }) as V1Item;
}

/** The stored order with another status: what is not sent is emptied (shipstation.md §A2). */
export function withStatus(order: V1Order, orderStatus: string): V1Order {
  const { orderId, orderNumber, orderKey, orderDate, paymentDate, shipByDate, customerUsername, customerEmail, amountPaid, taxAmount, shippingAmount, customerNotes, internalNotes } = order;
  const { gift, giftMessage, paymentMethod, requestedShippingService, carrierCode, serviceCode, packageCode, confirmation, weight, tagIds } = order;
  const { warehouseId, storeId, customField1, customField2, customField3, source } = order.advancedOptions ?? {};
  return compact({
    ...{ orderId, orderNumber, orderKey, orderDate, paymentDate, shipByDate, orderStatus, customerUsername, customerEmail, amountPaid, taxAmount, shippingAmount },
    ...{ customerNotes, internalNotes, gift, giftMessage, paymentMethod, requestedShippingService, carrierCode, serviceCode, packageCode, confirmation, tagIds },
    weight: weight ? { value: weight.value, units: weight.units } : undefined,
    billTo: addressSent(order.billTo),
    shipTo: addressSent(order.shipTo),
    items: (order.items ?? []).map(itemSent),
    advancedOptions: compact({ warehouseId, storeId, customField1, customField2, customField3, source }),
  }) as V1Order;
}

/** There is no call that cancels: the order is sent again as cancelled (unconfirmed), else taken out (shipstation.md §A2). */
export const cancelChange: Change = {
  done: 'cancelled',
  stands(order, name) {
    if (order.orderStatus !== 'shipped') return order.orderStatus === 'cancelled';
    throw refused(`${name} is shipped at ShipStation and cannot be cancelled`, 'The goods are on their way: have them returned.');
  },
  request: (order) => write('orders/createorder', withStatus(order, 'cancelled')),
  otherwise: ({ orderId }) => write(`orders/${orderId}`, undefined, { method: 'DELETE', operation: 'orders (delete)' }),
};

/** True where it was done, false where the answer was lost and it was not. @throws Problem */
async function attempt(client: Client, order: V1Order, request: ApiRequest, change: Change, name: string): Promise<boolean> {
  const sent = await settle(async () => await client.call(request));
  if ('value' in sent) return true;
  const isLost = sent.problem.details.kind === 'unknown';
  if (!isLost && sent.problem.details.kind !== 'refused') throw sent.problem;
  // Also after a refusal: a first try whose answer was lost on the way may have done it.
  const now = await readOrder(client, order.orderId ?? 0);
  if (now === undefined ? change.otherwise !== undefined : change.stands(now, name)) return true;
  if (isLost) return false;
  throw sent.problem;
}

/** Twice where an answer was lost and it was not done. */
async function bring(client: Client, order: V1Order, request: ApiRequest, change: Change, name: string): Promise<void> {
  for (let tries = 1; tries <= 2; tries++) if (await attempt(client, order, request, change, name)) return;
  throw lostTwice(name);
}

async function make(client: Client, order: V1Order, change: Change, name: string): Promise<void> {
  const first = await settle(async () => await bring(client, order, change.request(order), change, name));
  if ('value' in first) return;
  const other = change.otherwise?.(order);
  if (!other || first.problem.details.kind !== 'refused') throw first.problem;
  await bring(client, order, other, change, name);
}

function lostTwice(name: string): Problem {
  const message = `${name}: ShipStation's answer was lost twice, and the order stands as before`;
  return new Problem({ kind: 'unavailable', cause: 'network', message, nextStep: 'Nothing was lost. A later run does it.', vendor: 'ShipStation' });
}

export function changeRow(wanted: WantedOrder, order: V1Order, outcome: string, more: Row = {}): Row {
  return compact({
    outcome,
    targetId: String(order.orderId ?? ''),
    orderId: order.orderId,
    orderNumber: order.orderNumber,
    identityKey: identityKey(wanted.identity),
    number: wanted.number ?? wanted.identity.id,
    ...more,
  }) as Row;
}

export interface ChangeJob {
  index: number;
  wanted: WantedOrder;
  order: V1Order;
}

/** Brings an order where it is wanted. */
export async function changeOrder(client: Client, { index, wanted, order }: ChangeJob, change: Change, more: Row = {}): Promise<Outcome> {
  const name = nameOf(wanted);
  if (change.stands(order, name)) return { index, row: changeRow(wanted, order, 'unchanged') };
  await make(client, order, change, name);
  return { index, row: changeRow(wanted, order, change.done, more) };
}

/** What would be done, for a dry run. */
export function planChange({ index, wanted, order }: ChangeJob, change: Change, would: string): Outcome {
  if (change.stands(order, nameOf(wanted))) return { index, row: changeRow(wanted, order, 'unchanged', { plan: 'It stands as wanted; nothing would be sent.' }) };
  const { method, path, body = '' } = change.request(order);
  return { index, row: changeRow(wanted, order, would, { request: { method, path, body }, plan: 'One call per order.' }) };
}
