import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { clientField, prefixField, warehouseField, zoneField } from '../fields';
import { unknownWeightField, weightUnitField } from '../product/fields';

/** The values of 'Options'. */
export interface AsnOptions {
  comment?: string;
  daysUntilDelivery?: string;
  handlingUnits?: number;
  supplierWhenUnknown?: string;
}

const newProducts = { show: { createProducts: [true] } };

export const asnImportFields: INodeProperties[] = [
  {
    displayName: 'Purchase Order',
    name: 'purchaseOrder',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The purchase order in the Channel Sync shape, as the Purchase Order: Get Many operations give it',
  },
  clientField,
  { ...warehouseField, required: true, description: 'The warehouse the goods will arrive at' },
  {
    displayName: 'Goods-In Type Name or ID',
    name: 'goodsInType',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getGoodsInTypes' },
    default: '',
    required: true,
    description:
      'How the goods arrive, for orders that do not tell it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  {
    displayName: 'Create Missing Products',
    name: 'createProducts',
    type: 'boolean',
    default: false,
    description: 'Whether products Mintsoft does not have are created first. Costs one call for each SKU.',
  },
  { ...weightUnitField, displayOptions: newProducts },
  { ...unknownWeightField, displayOptions: newProducts },
  { ...prefixField, displayName: 'Reference Prefix', description: 'What stands before the number of the purchase order at Mintsoft' },
  zoneField,
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      {
        displayName: 'Comment',
        name: 'comment',
        type: 'string',
        default: '',
        description: 'Stands before the key of the purchase order in the comments, by which a repeat knows it again',
      },
      {
        displayName: 'Days Until Delivery',
        name: 'daysUntilDelivery',
        type: 'string',
        default: '',
        placeholder: 'e.g. 14',
        description: 'For orders without an expected date, counted from today. Leave empty to refuse them.',
      },
      {
        displayName: 'Handling Units',
        name: 'handlingUnits',
        type: 'number',
        typeOptions: { minValue: 1 },
        default: 1,
        description: 'Number of pallets or cartons, for orders that do not tell it',
      },
      {
        displayName: 'Supplier When Unknown',
        name: 'supplierWhenUnknown',
        type: 'string',
        default: '',
        description: "For orders without a supplier's name. Leave empty to refuse them.",
      },
    ],
  },
];

export const asnImportOutput = z
  .object({
    outcome: z.enum(['created', 'unchanged']),
    targetId: z.string(),
    asnId: z.number().optional(),
    poReference: z.string(),
    identityKey: z.string(),
    number: z.string(),
    lines: z.number(),
    createdProducts: z.array(z.string()).describe('SKUs that were created first').optional(),
  })
  .passthrough();
