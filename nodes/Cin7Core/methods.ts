import { choices, searchable } from '../shared/node/lists';
import { cin7Core } from './api';
import { entryChoices } from './lists';

/** The lists an operator picks from, the same for all nodes of the channel. */
export const methods = {
  loadOptions: {
    getCarriers: choices(cin7Core, entryChoices('carriers')),
    getCustomers: choices(cin7Core, entryChoices('customers')),
    getPaymentTerms: choices(cin7Core, entryChoices('paymentTerms')),
    getPriceTiers: choices(cin7Core, entryChoices('priceTiers')),
    getTaxRules: choices(cin7Core, entryChoices('taxRules')),
    getUnits: choices(cin7Core, entryChoices('units')),
  },
  listSearch: {
    searchAccounts: searchable(cin7Core, entryChoices('accounts')),
    searchBrands: searchable(cin7Core, entryChoices('brands')),
    searchCategories: searchable(cin7Core, entryChoices('categories')),
    searchCustomers: searchable(cin7Core, entryChoices('customers')),
    searchLocations: searchable(cin7Core, entryChoices('locations')),
    searchTaxRules: searchable(cin7Core, entryChoices('taxRules')),
  },
};
