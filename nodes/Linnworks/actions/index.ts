import type { Channel, Resource } from '../../shared/node/operation';
import { linnworks } from '../api';
import { getManyLocations } from './location/getAll.operation';
import { cancelOrder } from './order/cancel.operation';
import { getOrder } from './order/get.operation';
import { getManyOrders } from './order/getAll.operation';
import { holdOrder, releaseOrder } from './order/hold.operation';
import { importOrders } from './order/import.operation';
import { shipOrder } from './order/ship.operation';
import { getManyProducts } from './product/getAll.operation';
import { importProduct } from './product/import.operation';
import { getPurchaseOrder } from './purchaseOrder/get.operation';
import { getManyPurchaseOrders } from './purchaseOrder/getAll.operation';
import { getManyReturns } from './return/getAll.operation';
import { importReturn } from './return/import.operation';
import { getManyShipments } from './shipment/getAll.operation';
import { getManyStock } from './stock/getAll.operation';
import { pushStock } from './stock/push.operation';

export const resources: Resource[] = [
  {
    value: 'order',
    name: 'Order',
    operations: [getManyOrders, getOrder, importOrders, shipOrder, cancelOrder, holdOrder, releaseOrder],
  },
  { value: 'shipment', name: 'Shipment', operations: [getManyShipments] },
  { value: 'stock', name: 'Stock', operations: [getManyStock, pushStock] },
  { value: 'product', name: 'Product', operations: [getManyProducts, importProduct] },
  { value: 'purchaseOrder', name: 'Purchase Order', operations: [getManyPurchaseOrders, getPurchaseOrder] },
  { value: 'return', name: 'Return', operations: [getManyReturns, importReturn] },
  { value: 'location', name: 'Location', operations: [getManyLocations] },
];

export const channel: Channel = { vendor: linnworks, resources };
