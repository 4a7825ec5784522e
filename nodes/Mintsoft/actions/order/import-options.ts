import type { INodeProperties } from 'n8n-workflow';

import { currencyIfMissingField, vatRateIfMissingField } from '../../../shared/node/assuming';

/** The values of 'Options'. */
export interface ImportOptions {
  bundles?: 'parent' | 'parts';
  callbackUrl?: string;
  comment?: string;
  couriers?: { courier?: Array<{ method?: string; courierService?: string | number }> };
  courierText?: string;
  lookUp?: boolean;
  primeLabels?: boolean;
  tags?: string;
}

const courierMapField: INodeProperties = {
  displayName: 'Courier Services by Shipping Method',
  name: 'couriers',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add shipping method',
  default: {},
  description: 'Which courier service stands for a shipping method of the source. It goes before the Courier Service above.',
  options: [
    {
      displayName: 'Courier',
      name: 'courier',
      values: [
        {
          displayName: 'Shipping Method of the Source',
          name: 'method',
          type: 'string',
          default: '',
          placeholder: 'e.g. Next Day',
          description: 'Its name or its ID',
        },
        {
          displayName: 'Courier Service Name or ID',
          name: 'courierService',
          type: 'options',
          typeOptions: { loadOptionsMethod: 'getCourierServices' },
          default: '',
          description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        },
      ],
    },
  ],
};

export const optionsField: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Amazon Prime Labels',
      name: 'primeLabels',
      type: 'boolean',
      default: false,
      description:
        'Whether Prime orders of Amazon go over under their Amazon order ID with the courier PRIME, so that Mintsoft gets their labels through its own, inactive Amazon connection (UK only)',
    },
    {
      displayName: 'Bundles',
      name: 'bundles',
      type: 'options',
      options: [
        { name: 'As Their Parts', value: 'parts', description: 'Mintsoft knows only the parts' },
        { name: 'As Themselves', value: 'parent', description: 'Mintsoft knows the bundle and takes it apart' },
      ],
      default: 'parent',
      description: 'What is sent of a bundle or composite item',
    },
    {
      displayName: 'Callback URL',
      name: 'callbackUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://n8n.example.com/webhook/…',
      description: 'Production URL of a Mintsoft Callback Trigger, which Mintsoft calls as soon as one of these orders is despatched, cancelled or split',
    },
    {
      displayName: 'Comment',
      name: 'comment',
      type: 'string',
      default: '',
      description: 'A comment for each created order',
    },
    courierMapField,
    {
      displayName: 'Courier When the Order Names None',
      name: 'courierText',
      type: 'string',
      default: 'AUTO',
      description: "AUTO lets Mintsoft's own rules choose",
    },
    currencyIfMissingField,
    {
      displayName: 'Look Up First',
      name: 'lookUp',
      type: 'boolean',
      default: true,
      description:
        'Whether to ask Mintsoft for each order if it is there already. Switch off only where the workflow keeps books that say an order was never sent: it saves up to two calls an order.',
    },
    {
      displayName: 'Tags',
      name: 'tags',
      type: 'string',
      default: '',
      placeholder: 'e.g. n8n',
      description: 'Comma-separated tags for each created order',
    },
    vatRateIfMissingField,
  ],
};
