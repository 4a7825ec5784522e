import type { INodeProperties } from 'n8n-workflow';

import { shopIfItExistsField, shopProductField } from '../../../shared/node/product-fields';
import { languageField } from './fields';

export const importFields: INodeProperties[] = [
  shopProductField,
  shopIfItExistsField,
  {
    displayName: 'Parts to Overwrite',
    name: 'parts',
    type: 'multiOptions',
    displayOptions: { show: { ifItExists: ['update'] } },
    options: [
      { name: 'Categories', value: 'categories', description: 'All categories of the product are replaced by those given' },
      { name: 'Descriptions', value: 'texts' },
      { name: 'GTIN and Model Number', value: 'codes' },
      { name: 'Name', value: 'name' },
      { name: 'Price', value: 'price' },
      { name: 'Prices of Customer Groups', value: 'groupPrices', description: 'Prices of groups that are not given stay' },
      { name: 'Purchase Price', value: 'cost' },
      { name: 'Special Prices', value: 'specials', description: 'All special prices of the product are replaced by those given' },
      { name: 'Status', value: 'status' },
      { name: 'Tax Class', value: 'tax' },
    ],
    default: ['name', 'price', 'groupPrices', 'specials', 'categories', 'tax'],
    description: 'What of a product the shop has is overwritten where it differs. New products get everything that is given.',
  },
  {
    displayName: 'If Category Is Missing',
    name: 'missingCategory',
    type: 'options',
    options: [
      { name: 'Create', value: 'create', description: 'With the categories above it; one call each' },
      { name: 'Refuse', value: 'refuse', description: 'The product goes to the error output' },
    ],
    default: 'create',
    description: 'What happens where the shop has no category of that name',
  },
  {
    displayName: 'Prices of Unknown Groups',
    name: 'unknownGroup',
    type: 'options',
    options: [
      { name: 'Refuse', value: 'refuse', description: 'The product goes to the error output' },
      { name: 'Skip', value: 'skip', description: 'The price is left out' },
    ],
    default: 'refuse',
    description: 'What happens with a price of a customer group the shop does not have',
  },
  {
    displayName: 'VAT Rate If Missing (%)',
    name: 'rateIfMissing',
    type: 'string',
    default: '',
    placeholder: 'e.g. 27',
    description: "Rate of new products that tell none, for net prices and tax class. A product the shop has is reckoned with its own tax class. Leave empty to refuse gross prices of new products without a rate.",
  },
  languageField,
];

