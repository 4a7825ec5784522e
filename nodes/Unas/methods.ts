import { choices } from '../shared/node/lists';
import { unas } from './api';
import { statusChoices } from './statuses';
import { warehouseChoices } from './warehouses';

export const getStatuses = choices(unas, statusChoices);
export const getWarehouses = choices(unas, warehouseChoices);
