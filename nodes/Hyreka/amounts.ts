import {
  add,
  compare,
  currencyDigits,
  differenceOf,
  divide,
  grossFromNet,
  multiply,
  netFromGross,
  perUnit,
  sumAmounts,
  timesQuantity,
  toNumber,
  type Order,
  type OrderCharge,
  type OrderDiscount,
  type OrderLine,
} from '../shared/model';

/** One amount with and without tax; a side is absent where nothing tells the tax. */
export interface Sides {
  gross?: number;
  net?: number;
}

export interface PricedLine {
  line: OrderLine;
  /** All pieces before discounts. */
  amount: Sides;
  unit: Sides;
  /** Positive. */
  discount: Sides;
  /** Percent, 19 for 19 %. */
  rate?: number;
}

export interface PricedCharge {
  charge: OrderCharge;
  amount: Sides;
}

export interface PricedDiscount {
  discount: OrderDiscount;
  /** Positive. */
  amount: Sides;
}

/** An order's amounts on both sides, as far as the order tells them. */
export interface PricedOrder {
  order: Order;
  lines: PricedLine[];
  charges: PricedCharge[];
  /** Discounts on the order as a whole. */
  discounts: PricedDiscount[];
}

interface Taxed extends Sides {
  tax?: number;
  rate?: number;
}

/** The side that is missing, by the tax itself and else by its rate. */
function bothSides({ gross, net, tax, rate }: Taxed, digits: number): Sides {
  const other = (exact: () => number, byRate: (percent: number) => number): number | undefined => {
    if (tax !== undefined) return exact();
    return rate === undefined ? undefined : byRate(rate);
  };
  if (gross !== undefined && net === undefined) {
    return { gross, net: gross === 0 ? 0 : other(() => differenceOf(gross, tax ?? 0), (percent) => netFromGross(gross, percent, digits)) };
  }
  if (net !== undefined && gross === undefined) {
    return { net, gross: net === 0 ? 0 : other(() => sumAmounts([net, tax]), (percent) => grossFromNet(net, percent, digits)) };
  }
  return { gross, net };
}

/** A part of an amount on the other side too, in the proportion of the whole; the part is given on `side`. */
function inProportion(part: number, side: keyof Sides, whole: Sides, digits: number): Sides {
  const [own, other] = side === 'gross' ? [whole.gross, whole.net] : [whole.net, whole.gross];
  if (part === 0) return { gross: 0, net: 0 };
  const converted = own === undefined || own === 0 || other === undefined ? undefined : toNumber(divide(multiply(part, other), own, digits));
  return side === 'gross' ? { gross: part, net: converted } : { net: part, gross: converted };
}

const totalOf = (parts: ReadonlyArray<Sides>): Sides => ({
  gross: parts.every(({ gross }) => gross !== undefined) ? sumAmounts(parts.map(({ gross }) => gross)) : undefined,
  net: parts.every(({ net }) => net !== undefined) ? sumAmounts(parts.map(({ net }) => net)) : undefined,
});

const timesUnit = (unit: number | undefined, quantity: number): number | undefined => (unit === undefined ? undefined : timesQuantity(unit, quantity));

/** Discounts on a line: its own figure, which the order's discounts on it only itemise, else those (`sumCheck` reads them alike). */
function discountOf({ discounts = [] }: Order, { id, discount }: OrderLine, side: keyof Sides): number {
  if (discount !== undefined) return discount;
  return sumAmounts(discounts.filter(({ scope }) => scope === id).map((one) => one[side] ?? one[side === 'gross' ? 'net' : 'gross']));
}

function priceLine(order: Order, line: OrderLine, fallbackRate: number | undefined, digits: number): PricedLine {
  const side = order.pricesIncludeTax ? 'gross' : 'net';
  const rate = line.taxRate ?? fallbackRate;
  const given: Sides = {
    gross: line.lineGross ?? timesUnit(line.unitGross, line.quantity),
    net: line.lineNet ?? timesUnit(line.unitNet, line.quantity),
  };
  const reduction = discountOf(order, line, side);
  const own = given[side];
  // The model's tax is that of the line after its discount, but not every channel keeps to it: a rate is the surer one then.
  const tax = reduction === 0 || rate === undefined ? line.tax : undefined;
  const discounted = own === undefined ? {} : bothSides({ [side]: differenceOf(own, reduction), tax, rate }, digits);
  const isFree = compare(discounted[side] ?? 0, 0) === 0;
  const scale = isFree ? bothSides({ ...given, rate }, digits) : discounted;
  const discount = inProportion(reduction, side, scale, digits);
  const amount = isFree
    ? scale
    : {
        gross: given.gross ?? (discounted.gross === undefined || discount.gross === undefined ? undefined : sumAmounts([discounted.gross, discount.gross])),
        net: given.net ?? (discounted.net === undefined || discount.net === undefined ? undefined : sumAmounts([discounted.net, discount.net])),
      };
  const known = own === undefined ? bothSides({ ...given, tax: reduction === 0 ? line.tax : undefined, rate }, digits) : amount;
  return { line, amount: known, unit: unitOf(line, known), discount, rate };
}

function unitOf({ unitGross, unitNet, quantity }: OrderLine, { gross, net }: Sides): Sides {
  const each = (amount: number | undefined): number | undefined => (amount === undefined || quantity === 0 ? undefined : perUnit(amount, quantity));
  return { gross: unitGross ?? each(gross), net: unitNet ?? each(net) };
}

/**
 * The order's amounts with and without tax. What the order does not tell is worked out from tax or rate alone and stays
 * absent where there is neither.
 *
 * @param fallbackRate the operator's tax rate for what has none
 */
export function priceOrder(order: Order, fallbackRate?: number): PricedOrder {
  const digits = order.currency ? currencyDigits(order.currency) : 2;
  const side = order.pricesIncludeTax ? 'gross' : 'net';
  const lines = order.lines.map((line) => priceLine(order, line, fallbackRate, digits));
  const charges = (order.charges ?? []).map((charge) => {
    const { gross, net, tax, taxRate = fallbackRate } = charge;
    return { charge, amount: bothSides({ gross, net, tax, rate: taxRate }, digits) };
  });
  const goods = totalOf(lines.map(({ amount }) => amount).filter(({ gross, net }) => gross !== undefined || net !== undefined));
  const shipping = totalOf(charges.filter(({ charge }) => charge.kind === 'shipping').map(({ amount }) => amount));
  const ofLines = new Set(order.lines.map(({ id }) => id));
  const discounts = (order.discounts ?? [])
    .filter(({ scope }) => !ofLines.has(scope))
    .map((discount) => {
      const { gross, net, kind } = discount;
      const whole = kind === 'shipping' ? shipping : goods;
      const part = side === 'gross' ? (gross ?? net ?? 0) : (net ?? gross ?? 0);
      if (gross !== undefined && net !== undefined) return { discount, amount: { gross, net } };
      const shared = inProportion(part, side, whole, digits);
      // Without goods that cost something there is no proportion.
      return { discount, amount: shared.gross !== undefined && shared.net !== undefined ? shared : bothSides({ ...shared, rate: fallbackRate }, digits) };
    });
  return { order, lines, charges, discounts };
}

export const isZero = (value: number | undefined): boolean => value === undefined || add(value, 0).units === 0n;
