import type { RoomContext } from '../room';
import type { Json, OrderStore, StoredOrder } from './order-store';
import type { OrderRenderer } from './order-render';

export type OrderEvent = 'despatched' | 'cancelled' | 'delivered' | 'split';

interface Delivery {
  event: string;
  record: string;
  url: string;
  status: number;
  attempt: number;
}

/** Where each event's address stands (mintsoft.md §9). */
const CODES: Record<OrderEvent, string> = { despatched: 'ExtraCode1', cancelled: 'ExtraCode2', delivered: 'ExtraCode3', split: 'ExtraCode5' };
const PATIENCE_MS = 5_000;

/** Calls to the addresses registered with an order or an ASN (mintsoft.md §9); they carry no signature. */
export class Callbacks {
  readonly deliveries: Delivery[] = [];

  constructor(
    private readonly context: RoomContext,
    private readonly store: OrderStore,
    private readonly renderer: OrderRenderer,
  ) {}

  reset(): void {
    this.deliveries.length = 0;
  }

  order(event: OrderEvent, order: StoredOrder): void {
    for (const action of order.connectActions) this.call(event, order.OrderNumber, action[CODES[event]], this.body(event, order), {});
  }

  asn(record: string, action: Json, body: Json): void {
    const secret = typeof action.ExtraCode4 === 'string' && action.ExtraCode4 !== '' ? { authorization: action.ExtraCode4 } : undefined;
    this.call('bookedIn', record, action.ExtraCode1, body, secret ?? {});
  }

  private body(event: OrderEvent, order: StoredOrder): unknown {
    const whole = this.renderer.order(order, true);
    if (event === 'delivered') return order.shipments.map(({ ID, at }) => ({ OrderShipmentId: ID, TrackingStatusId: 5, CourierCustomerDescription: 'Delivered', CourierTimeStamp: this.store.times.local(at), OrderShipment: { OrderId: order.ID } }));
    if (event !== 'split') return whole;
    const parts = this.store.parts(order).filter(({ ID }) => ID !== order.ID).map((part) => this.renderer.order(part, true));
    return this.context.assumed('split-callback-body') === 'list' ? [whole, ...parts] : { Order: whole, Splits: parts };
  }

  private call(event: string, record: string, url: unknown, body: unknown, headers: Record<string, string>): void {
    if (typeof url === 'string' && /^https?:\/\//.test(url)) void this.deliver(event, record, url, JSON.stringify(body), headers);
  }

  private async deliver(event: string, record: string, url: string, body: string, headers: Record<string, string>): Promise<void> {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const status = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers }, signal: AbortSignal.timeout(PATIENCE_MS) }).then(
        (response) => response.status,
        () => 0,
      );
      this.deliveries.push({ event, record, url, status, attempt });
      const taken = status >= 200 && status < 300;
      if (taken || this.context.assumed('callback-retry') === 'no') return;
    }
  }
}
