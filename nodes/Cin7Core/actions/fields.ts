import type { INodeProperties } from 'n8n-workflow';

type Param = <T>(name: string) => T;

/** An entry of the company by list or by its name. */
function locator(displayName: string, name: string, searchListMethod: string, placeholder: string): INodeProperties {
  return {
    displayName,
    name,
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    modes: [
      { displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
      { displayName: 'By Name', name: 'name', type: 'string', placeholder },
    ],
  };
}

export const locationField: INodeProperties = locator('Location', 'location', 'searchLocations', 'e.g. Main Warehouse');
export const customerField: INodeProperties = locator('Customer', 'customer', 'searchCustomers', 'e.g. Web Shop');
export const taxRuleField: INodeProperties = locator('Default Tax Rule', 'taxRule', 'searchTaxRules', 'e.g. 20% VAT on sales');
export const accountField: INodeProperties = locator('Account', 'account', 'searchAccounts', 'e.g. 500');
export const categoryField: INodeProperties = locator('Default Category', 'category', 'searchCategories', 'e.g. Other');

/** The trimmed text of a parameter; empty where it is not shown or not set. */
export const textOf = (param: Param, name: string): string => String(param<unknown>(name) ?? '').trim();

export const orderField: INodeProperties = {
  displayName: 'Order',
  name: 'order',
  type: 'json',
  default: '={{ $json }}',
  required: true,
  description: 'The order in the Channel Sync shape, of its own channel or as read from Cin7 Core; its identity is enough',
};
