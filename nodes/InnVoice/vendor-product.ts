import { parseLocalNumber, xmlChild, xmlList, xmlText, type XmlElement } from '../shared/format';
import { compare } from '../shared/model';
import { skuOf } from './catalogue';
import { PRODUCT_ELEMENTS } from './element-names';

/** A price group or warehouse: by name where InnVoice tells one, by its place otherwise (innvoice.md §2 "Products"). */
export interface Place {
  /** 1 for the first of the product. */
  position: number;
  name?: string;
}

export interface VendorPrice extends Place {
  /** Decimal text with a point. */
  price: string;
  /** Undefined where InnVoice does not say. */
  gross?: boolean;
}

export interface VendorStock extends Place {
  level: string;
}

/** One of several names an element may have. */
export function textOf(raw: XmlElement, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = xmlText(raw, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Either decimal sign; the other one, and blanks, stand between thousands. */
const numberOf = (text: string): string => parseLocalNumber(text, text.includes(',') ? ',' : '.');

const elements = (list: ReturnType<typeof xmlList>): XmlElement[] => list.map((one) => (typeof one === 'object' && !Array.isArray(one) ? one : {}));

/** All price groups, one without a price included: it keeps its place. @throws FormatError for a price that is no number */
export function pricesOf(raw: XmlElement): VendorPrice[] {
  return elements(xmlList(raw, 'Arak')).flatMap((price, index) => {
    const amount = xmlText(price, 'Arcsoport_Ar');
    if (amount === undefined) return [];
    const flag = xmlText(price, 'Arcsoport_Brutto');
    return [
      {
        position: index + 1,
        name: textOf(price, PRODUCT_ELEMENTS.priceGroupName),
        price: numberOf(amount),
        ...(flag === '0' || flag === '1' ? { gross: flag === '1' } : {}),
      },
    ];
  });
}

/** @throws FormatError for a level that is no number */
export function stocksOf(raw: XmlElement): VendorStock[] {
  return elements(xmlList(xmlChild(raw, 'Keszletek') ?? raw, 'Keszlet')).flatMap((stock, index) => {
    const level = xmlText(stock, 'Raktar_Keszlet');
    if (level === undefined) return [];
    return [{ position: index + 1, name: textOf(stock, PRODUCT_ELEMENTS.warehouseName), level: numberOf(level) }];
  });
}

/** @param element the operator's own name of the element; '' = one of the usual ones */
export const groupOf = (raw: XmlElement, element = ''): string | undefined =>
  textOf(raw, element === '' ? PRODUCT_ELEMENTS.productGroup : [element]);

/** `#2`: how a nameless place is chosen and shown. */
export const placeName = ({ name, position }: Place): string => name ?? `#${position}`;

/** A place an operator named; `#2` or `2` is the second, whatever its name. */
export function isPlace(place: Place, wanted: string): boolean {
  const text = wanted.trim();
  if (place.name !== undefined && place.name.toLowerCase() === text.toLowerCase()) return true;
  return text === `#${place.position}` || (place.name === undefined && text === String(place.position));
}

/** A price of 0 stands for "none": handed on, it would give goods away. */
export const isPriced = ({ price }: VendorPrice): boolean => compare(price, 0) > 0;

/** What errors call a product. */
export const productName = (raw: XmlElement): string => skuOf(raw) ?? xmlText(raw, 'Nev') ?? 'unknown';
