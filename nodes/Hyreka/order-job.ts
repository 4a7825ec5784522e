import { refused } from '../shared/api/problem';
import { identityKey, parseOrder, type Order } from '../shared/model';
import type { ItemContext } from '../shared/node/operation';
import { jsonParam } from '../shared/node/params';
import { priceOrder, type PricedOrder } from './amounts';
import type { Written } from './jobs';
import { liveOrder } from './live-lines';

export interface OrderSettings {
  /** Percent for what tells neither tax nor rate. */
  fallbackRate?: number;
  /** Whether parts of bundles are lines too. */
  bundleParts: boolean;
}

export interface ReadyOrder {
  index: number;
  order: Order;
  priced: PricedOrder;
  remarks: string[];
}

export const writtenOrder = (order: Order): Written => ({ key: identityKey(order.identity), number: order.number, state: 'done' });

/** The order of an item, ready to be written. @throws ModelError, Problem naming order and field */
export function readyOrder(item: ItemContext, settings: OrderSettings): ReadyOrder {
  const given = parseOrder(jsonParam(item, 'record', 'Record'));
  if (given.status === 'cancelled') throw refused(`Order '${given.number}' is cancelled`, 'Leave cancelled orders out before this node.');
  const { order, remarks } = liveOrder(given, settings.bundleParts);
  if (order.lines.length === 0) {
    throw refused(`Order '${order.number}' has no line to deliver`, 'Leave it out before this node.');
  }
  if (!given.complete) {
    throw refused(`Order '${order.number}' is not complete yet: parts of it are still to come`, 'Write it when it is complete; a file cannot be added to later.');
  }
  return { index: item.index, order, priced: priceOrder(order, settings.fallbackRate), remarks };
}
