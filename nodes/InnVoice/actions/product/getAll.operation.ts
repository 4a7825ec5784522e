import type { INodeProperties } from 'n8n-workflow';

import { productSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import { Unreadable, type ItemContext, type ReadOperation, type Row, type RunContext } from '../../../shared/node/operation';
import { settleNow } from '../../../shared/node/settle';
import { timelessPageFields } from '../../../shared/node/timeless';
import { accountOf } from '../../api';
import { checkGroups, checkPlaces } from '../../choices';
import { stateOf, toProduct, type PriceChoice } from '../../mapping-product';
import { readCatalogueList, readCataloguePage, type CatalogueReader } from '../../read-products';
import { groupOf, pricesOf } from '../../vendor-product';

const priceGroups = { loadOptionsMethod: 'getPriceGroups' };

const fields: INodeProperties[] = [
  // The whole list each time: InnVoice knows no changed products (innvoice.md §7).
  ...timelessPageFields('products'),
  ...listFields.map(hiddenPageByPage),
  {
    displayName: 'Price Group Name or ID',
    name: 'priceGroup',
    type: 'options',
    typeOptions: priceGroups,
    default: '',
    description:
      'The group that gives the selling price; empty means all groups, each under its name. An ID is a name, or #2 for the second group. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  {
    displayName: 'Sale Price Group Name or ID',
    name: 'specialPriceGroup',
    type: 'options',
    typeOptions: priceGroups,
    default: '',
    description:
      'The group that gives the sale price (akciós ár); empty means none. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  {
    displayName: 'Exclude Product Groups',
    name: 'excludeGroups',
    type: 'string',
    default: '',
    placeholder: 'e.g. Alapanyag, Szolgáltatás',
    description: 'Product groups (termékcsoport) to leave out, separated by commas',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      {
        displayName: 'Prices That Do Not Say Are',
        name: 'unsaid',
        type: 'options',
        options: [
          { name: 'Gross', value: 'gross' },
          { name: 'Net', value: 'net' },
        ],
        default: 'gross',
        description: 'What a price is whose group does not tell whether it holds the tax',
      },
      {
        displayName: 'Product Group Element',
        name: 'groupElement',
        type: 'string',
        default: '',
        description: 'Name of the element that holds the product group, as the Raw output shows it. Leave empty to try the usual ones.',
      },
    ],
  },
  hiddenPageByPage(outputField),
];

interface ProductOptions {
  unsaid?: PriceChoice['unsaid'];
  groupElement?: string;
}

const listOf = (text: unknown): string[] => String(text ?? '').split(',').map((part) => part.trim()).filter(Boolean);

function readerOf(run: RunContext, item: ItemContext): CatalogueReader {
  const { unsaid = 'gross', groupElement = '' } = item.param<ProductOptions>('options') ?? {};
  const choice: PriceChoice = {
    selling: String(item.param<string>('priceGroup') ?? '').trim(),
    special: String(item.param<string>('specialPriceGroup') ?? '').trim(),
    unsaid,
    groupElement: groupElement.trim(),
  };
  const excluded = listOf(item.param<string>('excludeGroups'));
  const account = accountOf(run.client);
  const wanted = (field: string, name: string) => ({ field, names: name === '' ? [] : [name], of: pricesOf });
  return {
    check(catalogue) {
      checkPlaces(catalogue, [wanted('Price Group', choice.selling), wanted('Sale Price Group', choice.special)]);
      checkGroups(catalogue, excluded, choice.groupElement);
    },
    rows(raw, sku) {
      const group = groupOf(raw, choice.groupElement);
      if (group !== undefined && excluded.some((one) => one.toLowerCase() === group.toLowerCase())) return [];
      const made = settleNow(() => toProduct(raw, sku, account, choice));
      if ('value' in made) return [made.value as unknown as Row];
      return [new Unreadable({ channel: 'innvoice', account, id: sku }, sku, made.problem.about(`InnVoice product '${sku}'`))];
    },
    tell: (record) => ({ key: String(record.sku), number: String(record.sku), state: stateOf(record) }),
  };
}

export const getManyProducts: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many products',
  description: 'Get the products with their prices, the whole catalogue in one call',
  fields,
  output: productSchema,
  async run(run: RunContext, item: ItemContext) {
    const reader = readerOf(run, item);
    return item.param<boolean>('pageByPage') ? [await readCataloguePage(run, item, reader)] : await readCatalogueList(run, item, reader);
  },
};
