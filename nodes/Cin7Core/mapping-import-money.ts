import {
  add,
  allocate,
  compare,
  currencyDigits,
  decimal,
  divide,
  grossFromNet,
  ModelError,
  multiply,
  netFromGross,
  outstandingQuantity,
  round,
  subtract,
  toNumber,
  type Decimal,
  type Order,
  type OrderCharge,
  type OrderDiscount,
  type OrderLine,
} from '../shared/model';
import { ruleFor, type TaxChoice } from './tax-rules';

/** Price and tax as a line of Cin7 Core has them: gross prices in an inclusive sale, net ones otherwise (cin7core.md §5.2). */
export interface LineMoney {
  Price: number;
  Discount: 0;
  Tax: number;
  TaxRule: string;
}

export interface PricedLine {
  line: OrderLine;
  pieces: number;
  money: LineMoney;
}

export interface PricedCharge {
  charge: OrderCharge;
  money: LineMoney;
}

type Side = 'net' | 'gross';

interface Part {
  /** On the binding side, after all discounts. */
  amount: Decimal;
  tax: Decimal;
  rule: string;
}

const PRICE_DIGITS = 4;

const sideOf = (order: Order): Side => (order.pricesIncludeTax ? 'gross' : 'net');

const onSide = (discount: OrderDiscount, side: Side): Decimal => decimal(discount[side] ?? discount[side === 'net' ? 'gross' : 'net'] ?? 0);

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((all, one) => add(all, one), decimal(0));

/** An amount on the binding side, out of the other one where only that is told. */
function amountOf(told: { net?: Decimal; gross?: Decimal }, { tax, taxRate = 0 }: { tax?: number; taxRate?: number }, side: Side): Decimal | undefined {
  if (told[side] !== undefined) return told[side];
  if (side === 'gross' && told.net !== undefined) return tax === undefined ? decimal(grossFromNet(told.net, taxRate)) : add(told.net, tax);
  if (side === 'net' && told.gross !== undefined) return tax === undefined ? decimal(netFromGross(told.gross, taxRate)) : subtract(told.gross, tax);
  return undefined;
}

const times = (unit: number | undefined, quantity: number): Decimal | undefined => (unit === undefined ? undefined : multiply(unit, quantity));
const exactly = (amount: number | undefined): Decimal | undefined => (amount === undefined ? undefined : decimal(amount));

function beforeDiscount(order: Order, line: OrderLine): Decimal {
  const told = { net: exactly(line.lineNet) ?? times(line.unitNet, line.quantity), gross: exactly(line.lineGross) ?? times(line.unitGross, line.quantity) };
  // The tax told is of what is left after the discount, so it says nothing of the amount before it.
  const amount = amountOf(told, { taxRate: line.taxRate, tax: hasDiscount(order, line) ? undefined : line.tax }, sideOf(order));
  if (amount !== undefined) return amount;
  if (line.kind === 'bundlePart') return decimal(0);
  throw new ModelError(`Order '${order.number}': line '${line.id}' has no price`, 'bad-record');
}

const ownDiscounts = (order: Order, line: OrderLine): OrderDiscount[] => (order.discounts ?? []).filter(({ scope }) => scope === line.id);
const hasDiscount = (order: Order, line: OrderLine): boolean => line.discount !== undefined || ownDiscounts(order, line).length > 0;

function lineDiscount(order: Order, line: OrderLine): Decimal {
  if (line.discount !== undefined) return decimal(line.discount);
  return sum(ownDiscounts(order, line).map((discount) => onSide(discount, sideOf(order))));
}

function taxIn(amount: Decimal, percent: number, side: Side, digits: number): Decimal {
  const tax = side === 'gross' ? divide(multiply(amount, percent), add(100, percent), digits + 4) : divide(multiply(amount, percent), 100, digits + 4);
  return round(tax, digits);
}

/** Less a share of the discounts on the whole; the tax told shrinks with the amount. */
function reduced(amount: Decimal, off: Decimal, told: number | undefined, percent: number, side: Side, digits: number): { amount: Decimal; tax: Decimal } {
  const rest = subtract(amount, off);
  if (told === undefined || amount.units === 0n) return { amount: rest, tax: taxIn(rest, percent, side, digits) };
  if (off.units === 0n) return { amount: rest, tax: decimal(told) };
  return { amount: rest, tax: round(divide(multiply(told, rest), amount, digits + 4), digits) };
}

const moneyOf = ({ amount, tax, rule }: Part, pieces: number): LineMoney => ({
  Price: toNumber(divide(amount, pieces, PRICE_DIGITS)),
  Discount: 0,
  Tax: toNumber(tax),
  TaxRule: rule,
});

/** Of a line of which a part is sent or cancelled already. */
function shareOf(part: Part, pieces: number, quantity: number, digits: number): Part {
  if (pieces === quantity) return part;
  const share = (amount: Decimal, places: number) => divide(multiply(amount, pieces), quantity, places);
  return { ...part, amount: share(part.amount, PRICE_DIGITS), tax: share(part.tax, digits) };
}

function checkDiscount(order: Order, off: Decimal, whole: Decimal): void {
  if (compare(off, whole) <= 0) return;
  throw new ModelError(`Order '${order.number}': its discounts are more than its goods`, 'bad-record');
}

/**
 * What is left to send, priced. Discounts go into the prices: a percentage with two decimals, which is all Cin7 Core
 * takes, cannot hold an amount (cin7core.md §5.2).
 *
 * @throws ModelError naming order and line without a price; Problem where no tax rule fits
 */
export function pricedOrder(order: Order, wanted: readonly OrderLine[], taxes: TaxChoice): { lines: PricedLine[]; charges: PricedCharge[] } {
  const side = sideOf(order);
  const digits = order.currency ? currencyDigits(order.currency) : 2;
  const lineIds = new Set(order.lines.map(({ id }) => id));
  const onWhole = (order.discounts ?? []).filter(({ scope }) => !lineIds.has(scope));
  const charged = (order.charges ?? []).map((charge) => ({ charge, amount: amountOf({ net: exactly(charge.net), gross: exactly(charge.gross) }, charge, side) ?? decimal(0) }));
  const isShipping = ({ kind }: OrderDiscount) => kind === 'shipping' && charged.length > 0;
  const offCharges = sum(onWhole.filter(isShipping).map((discount) => onSide(discount, side)));
  const offGoods = sum(onWhole.filter((discount) => !isShipping(discount)).map((discount) => onSide(discount, side)));

  const amounts = wanted.map((line) => subtract(beforeDiscount(order, line), lineDiscount(order, line)));
  checkDiscount(order, offGoods, sum(amounts));
  checkDiscount(order, offCharges, sum(charged.map(({ amount }) => amount)));
  const lineShares = allocate(offGoods, amounts, digits);
  const chargeShares = allocate(offCharges, charged.map(({ amount }) => amount), digits);

  const lines = wanted.map((line, index): PricedLine => {
    const rule = ruleFor(line, taxes);
    const part = { ...reduced(amounts[index] ?? decimal(0), decimal(lineShares[index] ?? 0), line.tax, rule.percent, side, digits), rule: rule.name };
    const pieces = outstandingQuantity(line);
    return { line, pieces, money: moneyOf(shareOf(part, pieces, line.quantity, digits), pieces) };
  });
  const charges = charged.map(({ charge, amount }, index): PricedCharge => {
    const rule = ruleFor(charge, taxes);
    const part = { ...reduced(amount, decimal(chargeShares[index] ?? 0), charge.tax, rule.percent, side, digits), rule: rule.name };
    return { charge, money: moneyOf(part, 1) };
  });
  return { lines, charges: charges.filter(({ money }) => money.Price !== 0) };
}
