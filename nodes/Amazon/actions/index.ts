import type { Channel, Resource } from '../../shared/node/operation';
import { amazon } from '../api';
import { buyLabels } from './label/buy.operation';
import { voidLabels } from './label/void.operation';
import { getManyListings } from './listing/getAll.operation';
import { getManyMarketplaces } from './marketplace/getAll.operation';
import { getOrder } from './order/get.operation';
import { getManyOrders } from './order/getAll.operation';
import { fetchOrderReport } from './orderReport/fetch.operation';
import { getOrderReport } from './orderReport/get.operation';
import { shipOrder } from './order/ship.operation';
import { submitOrderReport } from './orderReport/submit.operation';
import { getManyRates } from './rate/getAll.operation';
import { pushStock } from './stock/push.operation';

export const resources: Resource[] = [
  { value: 'order', name: 'Order', operations: [getManyOrders, getOrder, shipOrder] },
  { value: 'orderReport', name: 'Order Report', operations: [getOrderReport, submitOrderReport, fetchOrderReport] },
  { value: 'stock', name: 'Stock', operations: [pushStock] },
  { value: 'listing', name: 'Listing', operations: [getManyListings] },
  { value: 'rate', name: 'Rate', operations: [getManyRates] },
  { value: 'label', name: 'Label', operations: [buyLabels, voidLabels] },
  { value: 'marketplace', name: 'Marketplace', operations: [getManyMarketplaces] },
];

export const channel: Channel = { vendor: amazon, resources };
