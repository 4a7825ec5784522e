import type { INodeProperties } from 'n8n-workflow';

export const languageField: INodeProperties = {
  displayName: 'Language Name or ID',
  name: 'language',
  type: 'options',
  typeOptions: { loadOptionsMethod: 'getLanguages' },
  default: '',
  description: 'Language of names and descriptions; empty for the first of the shop. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  hint: 'In an expression the code such as hu is understood.',
};
