import type { Client } from '../shared/api/client';
import { problemJson } from '../shared/node/errors';
import type { Row } from '../shared/node/operation';
import { handedOn } from '../shared/node/records';
import { settle } from '../shared/node/settle';
import { rowsOf } from './actions/order-rows';
import { lookUp } from './batch';
import type { DeliveredOrder } from './delivery';
import { identityOf, numberOf } from './mapping';
import { readOrderByNumber } from './read-orders';
import { readShop } from './shop';
import type { ShoprenterOrder } from './types';
import { idOf, listOf } from './values';

/** Orders behind a delivery, by number: one call for one, one batch for several. */
async function fetchOrders(client: Client, numbers: readonly string[]): Promise<ShoprenterOrder[]> {
  const [only] = numbers;
  if (only !== undefined && numbers.length === 1) {
    const order = await readOrderByNumber(client, only);
    return order ? [order] : [];
  }
  const found = await lookUp<ShoprenterOrder>(client, numbers.map((innerId) => ({ resource: 'orderExtend', query: { innerId } })));
  return found.flatMap((rows, index) => listOf<ShoprenterOrder>(rows as object).filter((order) => numberOf(order) === numbers[index]));
}

/** What the webhook said, beside the order as the shop holds it. */
export const deliveryOf = ({ status, statusText, at }: DeliveredOrder): Row => ({ status: status ?? '', statusText: statusText ?? '', at: at ?? '' });

/**
 * The orders of a delivery as the API gives them. One that does not exist, or is a cart, is left out; where Shoprenter
 * cannot be used each order is handed on with that problem, because no webhook comes again.
 */
export async function readBack(client: Client, delivered: readonly DeliveredOrder[], output: string, now: number): Promise<Row[]> {
  const account = client.account?.id ?? '';
  const byNumber = new Map(delivered.map((one) => [one.number, one]));
  const read = await settle(async () => {
    const shop = await readShop(client, now);
    const orders = (await fetchOrders(client, [...byNumber.keys()])).filter((order) => idOf(order.orderStatus) !== undefined);
    const rows = rowsOf(orders, output, account, shop).map(handedOn);
    return rows.map((row, index): Row => {
      const one = byNumber.get(numberOf(orders[index] as ShoprenterOrder));
      return one ? { ...row, delivery: deliveryOf(one) } : row;
    });
  });
  if ('value' in read) return read.value;
  return [...byNumber.values()].map((one) => ({
    identity: identityOf({ innerId: one.number }, account),
    number: one.number,
    delivery: deliveryOf(one),
    error: problemJson(read.problem),
  }));
}
