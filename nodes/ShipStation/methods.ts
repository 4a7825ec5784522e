import { choices, searchable } from '../shared/node/lists';
import { shipStation, shipStationV2 } from './api';
import { entryChoices } from './lists';

/** Lists both APIs have come from the one whose quota is larger. */
const either = [shipStationV2, shipStation];

/** The lists an operator picks from, the same for all nodes of the channel. */
export const methods = {
  loadOptions: {
    getCarriers: choices(either, entryChoices('carriers')),
    getServices: choices(either, entryChoices('services')),
  },
  listSearch: {
    searchInventoryLocations: searchable(shipStationV2, entryChoices('inventoryLocations')),
    searchInventoryWarehouses: searchable(shipStationV2, entryChoices('inventoryWarehouses')),
    searchStores: searchable(shipStation, entryChoices('stores')),
    searchWarehouses: searchable(either, entryChoices('warehouses')),
  },
};
