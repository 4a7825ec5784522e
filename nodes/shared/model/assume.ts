import { compare, divide, multiply, negate, subtract, type Decimal, type DecimalInput } from './decimal';
import { currencyDigits } from './money';
import type { Order, OrderCharge } from './order';
import type { OrderLine } from './order-line';

/** What an operator lets be assumed of orders that do not tell it. */
export interface Assumptions {
  /** Percent. */
  vatRate?: number;
  currency?: string;
}

export interface Assumed {
  order: Order;
  /** What was filled in: `vatRate 27`, `currency EUR`. */
  assumed: string[];
}

interface Amounts {
  net?: DecimalInput;
  gross?: DecimalInput;
  tax?: DecimalInput;
}

const TAX_DIGITS = 6;

/** Whether the amounts leave room for a rate; where they do not tell the tax, they do for any. */
function leaveRoom({ net, gross, tax }: Amounts, rate: number, coin: Decimal): boolean {
  const base = net ?? (gross !== undefined && tax !== undefined ? subtract(gross, tax) : undefined);
  const told = gross !== undefined && net !== undefined ? subtract(gross, net) : tax;
  if (base === undefined || told === undefined) return true;
  const off = subtract(divide(multiply(base, rate), 100, TAX_DIGITS), told);
  return compare(off, coin) <= 0 && compare(negate(off), coin) <= 0;
}

/** A line's tax is that of the discounted line, and the discount is on the order's binding side (see OrderLine). */
function amountsOf({ lineNet, lineGross, unitNet, unitGross, discount = 0, tax }: OrderLine, { pricesIncludeTax }: Order): Amounts[] {
  const whole = pricesIncludeTax ? lineGross : lineNet;
  const taxed = whole === undefined || tax === undefined ? {} : { [pricesIncludeTax ? 'gross' : 'net']: subtract(whole, discount), tax };
  return [{ net: unitNet, gross: unitGross }, { net: lineNet, gross: lineGross }, taxed];
}

const isPriced = ({ lineNet, lineGross, unitNet, unitGross }: OrderLine): boolean => (lineNet ?? lineGross ?? unitNet ?? unitGross) !== undefined;

/** Ancillary costs share the rate of what they belong to where that has only one. */
function chargeRate(lines: readonly OrderLine[], rate: number): number {
  const [first, ...others] = new Set(lines.flatMap(({ taxRate }) => (taxRate === undefined ? [] : [taxRate])));
  return first !== undefined && others.length === 0 ? first : rate;
}

function withRate(order: Order, rate: number, coin: Decimal): Assumed {
  const assumed = new Set<string>();
  const rated = <T extends { taxRate?: number }>(one: T, taxRate: number, amounts: Amounts[]): T => {
    if (one.taxRate !== undefined || !amounts.every((told) => leaveRoom(told, taxRate, coin))) return one;
    assumed.add(`vatRate ${taxRate}`);
    return { ...one, taxRate };
  };
  const lines = order.lines.map((line) => (isPriced(line) ? rated(line, rate, amountsOf(line, order)) : line));
  const ofCharges = chargeRate(lines, rate);
  const charges = order.charges?.map((charge: OrderCharge) => rated(charge, ofCharges, [charge]));
  return { order: { ...order, lines, ...(charges ? { charges } : {}) }, assumed: [...assumed] };
}

/**
 * The order with what it does not tell. Nothing told is changed, and amounts that tell another rate keep theirs. Where the
 * marketplace owes the tax, the seller's rate says nothing about it, and none is put in.
 */
export function withAssumptions(order: Order, { vatRate, currency }: Assumptions): Assumed {
  const valued = order.currency === undefined && currency !== undefined ? { ...order, currency } : order;
  const named = valued === order ? [] : [`currency ${currency}`];
  if (vatRate === undefined || order.taxOwedBy === 'marketplace') return { order: valued, assumed: named };
  const coin = { units: 1n, scale: valued.currency === undefined ? 2 : currencyDigits(valued.currency) };
  const rated = withRate(valued, vatRate, coin);
  return { order: rated.order, assumed: [...named, ...rated.assumed] };
}
