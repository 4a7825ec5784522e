import {
  add,
  currencyDigits,
  decimal,
  divide,
  grossFromNet,
  multiply,
  netFromGross,
  round,
  subtract,
  toNumber,
  type Decimal,
  type Order,
  type OrderCharge,
  type OrderDiscount,
  type OrderLine,
} from '../shared/model';
import { currencyNeeded } from '../shared/node/missing';

/** An amount with its tax apart, as Mintsoft takes all of them. */
interface Taxed {
  net: Decimal;
  gross: Decimal;
}

export interface UnitAmounts {
  UnitPrice: number;
  UnitPriceVat: number;
  Discount: number;
}

/** The document's amounts; absent where the source gives no prices. */
export interface OrderAmounts {
  OrderValue?: number;
  TotalVat?: number;
  ShippingTotalExVat?: number;
  ShippingTotalVat?: number;
  DiscountTotalExVat?: number;
  DiscountTotalVat?: number;
}

const UNIT_DIGITS = 4;
const NOTHING: Taxed = { net: decimal(0), gross: decimal(0) };

const both = (a: Taxed, b: Taxed): Taxed => ({ net: add(a.net, b.net), gross: add(a.gross, b.gross) });

/** The two sides of an amount of which one is known, by the tax told or the rate. */
function sides(known: { net?: Decimal; gross?: Decimal }, { tax, taxRate = 0 }: { tax?: number; taxRate?: number }): Taxed {
  if (known.gross !== undefined) {
    return { gross: known.gross, net: known.net ?? (tax === undefined ? decimal(netFromGross(known.gross, taxRate)) : subtract(known.gross, tax)) };
  }
  if (known.net === undefined) return NOTHING;
  return { net: known.net, gross: tax === undefined ? decimal(grossFromNet(known.net, taxRate)) : add(known.net, tax) };
}

function discountOf(line: OrderLine, order: Order, side: 'net' | 'gross'): Decimal {
  if (line.discount !== undefined) return decimal(line.discount);
  const own = (order.discounts ?? []).filter(({ scope }) => scope === line.id);
  return own.reduce((sum, discount) => add(sum, discount[side] ?? discount[side === 'net' ? 'gross' : 'net'] ?? 0), decimal(0));
}

const times = (unit: number | undefined, quantity: number): Decimal | undefined => (unit === undefined ? undefined : multiply(unit, quantity));

/** All pieces of a line after its discount; undefined where the line tells no price. */
export function lineAmount(line: OrderLine, order: Order): Taxed | undefined {
  const gross = line.lineGross === undefined ? times(line.unitGross, line.quantity) : decimal(line.lineGross);
  const net = line.lineNet === undefined ? times(line.unitNet, line.quantity) : decimal(line.lineNet);
  if (gross === undefined && net === undefined) return undefined;
  if (gross !== undefined && (order.pricesIncludeTax || net === undefined)) return sides({ gross: subtract(gross, discountOf(line, order, 'gross')) }, line);
  const off = discountOf(line, order, order.pricesIncludeTax ? 'gross' : 'net');
  if (!order.pricesIncludeTax || off.units === 0n) return sides({ net: subtract(net ?? 0, off) }, line);
  const before = decimal(grossFromNet(net ?? 0, line.taxRate ?? 0));
  return sides({ gross: subtract(before, off) }, line);
}

/** Price of one piece with its discount already off, so that nobody has to guess what Discount counts. */
export function unitAmounts(line: OrderLine, order: Order): UnitAmounts | undefined {
  const amount = lineAmount(line, order);
  if (!amount || line.quantity === 0) return undefined;
  const net = divide(amount.net, line.quantity, UNIT_DIGITS);
  const gross = divide(amount.gross, line.quantity, UNIT_DIGITS);
  return { UnitPrice: toNumber(net), UnitPriceVat: toNumber(subtract(gross, net)), Discount: 0 };
}

const chargeAmount = (charge: OrderCharge): Taxed =>
  sides({ net: charge.net === undefined ? undefined : decimal(charge.net), gross: charge.gross === undefined ? undefined : decimal(charge.gross) }, charge);

/** A discount told on one side only is taxed as the goods are. */
function discountAmount({ net, gross }: OrderDiscount, goods: Taxed): Taxed {
  if (net !== undefined && gross !== undefined) return { net: decimal(net), gross: decimal(gross) };
  const known = decimal(gross ?? net ?? 0);
  if (goods.gross.units === 0n || goods.net.units === 0n) return { net: known, gross: known };
  if (gross !== undefined) return { gross: known, net: divide(multiply(known, goods.net), goods.gross, UNIT_DIGITS) };
  return { net: known, gross: divide(multiply(known, goods.gross), goods.net, UNIT_DIGITS) };
}

function sentShare(line: OrderLine, pieces: number, order: Order): Taxed {
  const all = lineAmount(line, order) ?? NOTHING;
  if (pieces === line.quantity || line.quantity === 0) return all;
  const part = (amount: Decimal) => divide(multiply(amount, pieces), line.quantity, UNIT_DIGITS);
  return { net: part(all.net), gross: part(all.gross) };
}

export interface SentLine {
  line: OrderLine;
  pieces: number;
}

/**
 * The document's amounts for the pieces sent. OrderValue and TotalVat count the goods alone, as in the sheet's example
 * (mintsoft.md §5.1, unconfirmed). Charges and services have no field of their own and go with the shipping.
 */
export function orderAmounts(order: Order, goods: readonly SentLine[], services: readonly SentLine[]): OrderAmounts {
  const isPriced = [...goods, ...services].some(({ line }) => lineAmount(line, order) !== undefined);
  if (!isPriced) return {};
  const digits = currencyDigits(currencyNeeded(order));
  const value = goods.map(({ line, pieces }) => sentShare(line, pieces, order)).reduce(both, NOTHING);
  const others = services.map(({ line, pieces }) => sentShare(line, pieces, order));
  const shipping = [...(order.charges ?? []).map(chargeAmount), ...others].reduce(both, NOTHING);
  const lineIds = new Set(order.lines.map(({ id }) => id));
  const whole = (order.discounts ?? []).filter(({ scope }) => !lineIds.has(scope));
  const off = whole.map((discount) => discountAmount(discount, value)).reduce(both, NOTHING);
  const rounded = (amount: Decimal) => toNumber(round(amount, digits));
  // What the buyer pays is rounded, and the tax is the rest: net and tax rounded each for itself can be a cent more.
  const tax = ({ net, gross }: Taxed) => toNumber(subtract(round(gross, digits), round(net, digits)));
  return {
    OrderValue: rounded(value.gross),
    TotalVat: tax(value),
    ShippingTotalExVat: rounded(shipping.net),
    ShippingTotalVat: tax(shipping),
    ...(off.gross.units === 0n ? {} : { DiscountTotalExVat: rounded(off.net), DiscountTotalVat: tax(off) }),
  };
}
