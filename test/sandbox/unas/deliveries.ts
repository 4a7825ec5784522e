import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { HMAC_KEY, SHOP_ID } from './credentials';
import { STATUSES, type Store, type StoredOrder } from './store';

export interface Delivery {
  event: string;
  order: string;
  url: string;
  /** 0 = no answer. */
  status: number;
}

/** One order as a webhook tells it: other names than getOrder's, and products as an object (unas.md §7). */
export function payload(order: StoredOrder): string {
  const status = STATUSES.find(({ id }) => id === order.statusId);
  const goods = order.items.filter(({ id }) => !/^(shipping|handel|discount)-/.test(id));
  return JSON.stringify({
    shopID: SHOP_ID,
    orderID: order.key,
    grandTotal: order.total,
    time: Math.floor(order.createdAt / 1000),
    comment: '',
    currency: 'Ft',
    currencyCode: order.currency,
    orderStatus: { id: order.statusId, name: status?.name },
    products: Object.fromEntries(goods.map((one, index) => [String(index + 1), { ID: one.id, sku: one.sku, name: one.name, quantity: one.quantity, unit: one.unit, netPrice: one.net, grossPrice: one.gross, VATRate: Number(one.vat.replace('%', '')) }])),
    customer: { email: order.customer.Email, lang: 'hu' },
    shipping: { name: order.shipping.name, type: 'courier', cost: 0 },
    payment: { name: order.payment.name, cost: 0 },
  });
}

export const signature = (body: string, key: string = HMAC_KEY): string => createHmac('sha256', key).update(body, 'utf8').digest('base64');

const TIMEOUT_MS = 10_000;

/** Posts webhooks in the background; the state tells what became of them. A failed one is repeated after minutes, which no test waits for. */
export class Deliveries {
  readonly done: Delivery[] = [];
  pending = 0;
  private era = 0;

  reset(): void {
    this.era += 1;
    this.pending = 0;
    this.done.length = 0;
  }

  notify(store: Store, event: string, orders: readonly StoredOrder[]): number {
    const targets = store.automatisms.filter((one) => one.active && one.event === event);
    for (const { url } of targets) for (const order of orders) this.post(url, event, order);
    return targets.length * orders.length;
  }

  post(url: string, event: string, order: StoredOrder, key: string = HMAC_KEY): void {
    const { era } = this;
    this.pending += 1;
    const body = payload(order);
    void send(url, body, signature(body, key)).then((status) => {
      if (era !== this.era) return;
      this.pending -= 1;
      this.done.push({ event, order: order.key, url, status });
    });
  }
}

function send(url: string, body: string, signed: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'X-UNAS-HMAC': signed };
  return new Promise((resolve) => {
    const request = httpRequest(url, { method: 'POST', headers, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(0));
    request.end(body);
  });
}
