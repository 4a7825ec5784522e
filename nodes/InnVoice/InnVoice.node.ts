import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { choices, searchable } from '../shared/node/lists';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { innVoice } from './api';
import { priceGroupChoices, warehouseChoices } from './choices';
import { bookChoices } from './invoice-books';

// Programmatic: XML both ways, errors behind HTTP 200 and writes that must never be repeated go beyond the declarative style.
export class InnVoice implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'InnVoice',
    name: 'innVoice',
    icon: { light: 'file:innvoice.svg', dark: 'file:innvoice.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
    description: 'Make invoices, proformas and drafts from orders, and read products, prices and stock of InnVoice',
    defaults: { name: 'InnVoice' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncInnVoiceApi', required: true }],
    properties: propertiesOf(resources),
  };

  methods = {
    loadOptions: {
      getPriceGroups: choices(innVoice, priceGroupChoices),
      getWarehouses: choices(innVoice, warehouseChoices),
    },
    listSearch: { searchInvoiceBooks: searchable(innVoice, bookChoices) },
  };

  async execute(this: IExecuteFunctions) {
    return await runChannel.call(this, channel);
  }
}
