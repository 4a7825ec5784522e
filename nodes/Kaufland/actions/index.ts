import type { Channel, Resource } from '../../shared/node/operation';
import { kaufland } from '../api';
import { cancel } from './order/cancel.operation';
import { get } from './order/get.operation';
import { getAll } from './order/getAll.operation';
import { shipOrders } from './order/ship.operation';
import { getAllProducts } from './product/getAll.operation';
import { getAllReturns } from './return/getAll.operation';
import { getAllStock } from './stock/getAll.operation';
import { push } from './stock/push.operation';

export const resources: Resource[] = [
  { value: 'order', name: 'Order', operations: [getAll, get, shipOrders, cancel] },
  { value: 'product', name: 'Product', operations: [getAllProducts] },
  { value: 'return', name: 'Return', operations: [getAllReturns] },
  { value: 'stock', name: 'Stock', operations: [getAllStock, push] },
];

export const channel: Channel = { vendor: kaufland, resources };
