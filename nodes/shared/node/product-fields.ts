import type { INodeProperties } from 'n8n-workflow';

/** The record a web shop's product import is handed. */
export const shopProductField: INodeProperties = {
  displayName: 'Product',
  name: 'product',
  type: 'json',
  default: '={{ $json }}',
  required: true,
  description: 'The product in the Channel Sync shape, as the Product: Get Many operations of all channels give it; its SKU decides which product of the shop it is',
};

export const shopIfItExistsField: INodeProperties = {
  displayName: 'If It Exists',
  name: 'ifItExists',
  type: 'options',
  options: [
    { name: 'Leave as It Is', value: 'leave', description: 'A SKU the shop has is passed over' },
    { name: 'Overwrite', value: 'update', description: 'What differs is overwritten, in the parts chosen below' },
  ],
  default: 'leave',
  description: 'What happens to a product whose SKU the shop has',
};

export const updatedAfterField: INodeProperties = {
  displayName: 'Updated After',
  name: 'updatedAfter',
  type: 'dateTime',
  default: '',
  description: 'Only products that changed since then; UTC unless an offset is given. Leave empty for all.',
};
