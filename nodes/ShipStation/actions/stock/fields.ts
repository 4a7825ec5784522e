import { locator } from '../fields';

export const locationField = locator('Location', 'location', 'searchInventoryLocations', 'e.g. se-101');
export const inventoryWarehouseField = locator('Inventory Warehouse', 'inventoryWarehouse', 'searchInventoryWarehouses', 'e.g. se-11');
