import { compact, fromMinorUnits, ModelError, sumAmounts, type OrderDiscount, type OrderLine } from '../shared/model';
import type { KauflandDiscount, KauflandUnit } from './types';

/** Statuses of a piece that has left the seller (kaufland.md §4). */
const SHIPPED = new Set(['sent', 'received', 'sent_and_autopaid', 'returned', 'returned_paid']);

export const isCancelled = ({ status }: Pick<KauflandUnit, 'status'>): boolean => status === 'cancelled';
export const isShipped = ({ status }: Pick<KauflandUnit, 'status'>): boolean => SHIPPED.has(status);

export const idOf = ({ id_order_unit }: KauflandUnit): string => String(id_order_unit);

/** Whole numbers as text, smaller first. */
export function byId(a: KauflandUnit, b: KauflandUnit): number {
  const [left, right] = [idOf(a), idOf(b)];
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** The value of a field Kaufland promises. @throws ModelError naming order, order unit and field */
export function needed<K extends keyof KauflandUnit & string>(unit: KauflandUnit, field: K): NonNullable<KauflandUnit[K]> {
  const value = unit[field];
  if (value === undefined || value === null || value === '') {
    throw new ModelError(`Kaufland order '${unit.id_order}': '${field}' is missing on order unit ${idOf(unit)}`, 'bad-record');
  }
  return value as NonNullable<KauflandUnit[K]>;
}

export function currencyOf(unit: KauflandUnit): string {
  return needed(unit, 'currency').toUpperCase();
}

/** Pieces of one article at one price and one VAT rate make a line; without an offer id the article itself tells them apart. */
export function lineKey(unit: KauflandUnit): string {
  const { id_offer, product, price, vat } = unit;
  const article = id_offer ? [] : [product?.id_product ?? null, product?.eans?.[0] ?? null, product?.title ?? null];
  return JSON.stringify([id_offer ?? null, ...article, price ?? null, vat ?? null]);
}

const discountsOf = ({ discounts }: KauflandUnit): KauflandDiscount[] => discounts ?? [];

/** Gross amount of all discounts on the units. */
export function discountOf(units: readonly KauflandUnit[]): number {
  return sumAmounts(
    units.flatMap((unit) => discountsOf(unit).map(({ discount_value }) => fromMinorUnits(discount_value, currencyOf(unit)))),
  );
}

function toLine(units: KauflandUnit[]): OrderLine {
  const first = units[0] as KauflandUnit;
  const { product } = first;
  const shipped = units.filter(isShipped);
  const cancelled = units.filter(isCancelled);
  const gtin = product?.eans?.[0];
  const discount = discountOf(units);
  return compact({
    id: idOf(first),
    sku: first.id_offer,
    gtin,
    vendorItemId: product?.id_product === undefined || product.id_product === null ? undefined : String(product.id_product),
    name: product?.title ?? first.id_offer ?? gtin,
    kind: 'goods',
    quantity: units.length,
    quantityShipped: shipped.length || undefined,
    quantityCancelled: cancelled.length || undefined,
    unitGross: fromMinorUnits(needed(first, 'price'), currencyOf(first)),
    taxRate: first.vat,
    discount: discount === 0 ? undefined : discount,
    image: product?.main_picture,
    references: compact({
      orderUnitIds: units.map(idOf),
      shippedOrderUnitIds: shipped.length > 0 ? shipped.map(idOf) : undefined,
    }),
  });
}

export interface UnitLine {
  line: OrderLine;
  units: KauflandUnit[];
}

/** Lines in the order of their smallest order unit, which is also a line's id. */
export function toLines(units: readonly KauflandUnit[]): UnitLine[] {
  const merged = new Map<string, KauflandUnit[]>();
  for (const unit of [...units].sort(byId)) {
    const key = lineKey(unit);
    merged.set(key, [...(merged.get(key) ?? []), unit]);
  }
  return [...merged.values()].map((together) => ({ line: toLine(together), units: together }));
}

const DISCOUNT_KINDS: Readonly<Record<string, string>> = { voucher: 'coupon', volume: 'volume' };

/** What makes up the discount of each line, by Kaufland's usage type. */
export function toDiscounts(lines: readonly UnitLine[]): OrderDiscount[] {
  return lines.flatMap(({ line, units }) => {
    const types = [...new Set(units.flatMap((unit) => discountsOf(unit).map(({ usage_type }) => usage_type)))];
    return types.map((usageType) => {
      const ofType = units.map((unit) => ({ ...unit, discounts: discountsOf(unit).filter(({ usage_type }) => usage_type === usageType) }));
      return { kind: DISCOUNT_KINDS[usageType] ?? usageType, name: usageType, scope: line.id, gross: discountOf(ofType) };
    });
  });
}
