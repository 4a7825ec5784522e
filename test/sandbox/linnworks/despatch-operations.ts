import { empty, json } from '../http';
import type { RoomContext } from '../room';
import { cancel, obstacle, process, setPostage, type ErrorPrevention } from './despatch';
import { invalidRequest, v1Error } from './errors';
import { EMPTY_GUID } from './ids';
import { orderDetails, shippingInfo, totalsInfo } from './render-v1';
import { isOpen, isParked, type AccountStore, type StoredOrder } from './store';
import { fits, type Operation } from './wire';

const INFO = { PostalServiceId: 'guid', TotalWeight: 'number', ItemWeight: 'number', PostageCost: 'number', TrackingNumber: 'text', ManualAdjust: 'boolean' } as const;

/** From tracking number to processed order (linnworks.md §6). */
export function despatchOperations(context: RoomContext, store: AccountStore, rules: ErrorPrevention): Operation[] {
  const one = (id: unknown): StoredOrder | undefined => store.orders.get(String(id).toLowerCase());
  const processOne = (id: string) => {
    const order = one(id);
    const refused = (Error: string) => ({ OrderId: id, Processed: false, Error });
    if (!order) return refused('Order was not found in open orders.');
    if (!isOpen(order)) return context.assumed('process-again') === 'error' ? refused('Order has already been processed.') : { OrderId: id, Processed: true, Error: null };
    const refusal = context.refusal(order.ReferenceNum, order.OrderId, order.NumOrderId);
    const why = refusal ? (refusal.message ?? `Order ${refusal.record} cannot be processed.`) : obstacle(store, order, rules);
    if (why) return refused(why);
    process(context, store, order, 'api');
    return { OrderId: id, Processed: true, Error: null };
  };

  return [
    {
      name: 'Orders/SetOrderShippingInfo',
      verb: 'POST',
      shape: 'named',
      params: { orderId: 'guid', info: 'object' },
      perMinute: 250,
      // The object is written as a whole: what is left out becomes 0, empty or the default service (linnworks.md §6 step 1).
      run: ({ orderId, info: given }) => {
        const order = one(orderId);
        const info = given as Record<string, unknown>;
        if (Object.entries(INFO).some(([name, kind]) => info[name] !== undefined && !fits(kind, info[name]))) return invalidRequest();
        if (!order) return v1Error(400, 'Order was not found.');
        if (!isOpen(order)) return v1Error(400, 'Processed orders cannot be edited.');
        order.postalServiceId = store.postalService(String(info.PostalServiceId ?? EMPTY_GUID).toLowerCase()).pkPostalServiceId;
        order.TotalWeight = Number(info.TotalWeight ?? 0);
        order.ItemWeight = Number(info.ItemWeight ?? 0);
        order.TrackingNumber = String(info.TrackingNumber ?? '');
        order.ManualAdjust = info.ManualAdjust === true;
        setPostage(order, Number(info.PostageCost ?? 0));
        store.touch(order);
        return json(200, { TotalsInfo: totalsInfo(order), ShippingInfo: shippingInfo(store, order) });
      },
    },
    {
      name: 'Orders/SetInvoicesPrinted',
      verb: 'POST',
      shape: 'named',
      params: { orderIds: 'guids' },
      // Locked and parked orders are left out of the answer.
      run: ({ orderIds }) => {
        const changed = (orderIds as string[]).map(one).filter((order): order is StoredOrder => order !== undefined && isOpen(order) && !order.locked && !isParked(order));
        for (const order of changed) {
          order.invoicePrinted = true;
          store.touch(order);
        }
        return json(200, changed.map(({ OrderId }) => OrderId));
      },
    },
    {
      name: 'Orders/ProcessOrder',
      verb: 'POST',
      shape: 'named',
      params: { orderId: 'guid', scanPerformed: 'boolean', locationId: 'guid', context: 'object' },
      optional: ['locationId', 'context'],
      perMinute: 250,
      run: ({ orderId }) => json(200, processOne(orderId as string)),
    },
    {
      name: 'Orders/ProcessOrdersInBatch',
      verb: 'POST',
      shape: 'named',
      // Spelt ordersIds, unlike everywhere else.
      params: { ordersIds: 'guids', locationId: 'guid', context: 'object' },
      optional: ['locationId', 'context'],
      perMinute: 250,
      run: ({ ordersIds }) => {
        const ids = ordersIds as string[];
        if (ids.length > Number(context.assumed('process-batch-max'))) return v1Error(400, 'Too many orders in one request.');
        return json(200, ids.map(processOne));
      },
    },
    {
      name: 'Orders/CancelOrder',
      verb: 'POST',
      shape: 'named',
      params: { orderId: 'guid', fulfilmentCenter: 'guid', refund: 'number', note: 'text' },
      optional: ['note'],
      run: ({ orderId }) => {
        const order = one(orderId);
        if (!order || !isOpen(order)) return v1Error(400, 'Order was not found in open orders.');
        cancel(context, store, order);
        return json(200, `Order ${order.NumOrderId} cancelled`);
      },
    },
    {
      name: 'Orders/LockOrder',
      verb: 'POST',
      shape: 'named',
      params: { orderIds: 'guids', lockOrder: 'boolean' },
      run: ({ orderIds, lockOrder }) => {
        for (const id of orderIds as string[]) {
          const order = one(id);
          if (!order || !isOpen(order)) continue;
          order.locked = lockOrder === true;
          store.touch(order);
        }
        return empty();
      },
    },
    {
      name: 'OpenOrders/GetOpenOrdersDetails',
      verb: 'POST',
      shape: 'request',
      params: { request: 'object' },
      run: ({ request }) => {
        const ids = ((request as { OrderIds?: unknown }).OrderIds ?? []) as string[];
        const open = ids.map(one).filter((order): order is StoredOrder => order !== undefined && isOpen(order));
        return json(200, { Orders: open.map((order) => orderDetails(store, order)) });
      },
    },
  ];
}
