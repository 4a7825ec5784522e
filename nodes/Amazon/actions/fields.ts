import type { INodeProperties } from 'n8n-workflow';

/** Marketplaces by list; each operation says what they are for. */
export const marketplacesField: INodeProperties = {
  displayName: 'Marketplace Names or IDs',
  name: 'marketplaces',
  type: 'multiOptions',
  typeOptions: { loadOptionsMethod: 'getMarketplaces' },
  default: [],
  description:
    'Leave empty for the marketplaces of the credential. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** One marketplace by list. */
export const marketplaceField: INodeProperties = {
  displayName: 'Marketplace Name or ID',
  name: 'marketplace',
  type: 'options',
  typeOptions: { loadOptionsMethod: 'getMarketplaces' },
  default: '',
  description:
    'Leave empty for the first marketplace of the credential. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};
