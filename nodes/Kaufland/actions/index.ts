import type { Channel, Resource } from '../../shared/node/operation';
import { kaufland } from '../api';
import { get } from './order/get.operation';
import { getAll } from './order/getAll.operation';

export const resources: Resource[] = [{ value: 'order', name: 'Order', operations: [getAll, get] }];

export const channel: Channel = { vendor: kaufland, resources };
