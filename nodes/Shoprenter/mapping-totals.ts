import { compact, netFromGross, roundToCurrency, subtract, sumAmounts, toNumber, type OrderCharge, type OrderDiscount, type OrderLine, type OrderTotal } from '../shared/model';
import { addonCharges, inOrderCurrency, multiplierOf } from './mapping-lines';
import type { ShoprenterOrder, ShoprenterTotal } from './types';
import { amountOf, listOf, textOf, type Value } from './values';

export interface OrderAmounts {
  charges?: OrderCharge[];
  discounts?: OrderDiscount[];
  total?: OrderTotal;
}

/** Rows that only sum up others, or promise points (shoprenter.md §5). */
const SUMS: ReadonlySet<string> = new Set(['SUB_TOTAL', 'TAX', 'SUB_TOTAL_WITH_TAX', 'TOTAL', 'LOYALTYPOINTS_TO_GET']);

/** Codes of cash on delivery in whatever case: COD, COD2, … (method-codes.json). */
const CASH_ON_DELIVERY = /^cod\d*$/i;

const typeOf = ({ type }: ShoprenterTotal): string => (textOf(type) ?? '').toUpperCase();

/** -1 stands for "no rate of its own". */
const rateOf = (value: Value): number | undefined => {
  const rate = amountOf(value);
  return rate !== undefined && rate >= 0 ? rate : undefined;
};

/** Net and tax out of an amount with tax; the amount alone where no rate is told. */
function split(gross: number, rate: number | undefined) {
  if (rate === undefined) return { gross };
  const net = netFromGross(gross, rate);
  return { net, gross, tax: toNumber(subtract(gross, net)), taxRate: rate };
}

function chargeOf(order: ShoprenterOrder, row: ShoprenterTotal, gross: number): OrderCharge {
  const name = (textOf(row.name) ?? '').replace(/:$/, '');
  const type = typeOf(row);
  if (type === 'SHIPPING') return compact({ kind: 'shipping', name, ...split(gross, rateOf(order.shippingMethodTaxRate)) });
  if (type === 'PAYMENT') {
    const kind = CASH_ON_DELIVERY.test(textOf(order.paymentMethodCode) ?? '') ? 'cashOnDelivery' : 'paymentFee';
    return compact({ kind, name, ...split(gross, rateOf(order.paymentMethodTaxRate)) });
  }
  return compact({ kind: 'other', name: name || type, gross });
}

function discountOf(order: ShoprenterOrder, row: ShoprenterTotal, gross: number): OrderDiscount {
  const name = (textOf(row.name) ?? '').replace(/:$/, '');
  const type = typeOf(row);
  // The cart's own discount is told as a row of the coupon's type (shoprenter.md §5).
  const cart = textOf(row.key) === 'CART_AMOUNT_DISCOUNT';
  const isCoupon = type === 'COUPON' && !cart;
  const isLoyalty = type === 'LOYALTYPOINTS_TO_USE';
  const rate = isCoupon ? rateOf(order.couponTaxRate) : isLoyalty ? rateOf(order.loyaltyPointsTaxRate) : undefined;
  return compact({
    kind: isCoupon ? 'coupon' : isLoyalty ? 'loyalty' : cart ? 'promotion' : type === 'SHIPPING' ? 'shipping' : 'other',
    code: isCoupon ? textOf(order.coupon?.code) : undefined,
    name: name || type,
    scope: 'order',
    gross,
    net: rate === undefined ? undefined : netFromGross(gross, rate),
  });
}

/** Coupons, points and cart discounts take off, whichever sign they are told with. */
const takesOff = (row: ShoprenterTotal, value: number): boolean =>
  value < 0 || ['COUPON', 'LOYALTYPOINTS_TO_USE'].includes(typeOf(row)) || textOf(row.key) === 'CART_AMOUNT_DISCOUNT';

const listed = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/**
 * By what the sums have to be multiplied to be in the order's currency. Whether those of an order in another currency
 * are in the shop's or in the order's is not confirmed: the lines, which are told in both, decide.
 */
function sumsMultiplier(order: ShoprenterOrder, lines: readonly OrderLine[], rows: readonly ShoprenterTotal[]): number {
  const multiplier = multiplierOf(order);
  const sum = amountOf(rows.find((row) => typeOf(row) === 'SUB_TOTAL_WITH_TAX')?.value) ?? amountOf(order.total);
  const converted = inOrderCurrency(sum, multiplier);
  if (multiplier === 1 || sum === undefined || converted === undefined) return 1;
  const goods = sumAmounts(lines.map(({ lineGross }) => lineGross));
  const distance = (amount: number): number => Math.abs(toNumber(subtract(amount, goods)));
  return distance(sum) < distance(converted) ? 1 : multiplier;
}

/** Charges, discounts and the total out of an order's sums and addons; all of the sums are with tax. */
export function amountsOf(order: ShoprenterOrder, currency: string | undefined, lines: readonly OrderLine[]): OrderAmounts {
  const charges = addonCharges(order);
  const discounts: OrderDiscount[] = [];
  const rows = listOf<ShoprenterTotal>(order.orderTotals);
  const multiplier = sumsMultiplier(order, lines, rows);
  for (const row of rows.filter((one) => !SUMS.has(typeOf(one)))) {
    const value = inOrderCurrency(amountOf(row.value), multiplier) ?? 0;
    if (value === 0) continue;
    if (takesOff(row, value)) discounts.push(discountOf(order, row, Math.abs(value)));
    else charges.push(chargeOf(order, row, value));
  }
  const totalRow = rows.find((row) => typeOf(row) === 'TOTAL');
  const own = amountOf(order.total) ?? amountOf(totalRow?.value);
  const total = inOrderCurrency(own, multiplier);
  const gross = total !== undefined && multiplier !== 1 && currency ? roundToCurrency(total, currency) : total;
  return { charges: listed(charges), discounts: listed(discounts), total: gross === undefined ? undefined : { gross } };
}
