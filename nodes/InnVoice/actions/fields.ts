import type { INodeProperties } from 'n8n-workflow';

/** An invoice book by list or id; each operation says what it is for. */
export const invoiceBookField: INodeProperties = {
  displayName: 'Invoice Book',
  name: 'invoiceBook',
  type: 'resourceLocator',
  default: { mode: 'list', value: '' },
  modes: [
    { displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchInvoiceBooks', searchable: true } },
    {
      displayName: 'By ID',
      name: 'id',
      type: 'string',
      placeholder: 'e.g. 1',
      validation: [{ type: 'regex', properties: { regex: '^\\s*\\d+\\s*$', errorMessage: 'Not the ID of an invoice book' } }],
    },
  ],
};
