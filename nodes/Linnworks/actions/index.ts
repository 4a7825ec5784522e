import type { Channel, Resource } from '../../shared/node/operation';
import { linnworks } from '../api';
import { getManyLocations } from './location/getAll.operation';
import { getOrder } from './order/get.operation';
import { getManyOrders } from './order/getAll.operation';
import { importOrders } from './order/import.operation';

export const resources: Resource[] = [
  { value: 'order', name: 'Order', operations: [getManyOrders, getOrder, importOrders] },
  { value: 'location', name: 'Location', operations: [getManyLocations] },
];

export const channel: Channel = { vendor: linnworks, resources };
