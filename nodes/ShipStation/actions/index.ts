import type { Channel, Resource } from '../../shared/node/operation';
import { shipStation } from '../api';
import { buildStoreAnswer } from './customStore/build.operation';
import { prepareStoreOrders } from './customStore/prepare.operation';
import { readStoreNotification } from './customStore/notification.operation';
import { getList, getStockList } from './list/getAll.operation';
import { buyLabels } from './label/buy.operation';
import { buyLabelBatch } from './label/buyBatch.operation';
import { voidLabels } from './label/void.operation';
import { cancelOrder } from './order/cancel.operation';
import { getOrder } from './order/get.operation';
import { getManyOrders } from './order/getAll.operation';
import { holdOrder, releaseOrder } from './order/hold.operation';
import { importOrders } from './order/import.operation';
import { shipOrder } from './order/ship.operation';
import { getManyRates } from './rate/getAll.operation';
import { getManyShipments } from './shipment/getAll.operation';
import { getManyStock } from './stock/getAll.operation';
import { pushStock } from './stock/push.operation';

export const resources: Resource[] = [
  { value: 'order', name: 'Order', operations: [getManyOrders, getOrder, importOrders, shipOrder, holdOrder, releaseOrder, cancelOrder] },
  { value: 'shipment', name: 'Shipment', operations: [getManyShipments] },
  { value: 'stock', name: 'Stock', operations: [getManyStock, pushStock] },
  { value: 'customStore', name: 'Custom Store', operations: [prepareStoreOrders, buildStoreAnswer, readStoreNotification] },
  { value: 'rate', name: 'Rate', operations: [getManyRates] },
  { value: 'label', name: 'Label', operations: [buyLabels, buyLabelBatch, voidLabels] },
  { value: 'list', name: 'List', operations: [getList] },
  { value: 'inventoryPlace', name: 'Inventory Place', operations: [getStockList] },
];

export const channel: Channel = { vendor: shipStation, resources };
