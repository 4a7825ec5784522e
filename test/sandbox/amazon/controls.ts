import { ControlError, type RoomContext } from '../room';
import type { Account } from './account';
import type { Documents } from './documents';
import type { FeedStore } from './feed-store';
import type { Gate } from './gate';
import { LIMITS } from './limits';
import type { ListingStore } from './listing-store';
import type { MfnStore } from './mfn-store';
import { isOpen, openQuantity, type StoredOrder } from './order-model';
import type { OrderStore } from './order-store';
import { changeSettings } from './report-settings';
import type { ReportStore } from './report-store';
import { ROLES } from './values';

type Body = Record<string, unknown>;

interface Parts {
  context: RoomContext;
  account: Account;
  gate: Gate;
  documents: Documents;
  orders: OrderStore;
  listings: ListingStore;
  reports: ReportStore;
  feeds: FeedStore;
  labels: MfnStore;
}

/** What the seller, the buyers and Amazon do without us. */
export function controls(parts: () => Parts): Record<string, (body: Body) => unknown> {
  const wanted = ({ orderIds }: Body, filter: (order: StoredOrder) => boolean = () => true): StoredOrder[] => {
    const { orders } = parts().orders;
    for (const id of (orderIds as string[] | undefined) ?? []) if (!orders.has(id)) throw new ControlError(404, `No order '${id}'`);
    return [...orders.values()].filter((order) => (orderIds as string[] | undefined)?.includes(order.orderId) ?? filter(order));
  };
  return {
    /** {region?, roles?: [role], without?: role, plan?, secretExpired?, revoked?, marketplaces?: [{id, participating, suspended}], shipFrom?: {country, vat}, rateHeader?} */
    account: (body) => {
      const { account } = parts();
      for (const role of [...((body.roles as string[] | undefined) ?? []), ...(body.without === undefined ? [] : [String(body.without)])]) {
        if (!(ROLES as readonly string[]).includes(role)) throw new ControlError(400, `No role '${role}'. Known: ${ROLES.join(', ')}`);
      }
      if (body.roles) account.roles = new Set(body.roles as typeof ROLES);
      for (const role of account.roles) if (role === body.without) account.roles.delete(role);
      for (const name of ['region', 'plan', 'secretExpired', 'revoked', 'marketplaces', 'shipFrom', 'rateHeader'] as const) if (body[name] !== undefined) Object.assign(account, { [name]: body[name] });
      return { ...account, roles: [...account.roles] };
    },
    /** Settings of report-settings.ts. */
    reports: (body) => changeSettings(parts().reports.settings, body),
    /** {rows}: the next order reports are this long, and streamed; 0 ends it. */
    bigReport: (body) => changeSettings(parts().reports.settings, { bigRows: body.rows }),
    /** {polls?, outcome?: FATAL|CANCELLED|null} */
    feeds: (body) => {
      const { feeds } = parts();
      if (body.polls !== undefined) feeds.polls = Number(body.polls);
      if (body.outcome !== undefined) feeds.outcome = (body.outcome ?? undefined) as FeedStore['outcome'];
      return { polls: feeds.polls, outcome: feeds.outcome };
    },
    expireOffers: () => ({ expired: parts().labels.expireOffers() }),
    expireLinks: () => ({ expired: parts().documents.expireLinks() }),
    /** {operation, drain?: true}: empties or fills one bucket of the quota; without operation fills all. {factor}: all rates and bursts times this. */
    quota: (body) => {
      const { gate, context } = parts();
      if (body.factor !== undefined) gate.buckets.factor = Number(body.factor);
      if (body.operation === undefined) gate.buckets.clear();
      else if (!LIMITS[String(body.operation)]) throw new ControlError(400, `No limit for '${String(body.operation)}'. Known: ${Object.keys(LIMITS).join(', ')}`);
      else if (body.drain === true) gate.buckets.drain(String(body.operation), context.now());
      else gate.buckets.fill(String(body.operation));
      return Object.fromEntries(Object.keys(LIMITS).map((name) => [name, gate.buckets.left(name, context.now())]));
    },
    /** {orderIds?}: somebody ships in Seller Central; without ids everything that is open. */
    despatch: (body) => {
      const { context, orders } = parts();
      const shipped = wanted(body, (order) => isOpen(order) && order.fulfilledBy === 'MERCHANT');
      for (const order of shipped) {
        const id = String(order.packages.length + 1);
        const items = order.items.filter((item) => openQuantity(item) > 0).map((item) => ({ orderItemId: item.orderItemId, quantity: openQuantity(item) }));
        const now = context.now();
        orders.pack(order, { packageReferenceId: id, carrierCode: 'DHL', carrierName: 'DHL', shippingMethod: 'DHL Paket', trackingNumber: `00340434161096${order.orderId.slice(-6)}`, shipDate: now, createdTime: now, items, by: 'seller-central' });
      }
      return { despatched: shipped.map(({ orderId }) => orderId) };
    },
    /** {levels: {SKU: n}} */
    restock: (body) => {
      parts().listings.restock((body.levels ?? {}) as Record<string, number>);
      return {};
    },
    /** {orderIds} */
    cancel: (body) => {
      const found = wanted(body, isOpen);
      for (const order of found) {
        order.status = 'CANCELLED';
        parts().orders.touch(order);
      }
      return { cancelled: found.map(({ orderId }) => orderId) };
    },
    /** {orderIds, set: {member: value}, updated?}: anything else that happens to an order; `updated` is an ISO text. */
    touch: (body) => {
      const found = wanted(body);
      for (const order of found) {
        Object.assign(order, body.set ?? {});
        parts().orders.touch(order);
        if (body.updated !== undefined) order.updated = Date.parse(String(body.updated));
      }
      return { touched: found.map(({ orderId }) => orderId) };
    },
  };
}
