import type { XmlElement } from '../shared/format';
import { xmlList } from '../shared/format';
import { compact, multiply, subtract, toNumber, type OrderCharge, type OrderDiscount, type OrderLine } from '../shared/model';
import { elementsOf } from './wire';
import { amountAt, at, textAt } from './xml-path';

/** Costs and discounts are items with an Id of their own; `handel` is the vendor's spelling (unas.md §4). */
const CHARGES: Readonly<Record<string, string>> = { 'shipping-cost': 'shipping', 'handel-cost': 'handling' };
const DISCOUNTS: ReadonlySet<string> = new Set(['discount-percent', 'discount-amount']);

export interface OrderParts {
  lines: OrderLine[];
  charges?: OrderCharge[];
  discounts?: OrderDiscount[];
}

/** Percent of `27%` or `27`; undefined for a word such as AAM. */
export function rateOf(vat: string | undefined): number | undefined {
  const rate = /^(\d{1,2}(?:[.,]\d+)?)\s*%?$/.exec(vat ?? '')?.[1];
  return rate === undefined ? undefined : Number(rate.replace(',', '.'));
}

function optionsOf(item: XmlElement) {
  const options = elementsOf(at(item, 'Variants') ?? {}, 'Variant').flatMap((variant) => {
    const name = textAt(variant, 'Name');
    return name === undefined ? [] : [{ name, value: textAt(variant, 'Value') ?? '' }];
  });
  return options.length > 0 ? options : undefined;
}

/** Values of variants without a name of their own. */
function plainVariants(item: XmlElement): string[] {
  return xmlList(at(item, 'Variants'), 'Variant').flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []));
}

function amountsOf(item: XmlElement, quantity: number) {
  const [unitNet, unitGross] = [amountAt(item, 'PriceNet'), amountAt(item, 'PriceGross')];
  const lineNet = unitNet === undefined ? undefined : toNumber(multiply(unitNet, quantity));
  const lineGross = unitGross === undefined ? undefined : toNumber(multiply(unitGross, quantity));
  const tax = lineNet === undefined || lineGross === undefined ? undefined : toNumber(subtract(lineGross, lineNet));
  return { unitNet, unitGross, lineNet, lineGross, tax };
}

function lineOf(item: XmlElement, index: number): OrderLine {
  const quantity = amountAt(item, 'Quantity') ?? 0;
  const vat = textAt(item, 'Vat');
  const rate = rateOf(vat);
  const variants = plainVariants(item);
  return compact({
    // One product can stand on several lines.
    id: String(index + 1),
    sku: textAt(item, 'Sku'),
    vendorItemId: textAt(item, 'Id'),
    name: textAt(item, 'Name'),
    kind: 'goods',
    quantity,
    unit: textAt(item, 'Unit'),
    ...amountsOf(item, quantity),
    taxRate: rate,
    taxCode: rate === undefined ? vat : undefined,
    options: optionsOf(item),
    references: compact({ itemId: textAt(item, 'Id'), variants: variants.length > 0 ? variants : undefined }),
  });
}

function wholeOf(item: XmlElement) {
  const { lineNet: net, lineGross: gross, tax } = amountsOf(item, amountAt(item, 'Quantity') ?? 1);
  return { net, gross, tax };
}

const positive = (amount: number | undefined): number | undefined => (amount === undefined ? undefined : Math.abs(amount));

const listed = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/** Goods, costs and discounts apart. A cost below zero is a discount, whatever it is called. */
export function partsOf(order: XmlElement): OrderParts {
  const items = elementsOf(at(order, 'Items') ?? {}, 'Item');
  const parts = { lines: [] as OrderLine[], charges: [] as OrderCharge[], discounts: [] as OrderDiscount[] };
  items.forEach((item, index) => {
    const id = textAt(item, 'Id') ?? '';
    const { net, gross, tax } = wholeOf(item);
    const amount = gross ?? net ?? 0;
    const name = textAt(item, 'Name');
    if (DISCOUNTS.has(id) || (id in CHARGES && amount < 0)) {
      const code = textAt(order, 'Coupon', 'Code') ?? textAt(order, 'Coupon');
      parts.discounts.push(compact({ kind: code ? 'coupon' : 'other', code, name, scope: 'order', net: positive(net), gross: positive(gross) }));
    } else if (id in CHARGES) {
      if (amount !== 0) parts.charges.push(compact({ kind: CHARGES[id] as string, name, net, gross, tax, taxRate: rateOf(textAt(item, 'Vat')) }));
    } else parts.lines.push(lineOf(item, index));
  });
  return { lines: parts.lines, charges: listed(parts.charges), discounts: listed(parts.discounts) };
}
