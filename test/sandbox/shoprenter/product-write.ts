import { choiceOf, demand, linked, linkedId, listOf, numberOf, refuseReadOnly, textOf, wholeOf } from './bodies';
import { findCategory, languageId } from './category-resources';
import { wrongData, wrongIdentity } from './errors';
import { idOf, numberIn } from './ids';
import type { Write } from './resource';
import type { Shop, StoredProduct, StoredSpecial } from './store';
import { CUSTOMER_GROUPS, DEFAULT_GROUP, TAX_CLASSES } from './values';
import type { Json } from './view';

const WHOLE = ['stock1', 'stock2', 'stock3', 'stock4', 'sortOrder', 'minimalOrderNumber', 'maximalOrderNumber'];
const NUMBERS = ['price', 'cost', 'multiplier', 'width', 'height', 'length', 'weight'];
const FLAGS = ['orderable', 'multiplierLock', 'subtractStock', 'shipped', 'freeShipping', 'durableMediaDevice', 'minimalOrderNumberMultiply'];
const TEXTS = ['sku', 'modelNumber', 'gtin', 'mainPicture', 'imageAlt', 'availableDate', 'quantity', 'loyaltyPoints'];
const READ_ONLY = ['innerId', 'dateCreated', 'dateUpdated', 'productAttributeExtend', 'productPrices', 'allImages', 'relatedProducts', 'collateralProducts', 'productAddons'];
const LISTS = ['productDescriptions', 'productCategoryRelations', 'productSpecials', 'customerGroupProductPrices'];
const KEPT = ['productTags', 'productRelatedProductRelations', 'productProductBadgeRelations', 'productCollateralProductRelations', 'productAddonProductRelations', 'urlAliases'];
const KEPT_LINKS = ['noStockStatus', 'inStockStatus', 'productClass', 'volumeUnit', 'weightUnit', 'onlyStock1Status', 'onlyStock2Status', 'onlyStock3Status', 'onlyStock4Status'];

export const BLANK_FIELDS: Record<string, string> = {
  sku: '', modelNumber: '', gtin: '', orderable: '1', price: '0.0000', cost: '0.0000', multiplier: '1.0000', multiplierLock: '0', loyaltyPoints: '', stock1: '0', stock2: '0', stock3: '0', stock4: '0',
  subtractStock: '1', mainPicture: '', width: '0.00', height: '0.00', length: '0.00', weight: '0.00', status: '1', shipped: '1', minimalOrderNumber: '1', maximalOrderNumber: '0', minimalOrderNumberMultiply: '0',
  availableDate: '0000-00-00', quantity: '0.0000', sortOrder: '0', imageAlt: '', freeShipping: '0', durableMediaDevice: '0',
};

type Change = Pick<StoredProduct, 'fields'> & Partial<Omit<StoredProduct, 'fields'>>;

/** What a body asks for, checked whole before anything is stored. */
export function readProduct({ shop, body }: Write, extended: boolean, next: () => number): { change: Change; ignored: string[] } {
  refuseReadOnly(body, ...READ_ONLY, ...(extended ? [] : LISTS));
  const change: Change = { fields: {} };
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (WHOLE.includes(name)) change.fields[name] = wholeOf(name, value);
    else if (NUMBERS.includes(name)) change.fields[name] = Number(numberOf(name, value)).toFixed(['width', 'height', 'length', 'weight'].includes(name) ? 2 : 4);
    else if (FLAGS.includes(name)) change.fields[name] = choiceOf(name, value, ['0', '1']);
    else if (name === 'status') change.fields.status = choiceOf(name, value, ['0', '1', '2']);
    else if (TEXTS.includes(name)) change.fields[name] = textOf(name, value);
    else if (name === 'taxClass') change.taxClassId = linked(name, value, (id) => TAX_CLASSES.find(({ innerId }) => idOf('taxClass', innerId) === id)).innerId;
    else if (name === 'parentProduct') change.parentId = value === null ? undefined : linked(name, value, (id) => findProduct(shop, id)).innerId;
    else if (name === 'manufacturer') change.manufacturer = typeof value === 'object' && value !== null && 'name' in value ? textOf('name', value.name) : linkedId(name, value);
    else if (KEPT_LINKS.includes(name)) linkedId(name, value);
    else if (extended && LISTS.includes(name)) Object.assign(change, readList(shop, name, listOf(name, value), next));
    else if (extended && KEPT.includes(name)) change.others = { ...change.others, [name]: listOf(name, value) };
    else ignored.push(name);
  }
  if (change.fields.sku === '') throw wrongData('sku', 'The sku field cannot be empty');
  return { change, ignored };
}

/** PUT replaces each list that is sent, POST adds to it (shoprenter.md §2). */
export function apply(product: StoredProduct, change: Change, adds: boolean): void {
  const { fields, descriptions, categories, specials, groupPrices, others, ...rest } = change;
  Object.assign(product.fields, fields);
  Object.assign(product, rest);
  if (descriptions) product.descriptions = adds ? new Map([...product.descriptions, ...descriptions]) : descriptions;
  if (categories) product.categories = adds ? [...new Set([...product.categories, ...categories])] : categories;
  if (specials) product.specials = adds ? [...product.specials, ...specials] : specials;
  if (groupPrices) product.groupPrices = adds ? new Map([...product.groupPrices, ...groupPrices]) : groupPrices;
  for (const [name, list] of Object.entries(others ?? {})) product.others[name] = adds ? [...(product.others[name] ?? []), ...list] : list;
}

function readList(shop: Shop, name: string, list: Json[], next: () => number): Partial<StoredProduct> {
  switch (name) {
    case 'productDescriptions':
      return { descriptions: new Map(list.map((one) => [languageId('language', one.language), textsOf(one)])) };
    case 'productCategoryRelations':
      return { categories: [...new Set(list.map((one) => linked('category', one.category, (id) => findCategory(shop, id)).innerId))] };
    case 'productSpecials':
      return { specials: list.map((one) => readSpecial(one, next)) };
    default:
      return { groupPrices: new Map(list.map((one) => [groupFor(one.customerGroup), numberOf('price', one.price)])) };
  }
}

function textsOf(one: Json): Record<string, string> {
  demand(one, 'name');
  return Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'language' && name !== 'id').map(([name, value]) => [name, textOf(name, value)]));
}

/** Not allowed for the default group (shoprenter.md §6). */
export function groupFor(value: unknown): number {
  const { innerId } = linked('customerGroup', value, (id) => CUSTOMER_GROUPS.find((group) => idOf('customerGroup', group.innerId) === id));
  if (innerId === DEFAULT_GROUP) throw wrongData('customerGroup', 'Can not add CustomerGroupPrice to the Default CustomerGroup.');
  return innerId;
}

const SPECIAL_TIME = /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/;

export function readSpecial(one: Json, next: () => number): StoredSpecial {
  demand(one, 'price');
  const time = (name: string) => {
    const text = one[name] === undefined || one[name] === null ? '0000-00-00 00:00:00' : textOf(name, one[name]);
    if (!SPECIAL_TIME.test(text)) throw wrongData(name, 'The given data is wrong!');
    return text.length === 10 ? `${text} 00:00:00` : text;
  };
  const whole = (name: string, usual: string) => (one[name] === undefined ? usual : wholeOf(name, one[name]));
  const group = one.customerGroup === undefined || one.customerGroup === null ? undefined : CUSTOMER_GROUPS.find(({ innerId }) => idOf('customerGroup', innerId) === linkedId('customerGroup', one.customerGroup));
  if (one.customerGroup && !group) throw wrongIdentity();
  return {
    innerId: next(),
    groupId: group?.innerId,
    fields: { priority: whole('priority', '1'), price: Number(numberOf('price', one.price)).toFixed(4), dateFrom: time('dateFrom'), dateTo: time('dateTo'), minQuantity: whole('minQuantity', '0'), maxQuantity: whole('maxQuantity', '0'), isLimitedDiscount: '0', maxOrderableCount: '0' },
  };
}

export function findProduct(shop: Shop, id: string): StoredProduct | undefined {
  const number = numberIn('product', id);
  const found = number === undefined ? undefined : shop.products.get(number);
  return found ?? [...shop.products.values()].find(({ alias }) => alias === id);
}
