import {
  add,
  compare,
  decimal,
  divide,
  grossFromNet,
  ModelError,
  multiply,
  round,
  subtract,
  toNumber,
  type Decimal,
  type Order,
  type OrderDiscount,
  type OrderLine,
} from '../shared/model';
import type { ChannelOrderItem } from './types';

/** One line of CreateOrders and what it comes to. */
export interface PricedItem {
  item: ChannelOrderItem;
  /** With tax, after discount, for the pieces sent; rounded as the stored line will be. */
  sent: Decimal;
  /** The same for all pieces, cancelled ones included: what the source's total may count. */
  ordered: Decimal;
}

const HUNDRED = decimal(100);
/** A unit price keeps four decimals, and as many more as the line's amount needs. */
const FEWEST_UNIT_DIGITS = 4;
const MOST_UNIT_DIGITS = 10;

/** Tax of an amount known net, by the tax told or the rate. */
export function grossOf(net: Decimal | number, { tax, taxRate }: { tax?: number; taxRate?: number }): Decimal {
  return tax !== undefined ? add(net, tax) : decimal(grossFromNet(net, taxRate ?? 0));
}

/** The rate told, else the one net amount and tax come to, else 0. */
export function rateOf({ net, tax, taxRate }: { net?: Decimal | number; tax?: number; taxRate?: number }): number {
  if (taxRate !== undefined) return taxRate;
  if (tax === undefined || net === undefined || compare(net, 0) <= 0) return 0;
  return toNumber(divide(multiply(tax, HUNDRED), net, 2));
}

/** Price of one unit such that unit x quantity, rounded to `digits`, is the line's rounded amount. */
export function unitPrice(line: Decimal, quantity: number, digits: number): number {
  const wanted = round(line, digits);
  const comesTo = (unit: Decimal) => compare(round(multiply(unit, quantity), digits), wanted) === 0;
  const first = divide(line, quantity, FEWEST_UNIT_DIGITS);
  if (comesTo(first)) return toNumber(first);
  // A line amount on the very edge of rounding is missed at any length; its rounded amount is not.
  for (let decimals = FEWEST_UNIT_DIGITS; ; decimals++) {
    const unit = divide(wanted, quantity, decimals);
    if (decimals === MOST_UNIT_DIGITS || comesTo(unit)) return toNumber(unit);
  }
}

/**
 * The lines that go over: a bundle as its parent, or as its parts where only they carry prices. Linnworks takes a
 * composite apart itself; parent and parts together would reserve the stock twice.
 */
export function linesToSend(lines: readonly OrderLine[]): OrderLine[] {
  const priced = ({ unitNet, unitGross, lineNet, lineGross }: OrderLine) =>
    [unitNet, unitGross, lineNet, lineGross].some((amount) => amount !== undefined && amount !== 0);
  const ids = new Set(lines.map(({ id }) => id));
  const parts = lines.filter(({ kind, parentLineId }) => kind === 'bundlePart' && parentLineId !== undefined && ids.has(parentLineId));
  const byParts = new Set(
    parts
      .filter((part) => priced(part) && !lines.some((line) => line.id === part.parentLineId && priced(line)))
      .map((part) => part.parentLineId),
  );
  return lines.filter((line) => !byParts.has(line.id) && (!parts.includes(line) || byParts.has(line.parentLineId)));
}

interface LineAmounts {
  /** Before discount; undefined where only the discounted amount is known. */
  before?: Decimal;
  after: Decimal;
  rate: number;
}

function discountOf(line: OrderLine, discounts: readonly OrderDiscount[], side: 'net' | 'gross'): Decimal {
  if (line.discount !== undefined) return decimal(line.discount);
  const own = discounts.filter(({ scope }) => scope === line.id);
  return own.reduce((sum, discount) => add(sum, discount[side] ?? discount[side === 'net' ? 'gross' : 'net'] ?? 0), decimal(0));
}

/** All pieces of a line, with tax. The order's binding side is read first (model: pricesIncludeTax). */
function amountsOf(line: OrderLine, order: Order): LineAmounts {
  const discounts = order.discounts ?? [];
  const gross = line.lineGross ?? (line.unitGross === undefined ? undefined : multiply(line.unitGross, line.quantity));
  const net = line.lineNet ?? (line.unitNet === undefined ? undefined : multiply(line.unitNet, line.quantity));
  if (gross !== undefined && (order.pricesIncludeTax || net === undefined)) {
    const before = decimal(gross);
    const after = subtract(before, discountOf(line, discounts, 'gross'));
    return { before, after, rate: rateOf({ ...line, net: line.tax === undefined ? undefined : subtract(after, line.tax) }) };
  }
  if (net === undefined) return { after: decimal(0), rate: line.taxRate ?? 0 };
  const discount = discountOf(line, discounts, order.pricesIncludeTax ? 'gross' : 'net');
  if (order.pricesIncludeTax) {
    const before = grossOf(decimal(net), { taxRate: rateOf({ ...line, net }) });
    return {
      before,
      after: line.tax !== undefined && discount.units === 0n ? add(net, line.tax) : subtract(before, discount),
      rate: rateOf({ ...line, net }),
    };
  }
  const netAfter = subtract(net, discount);
  const after = grossOf(netAfter, line);
  return { before: discount.units === 0n ? after : undefined, after, rate: rateOf({ ...line, net: netAfter }) };
}

/** Whole percent that takes `before` to `after` exactly: the only discount LineDiscount can hold (linnworks.md §5). */
function wholePercent({ before, after }: LineAmounts, digits: number): number | undefined {
  if (!before || compare(before, after) <= 0 || compare(round(before, digits), before) !== 0) return undefined;
  const percent = divide(multiply(subtract(before, after), HUNDRED), before, 0);
  const exact = compare(multiply(before, subtract(HUNDRED, percent)), multiply(after, HUNDRED)) === 0;
  return exact && compare(round(after, digits), after) === 0 ? toNumber(percent) : undefined;
}

function piecesOf(line: OrderLine, order: Order): number {
  const pieces = toNumber(subtract(line.quantity, line.quantityCancelled ?? 0));
  if (Number.isInteger(pieces)) return pieces;
  throw new ModelError(
    `Order '${order.number}': line '${line.id}' has a quantity of ${pieces}; Linnworks takes whole pieces only`,
    'bad-record',
  );
}

/** One line for CreateOrders, reduced by cancelled pieces; undefined when none is left. @throws ModelError on a fractional quantity */
export function pricedItem(line: OrderLine, order: Order, digits: number): PricedItem | { ordered: Decimal } {
  const amounts = amountsOf(line, order);
  const ordered = round(amounts.after, digits);
  const pieces = piecesOf(line, order);
  if (pieces <= 0) return { ordered };
  const whole = pieces === line.quantity;
  const after = whole ? amounts.after : divide(multiply(amounts.after, pieces), line.quantity, digits);
  const percent = whole ? wholePercent(amounts, digits) : undefined;
  // A discount that is no whole percent goes into the price: the line's amount and its tax stay exact.
  const priced = percent === undefined ? after : (amounts.before ?? after);
  const item: ChannelOrderItem = {
    ItemNumber: line.id,
    ChannelSKU: line.sku ?? line.gtin ?? line.vendorItemId ?? line.id,
    ItemTitle: line.name ?? line.sku ?? line.id,
    Qty: pieces,
    PricePerUnit: unitPrice(priced, pieces, digits),
    TaxRate: amounts.rate,
    TaxCostInclusive: true,
    UseChannelTax: true,
    LineDiscount: percent ?? 0,
    IsService: line.kind === 'service',
    ...(line.options ? { Options: line.options.map(({ name, value }) => ({ Property: name, Value: value })) } : {}),
  };
  return { item, sent: round(after, digits), ordered };
}

/** What one line of CreateOrders comes to, rounded as Linnworks stores it. */
export function lineAmount({ PricePerUnit, Qty, LineDiscount }: ChannelOrderItem, digits: number): Decimal {
  const all = multiply(PricePerUnit, Qty);
  return subtract(round(all, digits), round(divide(multiply(all, LineDiscount), HUNDRED, digits + 4), digits));
}
