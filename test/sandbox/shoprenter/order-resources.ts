import type { RoomContext } from '../room';
import { linked, refuseReadOnly, textOf } from './bodies';
import { ApiError } from './errors';
import { idOf, numberIn } from './ids';
import { renderAddon, renderLine, renderOrder, renderOrderExtend, renderTotal } from './render-order';
import { atLeast, day, equals, isFlag, moment, resource, type Filter, type Resource, type Write, type Written } from './resource';
import { type Shop, type StoredAddon, type StoredLine, type StoredOrder, type StoredTotal } from './store';
import { local } from './times';
import { link } from './view';

const FILTERS: Record<string, Filter<StoredOrder>> = {
  innerId: equals(({ innerId }) => String(innerId)),
  innerIdMin: atLeast(({ innerId }) => innerId),
  orderStatusId: equals(({ statusId }) => idOf('orderStatus', statusId)),
  email: equals(({ fields }) => fields.email),
  excludeAbandonedCart: isFlag(({ statusId }) => statusId === 0),
  excludeStorno: isFlag(({ statusId }, shop) => statusId === shop.statusOf('storno').innerId),
  createdAtMin: moment('from', ({ createdAt }) => createdAt),
  createdAtMax: moment('to', ({ createdAt }) => createdAt),
  updatedAtMin: moment('from', ({ updatedAt }) => updatedAt),
  updatedAtMax: moment('to', ({ updatedAt }) => updatedAt),
  createdAt: day(({ createdAt }) => createdAt),
  updatedAt: day(({ updatedAt }) => updatedAt),
  shippingModeInnerId: equals(() => '18'),
  externalInfo: { keep: ({ externalInfo }, value) => Object.values(externalInfo ?? {}).includes(value) },
};

const rows = (shop: Shop) => [...shop.orders.values()].sort((a, b) => a.innerId - b.innerId);
const ids = ({ innerId }: StoredOrder) => [idOf('order', innerId)];

export function findOrder(shop: Shop, id: string): StoredOrder | undefined {
  const number = numberIn('order', id);
  return number === undefined ? undefined : shop.orders.get(number);
}

/** What the shop does when a status is set: a row of history, and perhaps its automations. */
export type StatusSet = (shop: Shop, order: StoredOrder, byApi: boolean) => void;

export function orderResources(context: RoomContext, statusSet: StatusSet): Resource[] {
  function update({ shop, body }: Write, order: StoredOrder): Written<StoredOrder> {
    refuseReadOnly(body, 'innerId', 'shippingMethodLocalizedName', 'dateCreated', 'dateUpdated', 'orderProductAddons');
    const refusal = context.refusal(order.innerId, idOf('order', order.innerId));
    if (refusal) throw new ApiError(400, '40005', refusal.message ?? 'The given data is wrong!');
    const status = body.orderStatus === undefined ? undefined : linked('orderStatus', body.orderStatus, (id) => shop.statuses.find(({ innerId }) => idOf('orderStatus', innerId) === id));
    const texts = Object.entries(body).filter(([name]) => Object.hasOwn(order.fields, name)).map(([name, value]): [string, string] => [name, textOf(name, value)]);
    Object.assign(order.fields, Object.fromEntries(texts));
    order.updatedAt = context.now();
    if (status) setStatus(shop, order, status.innerId, context.now(), '');
    if (status) statusSet(shop, order, true);
    return { row: order, created: false, ignored: Object.keys(body).filter((name) => name !== 'orderStatus' && !Object.hasOwn(order.fields, name)) };
  }

  return [
    resource<StoredOrder>({ path: 'orders', scope: 'order.order', rows, ids, find: findOrder, render: renderOrder, filters: FILTERS, update }),
    resource<StoredOrder>({ path: 'orderExtend', scope: 'order.order', rows, ids, find: findOrder, render: renderOrderExtend, filters: FILTERS, numericPages: true }),
    part<StoredLine>('orderProducts', 'orderProduct', ({ lines }) => lines, renderLine),
    part<StoredTotal>('orderTotals', 'orderTotal', ({ totals }) => totals, renderTotal),
    part<StoredAddon>('orderProductAddons', 'orderProduct', ({ addons }) => addons, renderAddon),
    part<StoredOrder['history'][number]>('orderHistories', 'orderHistory', ({ history }) => history, (view, order, { innerId, statusId, comment, at }) => ({
      ...link(view, `orderHistories/${idOf('orderHistory', innerId)}`),
      id: idOf('orderHistory', innerId),
      innerId: String(innerId),
      comment,
      dateAdded: local(at).replace('T', ' '),
      order: link(view, `orders/${idOf('order', order.innerId)}`),
      orderStatus: link(view, `orderStatuses/${idOf('orderStatus', statusId)}`),
    })),
  ];
}

export function setStatus(shop: Shop, order: StoredOrder, statusId: number, at: number, comment: string): void {
  order.statusId = statusId;
  order.updatedAt = at;
  order.history.push({ innerId: shop.next('history', 1), statusId, comment, at });
}

/** Rows that belong to an order; a list of them is asked for with ?orderId=. */
function part<Row extends { innerId: number }>(path: string, kind: 'orderProduct' | 'orderTotal' | 'orderHistory', of: (order: StoredOrder) => Row[], render: (view: Parameters<Resource['render']>[0], order: StoredOrder, row: Row) => Record<string, unknown>): Resource {
  return resource<{ order: StoredOrder; row: Row }>({
    path,
    scope: 'order.order',
    rows: (shop) => rows(shop).flatMap((order) => of(order).map((row) => ({ order, row }))),
    ids: ({ row }) => [idOf(kind, row.innerId)],
    render: (view, { order, row }) => render(view, order, row),
    filters: { orderId: equals(({ order }) => idOf('order', order.innerId)) },
    numericPages: path === 'orderHistories',
  });
}

