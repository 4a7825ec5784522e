import { add, compare, decimal, formatDecimal, multiply, round, subtract, toNumber, type Decimal } from './decimal';
import { currencyDigits, grossFromNet, netFromGross } from './money';
import type { Order, OrderCharge, OrderDiscount } from './order';
import type { OrderLine } from './order-line';

/** `difference` = vendor's total - our sum; `explain` names both for the operator. */
export type SumCheck = { ok: true } | { ok: false; difference: number; currency?: string; explain: string };

type Side = 'net' | 'gross';

interface Sums {
  lines: Decimal;
  charges: Decimal;
  discounts: Decimal;
  tax?: Decimal;
  priced: number;
  unpriced: string[];
}

/**
 * Compares lines + charges - discounts (+ tax when prices are net) with the vendor's total, both rounded to the
 * currency's own decimals; `tolerance` is the difference still accepted. A line's amount is lineX, else unitX x quantity,
 * else the other side and its tax. Parts of a bundle, or the bundle itself, may go without price. An order without a total, or an order in
 * which no line has a price, has nothing to compare and is ok.
 */
export function sumCheck(order: Order, tolerance: string | number = 0): SumCheck {
  const target = targetOf(order);
  if (!target) return { ok: true };
  const sums = collect(order, target.side);
  if (order.lines.length > 0 && sums.priced === 0) return { ok: true };
  const digits = order.currency ? currencyDigits(order.currency) : 2;
  const sum = add(subtract(add(sums.lines, sums.charges), sums.discounts), sums.tax ?? 0);
  const difference = subtract(round(target.amount, digits), round(sum, digits));
  const size = difference.units < 0n ? { ...difference, units: -difference.units } : difference;
  if (sums.unpriced.length === 0 && compare(size, tolerance) <= 0) return { ok: true };
  const shown = (value: Decimal): string => formatDecimal(round(value, Math.max(digits, 4)), digits);
  const unit = order.currency ? ` ${order.currency}` : '';
  const taxPart = sums.tax ? ` + tax ${shown(sums.tax)}` : '';
  const missing = sums.unpriced.length > 0 ? ` No price on line ${sums.unpriced.join(', ')}.` : '';
  return {
    ok: false,
    difference: toNumber(difference),
    ...(order.currency ? { currency: order.currency } : {}),
    explain:
      `Order '${order.number}': lines ${shown(sums.lines)} + charges ${shown(sums.charges)} - discounts ${shown(sums.discounts)}${taxPart} = ` +
      `${shown(sum)}${unit}, but the vendor's ${target.side} total is ${shown(decimal(target.amount))}${unit} (difference ${shown(difference)}).${missing}`,
  };
}

/** The total to compare with: on the binding side of the prices where there is one. */
function targetOf(order: Order): { side: Side; amount: number } | undefined {
  const { net, gross } = order.total ?? {};
  const preferred: Side = order.pricesIncludeTax ? 'gross' : 'net';
  // Net prices plus tax lead to the gross total, which is the one the buyer pays: check that one where it can be.
  if (gross !== undefined && (preferred === 'gross' || net === undefined || taxOf(order) !== undefined)) return { side: 'gross', amount: gross };
  if (net !== undefined) return { side: 'net', amount: net };
  return gross === undefined ? undefined : { side: 'gross', amount: gross };
}

/** The document's tax: the vendor's own figure, else the sum of the parts; undefined when no part tells any. */
function taxOf(order: Order): Decimal | undefined {
  if (order.total?.tax !== undefined) return decimal(order.total.tax);
  const parts = [...order.lines, ...(order.charges ?? [])];
  if (!parts.some((part) => part.tax !== undefined)) return undefined;
  return parts.reduce((sum, part) => add(sum, part.tax ?? 0), decimal(0));
}

function collect(order: Order, target: Side): Sums {
  const side: Side = order.pricesIncludeTax ? 'gross' : 'net';
  const counted: Side = target === 'net' ? 'net' : side;
  const sums: Sums = { lines: decimal(0), charges: decimal(0), discounts: decimal(0), priced: 0, unpriced: [] };
  const discounts = order.discounts ?? [];
  const itemised = new Set<string>();
  for (const line of order.lines) {
    const price = linePrice(line, counted);
    if (price !== undefined) sums.priced += 1;
    else if (line.kind !== 'bundlePart' && line.kind !== 'bundleParent') sums.unpriced.push(line.id);
    sums.lines = add(sums.lines, price ?? 0);
    if (line.discount === undefined) continue;
    // The order's discounts on this line only itemise the line's own figure.
    itemised.add(line.id);
    sums.discounts = add(sums.discounts, line.discount);
  }
  for (const charge of order.charges ?? []) sums.charges = add(sums.charges, chargePrice(charge, counted));
  for (const discount of discounts) {
    if (!itemised.has(discount.scope)) sums.discounts = add(sums.discounts, sidePrice(discount, counted) ?? 0);
  }
  if (target === 'gross' && counted === 'net') sums.tax = taxOf(order);
  return sums;
}

function linePrice(line: OrderLine, side: Side): Decimal | undefined {
  const [total, unit, other] = side === 'gross' ? [line.lineGross, line.unitGross, line.lineNet] : [line.lineNet, line.unitNet, line.lineGross];
  if (total !== undefined) return decimal(total);
  if (unit !== undefined) return multiply(unit, line.quantity);
  if (other === undefined) return undefined;
  return otherSide(other, side, line);
}

function chargePrice(charge: OrderCharge, side: Side): Decimal {
  const own = charge[side];
  return own !== undefined ? decimal(own) : otherSide((side === 'gross' ? charge.net : charge.gross) ?? 0, side, charge);
}

/** Amount on `side` from the amount on the other side, by the tax given or by the rate. */
function otherSide(other: number, side: Side, taxed: { tax?: number; taxRate?: number }): Decimal {
  const { tax, taxRate = 0 } = taxed;
  if (side === 'gross') return tax !== undefined ? add(other, tax) : decimal(grossFromNet(other, taxRate));
  return tax !== undefined ? subtract(other, tax) : decimal(netFromGross(other, taxRate));
}

function sidePrice(discount: OrderDiscount, side: Side): number | undefined {
  return discount[side] ?? discount[side === 'gross' ? 'net' : 'gross'];
}
