import { add, compact, decimal, divide, grossFromNet, multiply, negate, netFromGross, round, subtract, toNumber, type Decimal, type Order, type OrderCharge, type OrderDiscount, type OrderLine } from '../shared/model';

/** An amount told beside the goods: put on or, below zero, taken off. */
export interface Adjustment {
  key: string;
  name: string;
  amount: number;
}

export type Side = 'net' | 'gross';

const DIGITS = 2;
const UNIT_DIGITS = 4;

/** Prices go over as they bind: with the tax in them, or without and the tax beside (the total is prices + tax, §A2). */
export const sideOf = (order: Order): Side => (order.pricesIncludeTax ? 'gross' : 'net');

interface Taxed {
  tax?: number;
  taxRate?: number;
}

function onSide(given: { net?: Decimal; gross?: Decimal }, side: Side, { tax, taxRate = 0 }: Taxed): Decimal | undefined {
  const own = given[side];
  if (own !== undefined) return own;
  const other = side === 'gross' ? given.net : given.gross;
  if (other === undefined) return undefined;
  if (tax !== undefined) return side === 'gross' ? add(other, tax) : subtract(other, tax);
  return decimal(side === 'gross' ? grossFromNet(other, taxRate) : netFromGross(other, taxRate));
}

const times = (unit: number | undefined, quantity: number): Decimal | undefined => (unit === undefined ? undefined : multiply(unit, quantity));

/** All pieces of a line before its discount. */
function lineAmount(line: OrderLine, side: Side): Decimal | undefined {
  const net = line.lineNet === undefined ? times(line.unitNet, line.quantity) : decimal(line.lineNet);
  const gross = line.lineGross === undefined ? times(line.unitGross, line.quantity) : decimal(line.lineGross);
  return onSide({ net, gross }, side, line);
}

/** Price of one piece before discounts; undefined where the source tells none. */
export function unitPrice(line: OrderLine, order: Order): number | undefined {
  const side = sideOf(order);
  const own = side === 'gross' ? line.unitGross : line.unitNet;
  if (own !== undefined) return own;
  const amount = lineAmount(line, side);
  if (amount === undefined || line.quantity === 0) return undefined;
  return toNumber(round(divide(amount, line.quantity, UNIT_DIGITS), UNIT_DIGITS));
}

const chargeAmount = (charge: OrderCharge, side: Side): Decimal =>
  onSide({ net: charge.net === undefined ? undefined : decimal(charge.net), gross: charge.gross === undefined ? undefined : decimal(charge.gross) }, side, charge) ?? decimal(0);

const discountAmount = (discount: OrderDiscount, side: Side): Decimal => decimal(discount[side] ?? discount[side === 'gross' ? 'net' : 'gross'] ?? 0);

const rounded = (amount: Decimal): number => toNumber(round(amount, DIGITS));

export function shippingAmount(order: Order): number | undefined {
  const shipping = (order.charges ?? []).filter(({ kind }) => kind === 'shipping');
  if (shipping.length === 0) return undefined;
  return rounded(shipping.reduce((sum, charge) => add(sum, chargeAmount(charge, sideOf(order))), decimal(0)));
}

/** Absent where the prices hold it already. */
export function taxAmount(order: Order): number | undefined {
  if (order.pricesIncludeTax) return undefined;
  if (order.total?.tax !== undefined) return order.total.tax;
  const parts = [...order.lines, ...(order.charges ?? [])].filter(({ tax }) => tax !== undefined);
  return parts.length === 0 ? undefined : rounded(parts.reduce((sum, { tax }) => add(sum, tax ?? 0), decimal(0)));
}

function lineDiscounts(order: Order): Adjustment[] {
  return order.lines.flatMap((line) =>
    line.discount ? [{ key: `discount ${line.id}`, name: `Discount on ${line.sku ?? line.name ?? line.id}`, amount: rounded(negate(decimal(line.discount))) }] : [],
  );
}

function orderDiscounts(order: Order): Adjustment[] {
  const itemised = new Set(order.lines.filter(({ discount }) => discount !== undefined).map(({ id }) => id));
  return (order.discounts ?? [])
    .filter(({ scope }) => !itemised.has(scope))
    .map((discount, position) => ({
      key: `discount-${position + 1}`,
      name: [discount.name ?? (discount.kind === 'coupon' ? 'Coupon' : 'Discount'), discount.code].filter(Boolean).join(' '),
      amount: rounded(negate(discountAmount(discount, sideOf(order)))),
    }));
}

function charges(order: Order): Adjustment[] {
  return (order.charges ?? [])
    .filter(({ kind }) => kind !== 'shipping')
    .map((charge, position) => ({ key: `charge-${position + 1}`, name: charge.name ?? charge.kind, amount: rounded(chargeAmount(charge, sideOf(order))) }));
}

/** Discounts, coupons and charges besides shipping, as lines that are no goods. */
export const adjustmentsOf = (order: Order): Adjustment[] => [...lineDiscounts(order), ...orderDiscounts(order), ...charges(order)].filter(({ amount }) => amount !== 0);

export function paidAmount(order: Order): number | undefined {
  return order.amountPaid ?? (order.paid === true ? order.total?.gross : undefined);
}

/** What the buyer pays: the source's own total, else the sum of what is sent. */
export function totalAmount(order: Order): number {
  if (order.total?.gross !== undefined) return order.total.gross;
  const goods = order.lines.reduce((sum, line) => add(sum, lineAmount(line, sideOf(order)) ?? 0), decimal(0));
  const parts = [shippingAmount(order) ?? 0, taxAmount(order) ?? 0, ...adjustmentsOf(order).map(({ amount }) => amount)];
  return rounded(parts.reduce<Decimal>((sum, part) => add(sum, part), goods));
}

export const compactAmounts = (order: Order) => compact({ amountPaid: paidAmount(order), taxAmount: taxAmount(order), shippingAmount: shippingAmount(order) });
