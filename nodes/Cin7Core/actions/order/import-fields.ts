import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { customerField, locationField, taxRuleField } from '../fields';

const customerMapField: INodeProperties = {
  displayName: 'Customers by Source',
  name: 'customerMap',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add source',
  default: {},
  description: 'Which customer of Cin7 Core stands for a source, subsource or currency of the order. It goes before the Customer above.',
  options: [
    {
      displayName: 'Source',
      name: 'source',
      values: [
        { displayName: 'Source, Subsource or Currency', name: 'source', type: 'string', default: '', placeholder: 'e.g. AMAZON or EUR', description: 'In the spelling of the order' },
        { displayName: 'Customer Name or ID', name: 'customer', type: 'options', typeOptions: { loadOptionsMethod: 'getCustomers' }, default: '', description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>' },
      ],
    },
  ],
};

const taxMapField: INodeProperties = {
  displayName: 'Tax Rules by Rate',
  name: 'taxMap',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add rate',
  default: {},
  description: 'Which tax rule stands for a rate, where several have it. Others are found by their percentage.',
  options: [
    {
      displayName: 'Rate',
      name: 'rate',
      values: [
        { displayName: 'Rate (%)', name: 'rate', type: 'number', default: 0, description: 'As the order lines tell it' },
        { displayName: 'Tax Rule Name or ID', name: 'rule', type: 'options', typeOptions: { loadOptionsMethod: 'getTaxRules' }, default: '', description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>' },
      ],
    },
  ],
};

const carrierMapField: INodeProperties = {
  displayName: 'Carriers by Shipping Method',
  name: 'carriers',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add shipping method',
  default: {},
  description: 'Which carrier of Cin7 Core stands for a shipping method of the source. A method without a carrier goes into the note.',
  options: [
    {
      displayName: 'Carrier',
      name: 'carrier',
      values: [
        { displayName: 'Shipping Method of the Source', name: 'method', type: 'string', default: '', placeholder: 'e.g. Next Day', description: 'Its name or its ID' },
        { displayName: 'Carrier Name or ID', name: 'carrier', type: 'options', typeOptions: { loadOptionsMethod: 'getCarriers' }, default: '', description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>' },
      ],
    },
  ],
};

const optionsField: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Bundles',
      name: 'bundles',
      type: 'options',
      options: [
        { name: 'As Their Parts', value: 'parts', description: 'Cin7 Core knows only the parts' },
        { name: 'As Themselves', value: 'parent', description: 'Cin7 Core knows the bundle and takes it apart' },
      ],
      default: 'parent',
      description: 'What is sent of a bundle',
    },
    carrierMapField,
    {
      displayName: 'Currency Rate',
      name: 'currencyRate',
      type: 'number',
      typeOptions: { numberPrecision: 5 },
      default: 0,
      description: "Units of the company's currency for one unit of the customer's, for orders that carry no exchange rate. 0 for none.",
    },
    {
      displayName: 'Look Up First',
      name: 'lookUp',
      type: 'boolean',
      default: true,
      description: 'Whether to ask Cin7 Core first which orders are there. Switch off only where the workflow keeps books that say an order was never sent.',
    },
    { displayName: 'Name of Other Charges', name: 'otherCharge', type: 'string', default: 'Shipping', description: 'The service product other charges than shipping are booked as' },
    { displayName: 'Payment Terms Name or ID', name: 'terms', type: 'options', typeOptions: { loadOptionsMethod: 'getPaymentTerms' }, default: '', description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>' },
    { displayName: 'Price Tier Name or ID', name: 'priceTier', type: 'options', typeOptions: { loadOptionsMethod: 'getPriceTiers' }, default: '', description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>' },
    taxMapField,
  ],
};

export interface ImportOptions {
  bundles?: 'parent' | 'parts';
  carriers?: { carrier?: Array<{ method?: string; carrier?: string }> };
  currencyRate?: number;
  lookUp?: boolean;
  otherCharge?: string;
  priceTier?: string;
  taxMap?: { rate?: Array<{ rate?: number; rule?: string }> };
  terms?: string;
}

export interface CustomerMap {
  source?: Array<{ source?: string; customer?: string }>;
}

export const importFields: INodeProperties[] = [
  {
    displayName: 'Order',
    name: 'order',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The order in the Channel Sync shape, as the Get Many operations and triggers of all channels give it',
  },
  { ...customerField, required: true, description: 'The customer the sales are booked for. The currency of a sale is that of its customer.' },
  customerMapField,
  { ...locationField, required: true, description: 'The location stock is picked from' },
  { ...taxRuleField, required: true, description: 'For lines that tell no tax rate. Lines with a rate get the rule of that percentage.' },
  {
    displayName: 'Reference Prefix',
    name: 'prefix',
    type: 'string',
    default: '',
    placeholder: 'e.g. WEB-',
    description: 'Stands before the order number in the customer reference',
  },
  {
    displayName: 'Create As',
    name: 'status',
    type: 'options',
    options: [
      { name: 'Authorised', value: 'AUTHORISED', description: 'Stock is reserved; what is missing goes on back-order' },
      { name: 'Draft', value: 'DRAFT', description: 'Somebody authorises them in Cin7 Core' },
    ],
    default: 'AUTHORISED',
    description: 'How orders begin at Cin7 Core. A draft is also the way to hold orders there.',
  },
  {
    displayName: 'Stock Handling',
    name: 'stockMode',
    type: 'options',
    displayOptions: { show: { status: ['AUTHORISED'] } },
    options: [
      { name: 'Leave to People', value: 'NOPICK', description: 'Picked and packed in Cin7 Core' },
      { name: 'Pick', value: 'AUTOPICK', description: 'Picked at once' },
      { name: 'Pick and Pack', value: 'AUTOPICKPACK', description: 'Only shipping is left. Saves two calls an order when the tracking number comes.' },
      {
        name: 'Pick, Pack and Ship',
        value: 'AUTOPICKPACKSHIP',
        description: 'Only for goods that have left already, such as those a marketplace ships: the order counts as shipped from the start',
      },
    ],
    default: 'NOPICK',
    description: 'How far Cin7 Core goes by itself. Orders on back-order are left to people in any case.',
  },
  {
    displayName: 'Name of Shipping Charges',
    name: 'shippingCharge',
    type: 'string',
    default: 'Shipping',
    description: 'The product of type Service that shipping is booked as; create it once in Cin7 Core',
  },
  {
    displayName: 'Orders That Are Held Back',
    name: 'ifHeld',
    type: 'options',
    options: [
      { name: 'Import', value: 'import', description: 'Also those that are on hold or not paid at the source' },
      { name: 'Refuse', value: 'refuse', description: 'Tell them as a problem, so that nothing is sent that must wait' },
    ],
    default: 'refuse',
    description: 'What to do with orders that are on hold or not paid at their source',
  },
  optionsField,
];

export const importOutput = z
  .object({
    outcome: z.enum(['created', 'unchanged']),
    targetId: z.string(),
    saleId: z.string(),
    orderNumber: z.string().optional(),
    customerReference: z.string(),
    externalId: z.string(),
    identityKey: z.string(),
    number: z.string(),
    status: z.string().optional(),
    backordered: z.array(z.object({ sku: z.string(), quantity: z.number() })).describe('What is not in stock').optional(),
    totalDifference: z.number().describe('What the sale comes to, less what the order says the buyer pays').optional(),
    completed: z.boolean().describe('An earlier run had left the sale without lines').optional(),
  })
  .passthrough();
