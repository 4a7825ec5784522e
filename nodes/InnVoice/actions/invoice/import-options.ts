import type { INodeProperties } from 'n8n-workflow';

import { currencyIfMissingField, vatRateIfMissingField } from '../../../shared/node/assuming';
import { ELEMENTS } from '../../element-names';
import { ZERO_RATE_TEXTS } from '../../vat';

export const PAID_OPTIONS = [
  { name: 'As on the Order', value: 'asOrder', description: 'Paid where the order says so' },
  { name: 'No', value: 'no' },
  { name: 'Yes', value: 'yes' },
];

const extraFields = (displayName: string, name: string, what: string): INodeProperties => ({
  displayName,
  name,
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add field',
  default: {},
  description: what,
  options: [
    {
      displayName: 'Field',
      name: 'field',
      values: [
        {
          displayName: 'Element Name',
          name: 'name',
          type: 'string',
          default: '',
          description: "As in InnVoice's API reference, case-sensitive. One of our own elements is replaced.",
        },
        { displayName: 'Value', name: 'value', type: 'string', default: '', description: 'Leave empty to leave the element out' },
      ],
    },
  ],
});

/** Entries of 'Options'. */
export const importOptions: INodeProperties[] = [
  {
    displayName: 'Comment',
    name: 'comment',
    type: 'string',
    default: '',
    description: 'Text in front of the order number in the comment of the document',
  },
  currencyIfMissingField,
  {
    displayName: 'Decimal Sign',
    name: 'decimalSign',
    type: 'options',
    options: [
      { name: 'Comma', value: ',' },
      { name: 'Point', value: '.' },
    ],
    default: '.',
    description: 'Sign in prices and quantities with decimals. InnVoice does not document it: compare the first draft.',
  },
  {
    displayName: 'Decimals Are Checked',
    name: 'decimalsChecked',
    type: 'boolean',
    default: false,
    description:
      'Whether you have compared a draft with decimals (foreign currency, part quantities) with its order. While off, such documents are always made as drafts.',
  },
  {
    displayName: 'E-Invoice',
    name: 'eInvoice',
    type: 'boolean',
    default: true,
    description: 'Whether the document is electronic (Eszamla) instead of on paper',
  },
  {
    displayName: 'Element Names',
    name: 'elementNames',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true },
    placeholder: 'Add name',
    default: {},
    description: `Names of elements that no public source confirms, where yours are others. Used otherwise: ${Object.values(ELEMENTS).join(', ')}.`,
    options: [
      {
        displayName: 'Element',
        name: 'element',
        values: [
          {
            displayName: 'Element',
            name: 'part',
            type: 'options',
            options: [
              { name: 'Article Number of a Line', value: 'lineSku' },
              { name: 'Comment', value: 'comment' },
              { name: 'E-Mail Address', value: 'email' },
              { name: 'Exchange Rate', value: 'exchangeRate' },
              { name: 'Language', value: 'language' },
              { name: 'Send by E-Mail', value: 'sendEmail' },
            ],
            default: 'lineSku',
            description: 'What the element is for',
          },
          { displayName: 'Name', name: 'name', type: 'string', default: '', description: "As in InnVoice's API reference, case-sensitive" },
        ],
      },
    ],
  },
  {
    displayName: 'Exchange Rate',
    name: 'exchangeRate',
    type: 'string',
    default: '',
    placeholder: 'e.g. {{ $json.record.exchangeRate }}',
    description: 'Forint for one unit of the currency of the document. Leave empty to leave it to InnVoice.',
  },
  extraFields('Extra Header Fields', 'headerFields', 'Further elements of the document'),
  extraFields('Extra Line Fields', 'lineFields', 'Further elements of each line. {sku}, {gtin}, {name} and {lineId} stand for what the line has; {sku} only where InnVoice knows it.'),
  {
    displayName: 'Forint Is Written',
    name: 'forint',
    type: 'options',
    options: [
      { name: 'Ft', value: 'Ft' },
      { name: 'HUF', value: 'HUF' },
    ],
    default: 'Ft',
    description: 'Spelling of the currency of forint documents; both are in use',
  },
  {
    displayName: 'Language',
    name: 'language',
    type: 'string',
    default: '',
    placeholder: 'e.g. en',
    description: 'Language of the document, as InnVoice writes it. Leave empty for the one of the invoice book.',
  },
  {
    displayName: 'Payment Method If Missing',
    name: 'paymentIfMissing',
    type: 'string',
    default: '',
    placeholder: 'e.g. átutalás',
    description: 'Payment method of orders that name none. Leave empty to refuse them.',
  },
  {
    displayName: 'Payment Methods',
    name: 'payments',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true },
    placeholder: 'Add payment method',
    default: {},
    description: 'What stands on the document for a payment method of the shop. Others keep the name they have there.',
    options: [
      {
        displayName: 'Payment Method',
        name: 'payment',
        values: [
          { displayName: 'Due Days', name: 'dueDays', type: 'string', default: '', description: 'Days until it is due. Leave empty for Due Days of the node.' },
          { displayName: 'In the Shop', name: 'method', type: 'string', default: '', description: 'Name or ID of the payment method on the order' },
          { displayName: 'On the Document', name: 'text', type: 'string', default: '', placeholder: 'e.g. bankkártya', description: 'Text for FizetesiMod' },
          { displayName: 'Paid', name: 'paid', type: 'options', options: PAID_OPTIONS, default: 'asOrder', description: 'Whether such a document is marked as paid' },
        ],
      },
    ],
  },
  {
    displayName: 'Reason for 0% VAT of Deposits',
    name: 'zeroRateOfDeposits',
    type: 'options',
    options: [
      { name: 'As for Goods', value: '' },
      ...ZERO_RATE_TEXTS.map(({ text, meaning }) => ({ name: text, value: text, description: meaning })),
    ],
    default: '',
    description: 'What stands on deposits (betétdíj) without VAT; most are outside its scope',
  },
  {
    displayName: 'Unit of Measure',
    name: 'unit',
    type: 'string',
    default: 'db',
    description: 'Of lines that tell none, charges and discounts',
  },
  vatRateIfMissingField,
  {
    displayName: 'VAT Texts',
    name: 'vatTexts',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true },
    placeholder: 'Add VAT text',
    default: {},
    description: 'Text for a VAT rate, where it is not simply the rate and a percent sign',
    options: [
      {
        displayName: 'VAT',
        name: 'vat',
        values: [
          { displayName: 'Rate (%)', name: 'rate', type: 'number', default: 0, description: 'VAT rate of the line in percent' },
          { displayName: 'Text', name: 'text', type: 'string', default: '', placeholder: 'e.g. 0% - EUE', description: 'As in the list of InnVoice' },
        ],
      },
    ],
  },
];
