import { createHash } from 'node:crypto';

import { xmlText, type XmlElement } from '../shared/format';
import { compact, compactOrNothing, parseProduct, toNumber, type Price, type Product } from '../shared/model';
import { PRODUCT_ELEMENTS } from './element-names';
import { groupOf, isPlace, isPriced, placeName, pricesOf, textOf, type VendorPrice } from './vendor-product';

export interface PriceChoice {
  /** Selling price group by name or place; '' = all groups, each under its name. */
  selling: string;
  /** Sale price group; '' = none. */
  special: string;
  /** What a price is whose group does not say whether it holds tax. */
  unsaid: 'gross' | 'net';
  /** The operator's own name of the product group's element; '' = one of the usual ones. */
  groupElement: string;
}

/** InnVoice's product list tells no currency. */
const CURRENCY = 'HUF';

const KNOWN = new Set(['Nev', 'CikkSzam', 'EAN', 'Arak', 'Keszletek', 'Keszlet']);

function amountOf({ price, gross }: VendorPrice, unsaid: PriceChoice['unsaid']): { gross?: number; net?: number } {
  const amount = toNumber(price);
  return (gross ?? unsaid === 'gross') ? { gross: amount } : { net: amount };
}

function prices(raw: XmlElement, choice: PriceChoice): Price[] {
  const currency = textOf(raw, PRODUCT_ELEMENTS.currency);
  const told = currency !== undefined && /^[A-Z]{3}$/.test(currency) ? currency : CURRENCY;
  return pricesOf(raw)
    .filter(isPriced)
    .flatMap((price): Price[] => {
      const amount = { ...amountOf(price, choice.unsaid), currency: told };
      const special: Price[] = choice.special !== '' && isPlace(price, choice.special) ? [{ kind: 'special', ...amount }] : [];
      if (choice.selling === '') return special.length > 0 ? special : [{ kind: 'normal', ...amount, group: placeName(price) }];
      return isPlace(price, choice.selling) ? [{ kind: 'normal', ...amount }, ...special] : special;
    });
}

function taxRateOf(raw: XmlElement): number | undefined {
  const text = textOf(raw, PRODUCT_ELEMENTS.vatText);
  const rate = text === undefined ? null : /^(\d{1,2})\s*%?(?:\s*-.*)?$/.exec(text);
  return rate ? Number(rate[1]) : undefined;
}

/** Everything the list tells and the model has no place for, by the vendor's names. */
const restOf = (raw: XmlElement): Record<string, unknown> => Object.fromEntries(Object.entries(raw).filter(([name]) => !KNOWN.has(name)));

/** @throws ModelError or FormatError naming what cannot be read */
export function toProduct(raw: XmlElement, sku: string, account: string, choice: PriceChoice): Product {
  const group = groupOf(raw, choice.groupElement);
  return parseProduct(
    compact({
      identity: { channel: 'innvoice', account, id: sku },
      sku,
      name: xmlText(raw, 'Nev'),
      gtin: xmlText(raw, 'EAN'),
      unit: textOf(raw, PRODUCT_ELEMENTS.unit),
      taxRate: taxRateOf(raw),
      prices: prices(raw, choice),
      currency: CURRENCY,
      categories: group === undefined ? undefined : [{ path: [group] }],
      extra: compactOrNothing(restOf(raw)),
    }),
  );
}

/** Changes when anything that would be sent changes, and only then: the list tells no time of change. */
export const stateOf = (product: object): string => createHash('sha256').update(JSON.stringify(product)).digest('hex').slice(0, 32);
