import { xmlList, type XmlElement } from '../shared/format';
import { compact, divide, multiply, parseProduct, subtract, toNumber, UNIT_DIGITS, type Price, type Product } from '../shared/model';
import { rateOf } from './mapping-lines';
import { productIdentity, skuOf } from './mapping-stock';
import { timeOf } from './times';
import { elementsOf } from './wire';
import { amountAt, at, textAt } from './xml-path';

/** Prices by their type: normal, sale (for a time), special (for a customer group). */
export const pricesIn = (product: XmlElement, type: string): XmlElement[] =>
  elementsOf(at(product, 'Prices') ?? {}, 'Price').filter((price) => (textAt(price, 'Type') ?? 'normal') === type);

/** A day holds until its end, in the shop's clock. */
const endOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : timeOf(/\s/.test(text) ? text : `${text} 23:59:59`));

const less = (amount: number | undefined, percent: number): number | undefined =>
  amount === undefined ? undefined : toNumber(divide(multiply(amount, subtract(100, percent)), 100, UNIT_DIGITS));

function groupPrices(product: XmlElement): Price[] {
  const [normal] = pricesIn(product, 'normal');
  return pricesIn(product, 'special').flatMap((price): Price[] => {
    const group = textAt(price, 'Group');
    const percent = amountAt(price, 'Percent');
    const net = amountAt(price, 'Net') ?? (percent === undefined ? undefined : less(amountAt(normal, 'Net'), percent));
    const gross = amountAt(price, 'Gross') ?? (percent === undefined ? undefined : less(amountAt(normal, 'Gross'), percent));
    const sale = { net: amountAt(price, 'SaleNet'), gross: amountAt(price, 'SaleGross') };
    return [
      ...(net === undefined && gross === undefined ? [] : [compact({ kind: 'normal', net, gross, group })]),
      ...(sale.net === undefined && sale.gross === undefined
        ? []
        : [compact({ kind: 'special', ...sale, group, from: timeOf(textAt(price, 'SaleStart')), until: endOf(textAt(price, 'SaleEnd')) })]),
    ];
  });
}

function pricesOf(product: XmlElement): Price[] {
  const own = (price: XmlElement) => ({ net: amountAt(price, 'Net'), gross: amountAt(price, 'Gross') });
  const isPriced = (price: XmlElement): boolean => own(price).net !== undefined || own(price).gross !== undefined;
  return [
    ...pricesIn(product, 'normal').filter(isPriced).map((price): Price => compact({ kind: 'normal', ...own(price) })),
    ...pricesIn(product, 'sale').filter(isPriced).map((price): Price => compact({ kind: 'special', ...own(price), from: timeOf(textAt(price, 'Start')), until: endOf(textAt(price, 'End')) })),
    ...groupPrices(product),
  ];
}

/** Names from the root, which the shop writes into one text. */
export const categoryPath = (category: XmlElement): string[] => (textAt(category, 'Name') ?? '').split('|').map((name) => name.trim()).filter(Boolean);

export const categoriesIn = (product: XmlElement): XmlElement[] => elementsOf(at(product, 'Categories') ?? {}, 'Category');

function statusOf(product: XmlElement): string | undefined {
  if (textAt(product, 'State') === 'deleted') return 'discontinued';
  const base = elementsOf(at(product, 'Statuses') ?? {}, 'Status').find((status) => textAt(status, 'Type') === 'base');
  const value = textAt(base, 'Value');
  return value === undefined ? undefined : value === '0' ? 'inactive' : 'active';
}

function imagesOf(product: XmlElement): string[] | undefined {
  const urls = elementsOf(at(product, 'Images') ?? {}, 'Image').flatMap((image) => textAt(image, 'SefUrl') ?? textAt(image, 'Url', 'Big') ?? textAt(image, 'Url') ?? []);
  const plain = xmlList(at(product, 'Images'), 'Image').flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []));
  return urls.length + plain.length > 0 ? [...urls, ...plain] : undefined;
}

/** One product of `getProduct` in the model. @throws ModelError naming it */
export function toProduct(product: XmlElement, account: string): Product {
  const prices = pricesOf(product);
  const vat = textAt(product, 'Prices', 'Vat');
  const rate = rateOf(vat);
  const weight = amountAt(product, 'Weight');
  const categories = categoriesIn(product).map((category) => compact({ id: textAt(category, 'Id'), path: categoryPath(category) }));
  return parseProduct(
    compact({
      identity: productIdentity(product, account),
      sku: skuOf(product),
      name: textAt(product, 'Name'),
      shortDescription: textAt(product, 'Description', 'Short'),
      description: textAt(product, 'Description', 'Long'),
      status: statusOf(product),
      unit: textAt(product, 'Unit'),
      // Kilograms in the vendor's samples.
      weightGrams: weight === undefined ? undefined : toNumber(multiply(weight, 1000)),
      taxRate: rate,
      taxCode: rate === undefined ? vat : undefined,
      prices: prices.length > 0 ? prices : undefined,
      categories: categories.length > 0 ? categories : undefined,
      images: imagesOf(product),
      references: compact({ productId: textAt(product, 'Id') }),
    }),
  );
}
