import { add, compact, compare, decimal, negate, round, subtract, sumAmounts, toNumber, vendorAmount, type Decimal, type Order } from '../shared/model';
import { currencyDigits, sumCheck } from '../shared/model';
import type { AmazonItem, AmazonOrder, Breakdown, Money } from './types';

const CHARGES: Readonly<Record<string, string>> = { SHIPPING: 'shipping', GIFT_WRAP: 'giftWrap', COD_FEE: 'cashOnDelivery' };
/** Marketplaces whose prices do not hold the tax, where the figures of an order do not tell it: US, CA (amazon.md §8.7). */
const NET_MARKETPLACES: ReadonlySet<string> = new Set(['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2']);
const DISCOUNT = 'DISCOUNT';
const TAX = 'TAX';
const ITEM = 'ITEM';

export const amountOf = (money: Money | null | undefined): number | undefined => vendorAmount(money?.amount);

const magnitude = (value: Decimal): Decimal => (value.units < 0n ? negate(value) : value);

export const breakdownsOf = (item: AmazonItem): Breakdown[] => item.proceeds?.breakdowns ?? [];

/** Sum of one kind of an item's breakdowns; undefined where there is none. Discounts count as positive (their sign is unconfirmed, amazon.md §20). */
export function sumOf(item: AmazonItem, type: string): number | undefined {
  const parts = breakdownsOf(item).flatMap((one) => (one.type === type && one.subtotal ? [decimal(amountOf(one.subtotal) ?? 0)] : []));
  if (parts.length === 0) return undefined;
  const sum = parts.reduce((total, part) => add(total, type === DISCOUNT ? magnitude(part) : part), decimal(0));
  return toNumber(sum);
}

/** The part of an item's tax that is on goods, shipping …; undefined where Amazon does not split it. */
export function taxOn(item: AmazonItem, subtype: string): number | undefined {
  const parts = breakdownsOf(item).flatMap((one) => (one.type === TAX ? (one.detailedBreakdowns ?? []) : []));
  const own = parts.filter((part) => part.subtype === subtype).map(({ value }) => amountOf(value));
  return own.length === 0 ? undefined : sumAmounts(own);
}

/** What speaks for tax on top of the prices (1), inside them (-1), or neither (0), by an item's own total. */
function taxSide(item: AmazonItem): number {
  const total = amountOf(item.proceeds?.proceedsTotal);
  const tax = sumOf(item, TAX) ?? 0;
  if (total === undefined || tax === 0) return 0;
  const others = breakdownsOf(item).filter(({ type }) => type !== TAX && type !== DISCOUNT);
  const bare = subtract(sumAmounts(others.map(({ subtotal }) => amountOf(subtotal))), sumOf(item, DISCOUNT) ?? 0);
  if (compare(bare, total) === 0) return -1;
  return compare(add(bare, tax), total) === 0 ? 1 : 0;
}

/** Whether the order's prices hold their tax: told by the figures of its items, else by the marketplace. */
export function pricesIncludeTax(order: AmazonOrder): boolean {
  const sides = (order.orderItems ?? []).map(taxSide);
  if (sides.includes(1)) return false;
  if (sides.includes(-1)) return true;
  return !NET_MARKETPLACES.has(order.salesChannel?.marketplaceId ?? '');
}

export function currencyOf(order: AmazonOrder): string | undefined {
  const prices = (order.orderItems ?? []).flatMap((item) => [item.proceeds?.proceedsTotal, item.product?.price?.unitPrice]);
  const [code] = [order.proceeds?.grandTotal, ...prices].flatMap((money) => (money?.currencyCode ? [money.currencyCode] : []));
  return code;
}

function chargesOf(items: readonly AmazonItem[], gross: boolean): NonNullable<Order['charges']> {
  const types = new Set(items.flatMap((item) => breakdownsOf(item).map(({ type }) => type ?? '')));
  return [...types].filter((type) => type !== '' && type !== ITEM && type !== TAX && type !== DISCOUNT).flatMap((type) => {
    const amount = sumAmounts(items.map((item) => sumOf(item, type)));
    if (amount === 0) return [];
    const taxes = items.map((item) => taxOn(item, type));
    const tax = sumAmounts(taxes) || undefined;
    const kind = CHARGES[type] ?? 'other';
    return [compact({ kind, name: kind === 'other' ? type : undefined, ...(gross ? { gross: amount } : { net: amount }), tax })];
  });
}

function discountsOf(items: readonly AmazonItem[], gross: boolean): NonNullable<Order['discounts']> {
  return items.flatMap((item) => {
    const amount = sumOf(item, DISCOUNT);
    if (!amount) return [];
    const codes = (item.promotion?.breakdowns ?? []).flatMap(({ promotionId }) => (promotionId ? [promotionId] : []));
    const code = codes.length > 0 ? codes.join(', ') : undefined;
    return [compact({ kind: 'promotion', code, scope: item.orderItemId ?? 'order', ...(gross ? { gross: amount } : { net: amount }) })];
  });
}

/** All tax of the order. 0.00 is taken for "not told": the European stores write it where the seller works the tax out. */
const taxOf = (items: readonly AmazonItem[]): number | undefined => sumAmounts(items.map((item) => sumOf(item, TAX))) || undefined;

/** Charges, discounts and total of an order. */
export function amountsOf(order: AmazonOrder, gross: boolean): Pick<Order, 'charges' | 'discounts' | 'total'> {
  const items = order.orderItems ?? [];
  const charges = chargesOf(items, gross);
  const discounts = discountsOf(items, gross);
  const tax = taxOf(items);
  const total = compact({ gross: amountOf(order.proceeds?.grandTotal), tax });
  return {
    ...(charges.length > 0 ? { charges } : {}),
    ...(discounts.length > 0 ? { discounts } : {}),
    ...(Object.keys(total).length > 0 ? { total } : {}),
  };
}

/** Names what separates the parts of an order from Amazon's own total, so that they add up to it. */
export function withDifference(order: Order): Order {
  const checked = sumCheck(order);
  if (checked.ok || order.lines.some(({ lineGross, lineNet }) => lineGross === undefined && lineNet === undefined)) return order;
  const difference = round(checked.difference, order.currency ? currencyDigits(order.currency) : 2);
  const side = order.pricesIncludeTax ? 'gross' : 'net';
  const name = "Difference to Amazon's total";
  const amount = toNumber(magnitude(difference));
  return difference.units > 0n
    ? { ...order, charges: [...(order.charges ?? []), { kind: 'other', name, [side]: amount }] }
    : { ...order, discounts: [...(order.discounts ?? []), { kind: 'other', name, scope: 'order', [side]: amount }] };
}
