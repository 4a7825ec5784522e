import type { Setting } from '../types';

/** What a document is to be, for every flow that makes one. */
export const DOCUMENT_SETTINGS: Setting[] = [
  {
    name: 'document',
    type: 'string',
    value: 'draft',
    meaning: 'What is made of an order: draft (félretett), proforma (díjbekérő), proformaDraft or invoice (számla). Any other word makes drafts',
  },
  { name: 'sendEmail', type: 'boolean', value: false, meaning: 'On: InnVoice is asked to mail the document to the buyer. Never done with drafts' },
  { name: 'stockBySku', type: 'boolean', value: false, meaning: 'On: lines carry their SKU, by which InnVoice books stock. A SKU InnVoice does not know books none' },
  { name: 'dueDays', type: 'number', value: 8, meaning: 'Days from today until the document is due' },
  {
    name: 'zeroVatReason',
    type: 'string',
    value: '',
    meaning: 'Text for 0 % VAT as InnVoice writes it, e.g. 0% - AAM; ask your accountant. Empty: orders with goods at 0 % are refused',
  },
  {
    name: 'zeroVatReasonOfDeposits',
    type: 'string',
    value: '0% - ÁTK',
    meaning: 'The same for deposits (betétdíj), most of which are outside the scope of VAT; ask your accountant. Empty: as for goods',
  },
  { name: 'linkToShop', type: 'boolean', value: false, meaning: 'On: the link of a document that is no draft is kept in the ledger until invoice-link-back has put it onto the order' },
];

/** Where no flow brings links back. */
export const DOCUMENT_SETTINGS_WITHOUT_LINK = DOCUMENT_SETTINGS.filter(({ name }) => name !== 'linkToShop');

/** What a shop gets of a product, for every flow that uploads them; `lowered` is the shop's word for the price of a sale. */
export const productSettings = (lowered: string): Setting[] => [
  { name: 'priceGroup', type: 'string', value: '#1', meaning: 'Price group (árcsoport) of InnVoice that gives the selling price, by name; #1 is the first one' },
  { name: 'salePriceGroup', type: 'string', value: '', meaning: `Price group of InnVoice that gives the ${lowered} (akciós ár), by name. Empty: none` },
  { name: 'excludedGroups', type: 'string', value: '', meaning: 'Product groups (termékcsoport) that are not uploaded, with commas between. Empty: all are' },
  { name: 'vatRateIfMissing', type: 'string', value: '27', meaning: 'VAT rate in percent of new products for which InnVoice tells none. Products the shop has keep the rate they have there. Empty: such new products are refused' },
];

export const WAREHOUSES_SETTING: Setting = {
  name: 'warehouses',
  type: 'string',
  value: '',
  meaning: 'Warehouses (raktár) of InnVoice whose sum is uploaded, by name with commas between. Empty: all',
};
