import type { Channel, Resource } from '../../shared/node/operation';
import { cin7Core } from '../api';
import { getList } from './list/getAll.operation';
import { cancelOrder } from './order/cancel.operation';
import { getOrder } from './order/get.operation';
import { getManyOrders } from './order/getAll.operation';
import { importOrders } from './order/import.operation';
import { shipOrder } from './order/ship.operation';
import { getManyProducts } from './product/getAll.operation';
import { importProduct } from './product/import.operation';
import { getManyPurchaseOrders } from './purchaseOrder/getAll.operation';
import { getManyShipments } from './shipment/getAll.operation';
import { getManyStock } from './stock/getAll.operation';
import { pushStock } from './stock/push.operation';

export const resources: Resource[] = [
  { value: 'order', name: 'Order', operations: [getManyOrders, getOrder, importOrders, shipOrder, cancelOrder] },
  { value: 'shipment', name: 'Shipment', operations: [getManyShipments] },
  { value: 'stock', name: 'Stock', operations: [getManyStock, pushStock] },
  { value: 'product', name: 'Product', operations: [getManyProducts, importProduct] },
  { value: 'purchaseOrder', name: 'Purchase Order', operations: [getManyPurchaseOrders] },
  { value: 'list', name: 'List', operations: [getList] },
];

export const channel: Channel = { vendor: cin7Core, resources };
