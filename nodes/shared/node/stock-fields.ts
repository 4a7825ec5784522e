import type { INodeProperties } from 'n8n-workflow';

/** The record a stock push is handed. */
export const stockField: INodeProperties = {
  displayName: 'Stock',
  name: 'stock',
  type: 'json',
  default: '={{ $json }}',
  required: true,
  description: 'The stock level in the Channel Sync shape, as the Stock: Get Many operations of all channels give it',
};

/** For a web shop, whose stock is what it may sell. */
export const shopFigureField: INodeProperties = {
  displayName: 'Figure to Write',
  name: 'figure',
  type: 'options',
  options: [
    { name: 'Available', value: 'available', description: 'Pieces free to sell, which is what the stock of a shop means' },
    { name: 'Available, Else Physical', value: 'availableElsePhysical', description: 'Pieces on the shelf where the source knows nothing of reservations' },
    { name: 'Physical', value: 'physical', description: 'Pieces on the shelf, those of open orders included' },
  ],
  default: 'available',
  description: "Which figure becomes the shop's stock",
};

export const shopIfNotListedField: INodeProperties = {
  displayName: 'If Not Listed',
  name: 'ifNotListed',
  type: 'options',
  options: [
    { name: 'Refuse', value: 'refuse', description: 'The item goes to the error output' },
    { name: 'Skip', value: 'skip', description: 'The outcome says so, and nothing is written' },
  ],
  default: 'refuse',
  description: 'What happens to a SKU the shop does not have',
};
