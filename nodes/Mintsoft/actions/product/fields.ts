import type { INodeProperties } from 'n8n-workflow';

/** What Mintsoft's bare weights mean; no document of the vendor says so (mintsoft.md §6). */
export const weightUnitField: INodeProperties = {
  displayName: 'Weight Unit',
  name: 'weightUnit',
  type: 'options',
  options: [
    { name: 'Gram', value: 'gram' },
    { name: 'Kilogram', value: 'kilogram' },
  ],
  default: 'kilogram',
  description: 'Unit of product weights in this Mintsoft account; the API gives and takes bare numbers. Weights of other systems are converted from grams.',
};

export const unknownWeightField: INodeProperties = {
  displayName: 'Weight When Unknown (Grams)',
  name: 'weightWhenUnknown',
  type: 'string',
  default: '',
  placeholder: 'e.g. 500',
  description: 'For products that come without a weight, which Mintsoft cannot do without. Leave empty to refuse them.',
};
