import { json } from '../http';
import type { RoomContext } from '../room';
import { createOrders } from './create-orders';
import { invalidRequest } from './errors';
import { openOrder, orderDetails } from './render-v1';
import { isOpen, isParked, type AccountStore, type StoredOrder } from './store';
import type { Operation } from './wire';

const FOUND_BY_REFERENCE_MAX = 50; // definition of GetOrderDetailsByReferenceId
const PARKED = 7;

/** Creating, finding, tagging and paying orders (linnworks.md §4.2, §5). */
export function orderOperations(context: RoomContext, store: AccountStore): Operation[] {
  const details = (order: StoredOrder) => orderDetails(store, order);
  const known = (ids: unknown): StoredOrder[] => (ids as string[]).map((id) => store.orders.get(id.toLowerCase())).filter((order): order is StoredOrder => order !== undefined);
  const open = (ids: unknown): StoredOrder[] => known(ids).filter(isOpen);
  const idsOf = (orders: StoredOrder[]) => json(200, orders.map(({ OrderId }) => OrderId));

  return [
    {
      name: 'Orders/CreateOrders',
      verb: 'POST',
      shape: 'named',
      params: { orders: 'list', location: 'text' },
      run: ({ orders, location }) => (location === '' ? invalidRequest() : createOrders(context, store, orders as unknown[], location as string)),
    },
    {
      name: 'Orders/GetOpenOrders',
      verb: 'POST',
      shape: 'named',
      params: { entriesPerPage: 'integer', pageNumber: 'integer', filters: 'object', sorting: 'list', fulfilmentCenter: 'guid', additionalFilter: 'text' },
      perMinute: 250,
      // Which list a filter's field belongs to is not documented (linnworks.md §4.2), so none is taken here.
      run: ({ entriesPerPage, pageNumber, filters, fulfilmentCenter }) => {
        const [size, number] = [entriesPerPage as number, pageNumber as number];
        if (size < 1 || number < 1 || Object.values(filters as object).some((list) => (list as unknown[]).length > 0)) return invalidRequest();
        const there = [...store.orders.values()].filter((order) => isOpen(order) && order.LocationId === String(fulfilmentCenter).toLowerCase());
        const Data = there.slice((number - 1) * size, number * size).map((order) => openOrder(store, order));
        return json(200, { PageNumber: number, EntriesPerPage: size, TotalEntries: there.length, TotalPages: Math.ceil(there.length / size), Data });
      },
    },
    {
      name: 'Orders/GetOrdersById',
      verb: 'POST',
      shape: 'named',
      params: { pkOrderIds: 'guids' },
      perMinute: 250,
      run: ({ pkOrderIds }) => json(200, known(pkOrderIds).map(details)),
    },
    {
      name: 'Orders/GetOrderDetailsByReferenceId',
      verb: 'GET',
      shape: 'query',
      params: { ReferenceId: 'text' },
      perMinute: 250,
      // Matches references and secondary references of every channel (linnworks.md §5).
      run: ({ ReferenceId }) => {
        if (ReferenceId === '') return invalidRequest();
        const found = [...store.orders.values()].filter(({ ReferenceNum, SecondaryReference }) => ReferenceNum === ReferenceId || SecondaryReference === ReferenceId);
        return json(200, found.slice(0, FOUND_BY_REFERENCE_MAX).map(details));
      },
    },
    {
      name: 'Orders/GetOrderDetailsByNumOrderId',
      verb: 'GET',
      shape: 'query',
      params: { OrderId: 'integer' },
      perMinute: 250,
      run: ({ OrderId }) => {
        const found = [...store.orders.values()].find(({ NumOrderId }) => NumOrderId === OrderId);
        return json(200, found ? details(found) : {});
      },
    },
    {
      name: 'Orders/ChangeOrderTag',
      verb: 'POST',
      shape: 'named',
      params: { orderIds: 'guids', tag: 'integer' },
      optional: ['tag'],
      perMinute: 250,
      silentOnJson: true,
      // Null or left out removes the tag and so unparks (linnworks.md §5).
      run: ({ orderIds, tag }) => {
        const marker = (tag as number | null | undefined) ?? 0;
        if (marker < 0 || marker > PARKED) return invalidRequest();
        const changed = open(orderIds);
        for (const order of changed) {
          order.Marker = marker;
          order.parkedBecause = marker === PARKED ? ['tag 7'] : [];
          store.touch(order);
        }
        return idsOf(changed);
      },
    },
    {
      name: 'Orders/ChangeStatus',
      verb: 'POST',
      shape: 'named',
      params: { orderIds: 'guids', status: 'integer' },
      silentOnJson: true,
      // On a parked order nothing happens and nothing says so (linnworks.md §5).
      run: ({ orderIds, status }) => {
        if ((status as number) < 0 || (status as number) > 4) return invalidRequest();
        const changed = open(orderIds).filter((order) => !isParked(order));
        for (const order of changed) {
          order.Status = status as number;
          if (status === 1) order.PaidOn ??= new Date(context.now()).toISOString();
          store.touch(order);
        }
        return idsOf(changed);
      },
    },
  ];
}
