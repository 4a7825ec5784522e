import type { Channel, Resource } from '../../shared/node/operation';
import { shoprenter } from '../api';
import { attachInvoice } from './order/attachInvoice.operation';
import { getOrder } from './order/get.operation';
import { getManyOrders } from './order/getAll.operation';
import { updateStatus } from './order/updateStatus.operation';
import { getManyProducts } from './product/getAll.operation';
import { importProducts } from './product/import.operation';
import { getManyStock } from './stock/getAll.operation';
import { push } from './stock/push.operation';

export const resources: Resource[] = [
  { value: 'order', name: 'Order', operations: [getManyOrders, getOrder, updateStatus, attachInvoice] },
  { value: 'product', name: 'Product', operations: [getManyProducts, importProducts] },
  { value: 'stock', name: 'Stock', operations: [getManyStock, push] },
];

export const channel: Channel = { vendor: shoprenter, resources };
