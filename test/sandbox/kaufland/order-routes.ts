import { json } from '../http';
import { scatter } from '../random';
import type { RoomContext } from '../room';
import { notFound } from './problems';
import type { Query } from './query';
import { lastUpdate, type Renderer } from './render';
import { page, PAGE_OF_100, route, type KauflandRoute } from './routes';
import type { OrderStore, StoredOrder, StoredUnit } from './store';
import { FULFILLMENT_TYPES, SORTS, STOREFRONTS, UNIT_STATUSES } from './values';

const FULFILLMENT = { kind: 'choices', of: FULFILLMENT_TYPES, fallback: ['fulfilled_by_merchant'] } as const;
const STOREFRONT = { kind: 'choice', of: STOREFRONTS } as const;
const UNIT_EMBEDS = ['delivery_attempt_timestamp_iso', 'return_unit', 'tickets', 'delivery', 'kss_delivery', 'shipping_group'];

/** Reading orders and order units (kaufland.md §4.1, §4.2). */
export function orderRoutes(context: RoomContext, store: OrderStore, renderer: Renderer): KauflandRoute[] {
  const from = (time: number, query: Query, name: string): boolean => {
    const wanted = query[name];
    if (wanted === undefined) return true;
    const limit = Date.parse(String(wanted));
    return context.assumed('from-filters') === 'inclusive' ? time >= limit : time > limit;
  };
  const inStorefront = (order: StoredOrder, query: Query): boolean => {
    if (query.storefront !== undefined) return order.storefront === query.storefront;
    return context.assumed('storefront-omitted') === 'all' || order.storefront === 'de';
  };

  return [
    route(
      'GET',
      '/order-units',
      'order-units.list',
      {
        ...PAGE_OF_100,
        storefront: STOREFRONT,
        id_offer: { kind: 'text' },
        status: { kind: 'choices', of: UNIT_STATUSES },
        ts_created_from_iso: { kind: 'time' },
        ts_updated_from_iso: { kind: 'time' },
        fulfillment_type: FULFILLMENT,
        sort: { kind: 'choice', of: SORTS, fallback: 'ts_created:desc' },
      },
      ({ query }) => {
        const statuses = query.status as string[] | undefined;
        const rows = [...store.units.values()].filter((unit) => {
          const order = store.orderOf(unit);
          return (
            inStorefront(order, query) &&
            (query.fulfillment_type as string[]).includes(order.fulfillment_type) &&
            (query.id_offer === undefined || unit.id_offer === query.id_offer) &&
            (statuses === undefined || statuses.includes(unit.status)) &&
            from(unit.ts_created, query, 'ts_created_from_iso') &&
            from(unit.ts_updated, query, 'ts_updated_from_iso')
          );
        });
        const key = query.sort === 'ts_updated:desc' ? 'ts_updated' : 'ts_created';
        return json(200, page(newestFirst(rows, key, tieBreaker(context, Number(query.offset))), query, (unit) => renderer.unit(unit)));
      },
    ),
    route('GET', '/order-units/{id_order_unit}', 'order-units.get', { embedded: { kind: 'choices', of: UNIT_EMBEDS, fallback: [] } }, ({ params, query }) => {
      const unit = store.units.get(Number(params.id_order_unit));
      return unit ? json(200, { data: renderer.unitDetails(unit, query.embedded as string[]) }) : notFound('Order unit');
    }),
    route(
      'GET',
      '/orders',
      'orders.list',
      { ...PAGE_OF_100, storefront: STOREFRONT, ts_created_from_iso: { kind: 'time' }, ts_units_updated_from_iso: { kind: 'time' }, fulfillment_type: FULFILLMENT },
      ({ query }) => {
        const rows = [...store.orders.values()].filter(
          (order) =>
            inStorefront(order, query) &&
            (query.fulfillment_type as string[]).includes(order.fulfillment_type) &&
            from(order.ts_created, query, 'ts_created_from_iso') &&
            from(lastUpdate(order), query, 'ts_units_updated_from_iso'),
        );
        // kaufland.md §3: /orders has no sort; nobody may rely on its order.
        rows.sort((a, b) => scatter(a.id_order) - scatter(b.id_order));
        return json(200, page(rows, query, (order) => renderer.order(order)));
      },
    ),
    route('GET', '/orders/{id_order}', 'orders.get', { embedded: { kind: 'choices', of: ['order_invoices', 'delivery', 'kss_delivery'], fallback: [] } }, ({ params, query }) => {
      const order = store.orders.get(params.id_order);
      return order ? json(200, { data: renderer.orderDetails(order, query.embedded as string[]) }) : notFound('Order');
    }),
  ];
}

type TieBreaker = (unit: StoredUnit) => number;

/** Rows of one second have no documented order; 'shifting' lets it differ from page to page, as a database may. */
function tieBreaker(context: RoomContext, offset: number): TieBreaker {
  if (context.assumed('tie-order') === 'stable') return ({ id_order_unit }) => -id_order_unit;
  return ({ id_order_unit }) => scatter(`${id_order_unit} ${offset}`);
}

function newestFirst(rows: StoredUnit[], key: 'ts_updated' | 'ts_created', tie: TieBreaker): StoredUnit[] {
  return rows.sort((a, b) => b[key] - a[key] || tie(a) - tie(b));
}
