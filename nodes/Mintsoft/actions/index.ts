import type { Channel, Resource } from '../../shared/node/operation';
import { mintsoft } from '../api';
import { bookInAsn } from './asn/bookIn.operation';
import { getManyAsns } from './asn/getAll.operation';
import { importAsn } from './asn/import.operation';
import { getList } from './list/getAll.operation';
import { cancelOrder } from './order/cancel.operation';
import { getOrder } from './order/get.operation';
import { getManyOrders } from './order/getAll.operation';
import { holdOrder, releaseOrder } from './order/hold.operation';
import { importOrders } from './order/import.operation';
import { shipOrder } from './order/ship.operation';
import { getManyProducts } from './product/getAll.operation';
import { importProduct } from './product/import.operation';
import { getManyReturns } from './return/getAll.operation';
import { importReturn } from './return/import.operation';
import { getManyShipments } from './shipment/getAll.operation';
import { getManyStock } from './stock/getAll.operation';
import { pushStock } from './stock/push.operation';

export const resources: Resource[] = [
  { value: 'order', name: 'Order', operations: [getManyOrders, getOrder, importOrders, shipOrder, cancelOrder, holdOrder, releaseOrder] },
  { value: 'shipment', name: 'Shipment', operations: [getManyShipments] },
  { value: 'stock', name: 'Stock', operations: [getManyStock, pushStock] },
  { value: 'product', name: 'Product', operations: [getManyProducts, importProduct] },
  { value: 'asn', name: 'ASN', operations: [getManyAsns, importAsn, bookInAsn] },
  { value: 'return', name: 'Return', operations: [getManyReturns, importReturn] },
  { value: 'list', name: 'List', operations: [getList] },
];

export const channel: Channel = { vendor: mintsoft, resources };
