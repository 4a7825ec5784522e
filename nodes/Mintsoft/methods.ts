import { choices, searchable } from '../shared/node/lists';
import { mintsoft } from './api';
import { entryChoices, goodsInChoices } from './lists';

/** The lists an operator picks from, the same for all nodes of the channel. */
export const methods = {
  loadOptions: {
    getChannels: choices(mintsoft, entryChoices('channels')),
    getCourierServices: choices(mintsoft, entryChoices('courierServices')),
    getGoodsInTypes: choices(mintsoft, goodsInChoices),
    getOrderStatuses: choices(mintsoft, entryChoices('orderStatuses')),
    getReturnReasons: choices(mintsoft, entryChoices('returnReasons')),
  },
  listSearch: {
    searchChannels: searchable(mintsoft, entryChoices('channels')),
    searchClients: searchable(mintsoft, entryChoices('clients')),
    searchCourierServices: searchable(mintsoft, entryChoices('courierServices')),
    searchWarehouses: searchable(mintsoft, entryChoices('warehouses')),
  },
};
