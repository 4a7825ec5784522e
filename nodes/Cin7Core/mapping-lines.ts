import {
  compact,
  divide,
  ModelError,
  multiply,
  negate,
  round,
  subtract,
  sumAmounts,
  timesQuantity,
  toNumber,
  UNIT_DIGITS,
  vendorAmount,
  type OrderCharge,
  type OrderDiscount,
  type OrderLine,
} from '../shared/model';
import type { SaleCharge, SaleLine } from './types';
import { gramsOf } from './weights';

/** Facts of a product that a sale does not tell. */
export interface ProductFacts {
  gtin?: string;
  image?: string;
  bin?: string;
  weightGrams?: number;
}

export type FactsOf = (productId: string, sku: string) => ProductFacts | undefined;

interface Priced {
  Quantity?: number | null;
  Price?: number | null;
  Discount?: number | null;
}

/** What a percentage takes off (cin7core.md §5.2: Discount is a percentage). */
function discountOf({ Quantity, Price, Discount }: Priced): number | undefined {
  const percent = vendorAmount(Discount) ?? 0;
  if (percent === 0) return undefined;
  const whole = multiply(vendorAmount(Price) ?? 0, vendorAmount(Quantity) ?? 0);
  return toNumber(round(divide(multiply(whole, percent), 100, UNIT_DIGITS + 2), UNIT_DIGITS));
}

/** A line has no id of its own: its place in the order is the key. */
const lineId = (sku: string, index: number): string => `${index + 1}:${sku}`;

export function toLine(line: SaleLine, index: number, inclusive: boolean, number: string, factsOf: FactsOf): OrderLine {
  const quantity = vendorAmount(line.Quantity);
  if (quantity === undefined) throw new ModelError(`Order '${number}': line ${index + 1} has no 'Quantity'`, 'bad-record');
  const price = vendorAmount(line.Price);
  const total = price === undefined ? undefined : timesQuantity(price, quantity);
  const sku = line.SKU?.trim() ?? '';
  const facts = factsOf(line.ProductID ?? '', sku) ?? {};
  return compact({
    id: lineId(sku, index),
    sku,
    gtin: facts.gtin,
    vendorItemId: line.ProductID,
    name: line.Name,
    quantity,
    ...(inclusive ? { unitGross: price, lineGross: total } : { unitNet: price, lineNet: total }),
    tax: vendorAmount(line.Tax),
    taxCode: line.TaxRule,
    discount: discountOf(line),
    weightGrams: gramsOf(line.ProductWeight, line.WeightUnits) ?? facts.weightGrams,
    image: facts.image,
    bin: facts.bin,
    customisation: line.Comment,
    references: compact({ backorderQuantity: line.BackorderQuantity || undefined, dropShip: line.DropShip === true ? true : undefined }),
  }) as OrderLine;
}

const SHIPPING = /ship|freight|deliver|postage|carriage|courier|versand|porto/i;
const GIFT = /gift/i;

const amountOf = (charge: SaleCharge): number =>
  toNumber(subtract(multiply(vendorAmount(charge.Price) ?? 0, vendorAmount(charge.Quantity) ?? 1), discountOf(charge) ?? 0));

export interface Extras {
  charges: OrderCharge[];
  discounts: OrderDiscount[];
}

/** Additional charges; negative ones are discounts on the whole order (cin7core.md §10). */
export function toExtras(rows: readonly SaleCharge[], inclusive: boolean): Extras {
  const extras: Extras = { charges: [], discounts: [] };
  for (const row of rows) {
    const amount = amountOf(row);
    const name = row.Description?.trim() || undefined;
    const tax = vendorAmount(row.Tax);
    if (amount >= 0) {
      const kind = SHIPPING.test(name ?? '') ? 'shipping' : GIFT.test(name ?? '') ? 'giftWrap' : 'other';
      extras.charges.push(compact({ kind, name, ...(inclusive ? { gross: amount } : { net: amount }), tax }) as OrderCharge);
      continue;
    }
    const off = toNumber(negate(amount));
    const offTax = tax === undefined ? undefined : toNumber(negate(tax));
    const both = inclusive
      ? { gross: off, net: offTax === undefined ? undefined : toNumber(subtract(off, offTax)) }
      : { net: off, gross: offTax === undefined ? undefined : sumAmounts([off, offTax]) };
    extras.discounts.push(compact({ kind: 'other', name, scope: 'order', ...both }) as OrderDiscount);
  }
  return extras;
}
