import { refused } from '../shared/api/problem';
import {
  add,
  allocate,
  compare,
  currencyDigits,
  decimal,
  formatDecimal,
  grossFromNet,
  ModelError,
  negate,
  round,
  subtract,
  sumCheck,
  toNumber,
  type Decimal,
  type Order,
  type OrderCharge,
  type OrderDiscount,
} from '../shared/model';
import { currencyNeeded } from '../shared/node/missing';
import { grossOf, lineAmount, linesToSend, pricedItem, rateOf, unitPrice, type PricedItem } from './mapping-import-lines';
import type { ChannelOrderItem } from './types';

/** The money side of one order of CreateOrders. */
export interface ImportAmounts {
  OrderItems: ChannelOrderItem[];
  PostalServiceCost: number;
  PostalServiceTaxRate: number;
  /** Off the whole order, with tax: a value, not a percentage. */
  Discount: number;
  /** What Linnworks' TotalCharge has to be. */
  total: number;
}

interface Service {
  title: string;
  gross: Decimal;
  rate: number;
}

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce(add, decimal(0));

function serviceOf(charge: OrderCharge, digits: number): Service {
  const gross = charge.gross !== undefined ? decimal(charge.gross) : grossOf(decimal(charge.net ?? 0), charge);
  const net = charge.net ?? (charge.tax === undefined ? undefined : subtract(gross, charge.tax));
  return { title: charge.name ?? TITLES[charge.kind] ?? charge.kind, gross: round(gross, digits), rate: rateOf({ ...charge, net }) };
}

const TITLES: Readonly<Record<string, string>> = {
  cashOnDelivery: 'Cash on delivery',
  deposit: 'Deposit',
  giftWrap: 'Gift wrap',
  handling: 'Handling',
  other: 'Other charge',
  paymentFee: 'Payment fee',
  shipping: 'Shipping',
};

function itemOf({ title, gross, rate }: Service, number: number): ChannelOrderItem {
  // Numbers and SKUs of their own: Linnworks refuses lines it takes for repeated (linnworks.md §5).
  const id = `service-${number}`;
  return {
    ItemNumber: id,
    ChannelSKU: id,
    ItemTitle: title,
    Qty: 1,
    PricePerUnit: toNumber(gross),
    TaxRate: rate,
    TaxCostInclusive: true,
    UseChannelTax: true,
    LineDiscount: 0,
    IsService: true,
  };
}

/** A discount's gross; one told only net is spread over the lines and taxed with them. */
function discountGross(discount: OrderDiscount, priced: readonly PricedItem[], digits: number): Decimal {
  if (discount.gross !== undefined) return round(discount.gross, digits);
  if (discount.net === undefined) return decimal(0);
  const weights = priced.map(({ sent }) => sent);
  const shares = weights.length > 0 ? allocate(discount.net, weights, 4) : [];
  return round(sum(shares.map((share, index) => decimal(grossFromNet(share, priced[index]?.item.TaxRate ?? 0)))), digits);
}

interface Postage {
  cost: Decimal;
  rate: number;
  others: Service[];
}

/** PostalServiceCost has one rate: shipping taxed otherwise becomes a service line. */
function postageOf(services: readonly Service[]): Postage {
  const rate = services.find(({ gross }) => gross.units !== 0n)?.rate ?? 0;
  const [same, others] = [services.filter((one) => one.rate === rate), services.filter((one) => one.rate !== rate)];
  return { cost: sum(same.map(({ gross }) => gross)), rate, others: others.filter(({ gross }) => gross.units !== 0n) };
}

function statedTotal(order: Order): Decimal | undefined {
  const { gross, net, tax } = order.total ?? {};
  if (gross !== undefined) return decimal(gross);
  return net !== undefined && tax !== undefined ? add(net, tax) : undefined;
}

function isPriced(order: Order): boolean {
  return (
    order.total !== undefined ||
    order.lines.some(({ unitNet, unitGross, lineNet, lineGross }) => (unitNet ?? unitGross ?? lineNet ?? lineGross) !== undefined)
  );
}

/**
 * Prices, postage and discounts of a model order for CreateOrders, all with tax, so that Linnworks' TotalCharge is the
 * source's total to the last digit (less cancelled pieces). Rounding of at most one smallest coin per line goes into a
 * line of its own or into the discount.
 *
 * @throws Problem or ModelError when parts and total differ by more, when nothing is left to send, or when the currency is missing
 */
export function importAmounts(order: Order): ImportAmounts {
  const digits = isPriced(order) ? currencyDigits(currencyNeeded(order)) : 2;
  const lines = linesToSend(order.lines).map((line) => pricedItem(line, order, digits));
  const priced = lines.filter((line): line is PricedItem => 'item' in line);
  if (priced.length === 0)
    throw new ModelError(`Order '${order.number}' has no pieces to send: every line is cancelled or there is none`, 'bad-record');

  const charges = order.charges ?? [];
  const postage = postageOf(charges.filter(({ kind }) => kind === 'shipping').map((charge) => serviceOf(charge, digits)));
  const services = [...postage.others, ...charges.filter(({ kind }) => kind !== 'shipping').map((charge) => serviceOf(charge, digits))];
  const lineIds = new Set(order.lines.map(({ id }) => id));
  const whole = (order.discounts ?? []).filter(({ scope }) => !lineIds.has(scope));
  const reduction = sum(whole.map((discount) => discountGross(discount, priced, digits)));
  const negative = sum(services.filter(({ gross }) => gross.units < 0n).map(({ gross }) => negate(gross)));

  // PostalServiceCost is "after discount" at Linnworks, so what was taken off the shipping comes off here.
  const offShipping = sum(whole.filter(({ kind }) => kind === 'shipping').map((discount) => discountGross(discount, priced, digits)));
  const offPostage = compare(offShipping, postage.cost) <= 0 ? offShipping : decimal(0);

  const positive = services.filter(({ gross }) => gross.units > 0n);
  const fixed = subtract(add(postage.cost, sum(positive.map(({ gross }) => gross))), add(reduction, negative));
  const totals = { sent: add(sum(priced.map(({ sent }) => sent)), fixed), ordered: add(sum(lines.map(({ ordered }) => ordered)), fixed) };
  const rounding = roundingOf(order, totals, digits, lines.length + charges.length + 1);
  if (rounding.units > 0n) positive.push({ title: 'Rounding', gross: rounding, rate: 0 });
  const discount = add(subtract(add(reduction, negative), offPostage), rounding.units < 0n ? negate(rounding) : 0);
  return {
    OrderItems: [...priced.map(({ item }) => item), ...positive.map((service, index) => itemOf(service, index + 1))],
    PostalServiceCost: toNumber(subtract(postage.cost, offPostage)),
    PostalServiceTaxRate: postage.rate,
    Discount: toNumber(discount),
    total: toNumber(add(totals.sent, rounding)),
  };
}

/** What is to be added so that the order comes to its stated total; 0 where that one counts cancelled pieces. */
function roundingOf(order: Order, totals: { sent: Decimal; ordered: Decimal }, digits: number, parts: number): Decimal {
  const stated = statedTotal(order);
  if (!stated) return decimal(0);
  const most: Decimal = { units: BigInt(parts), scale: digits };
  const within = (difference: Decimal) => compare(difference, most) <= 0 && compare(negate(difference), most) <= 0;
  const difference = subtract(round(stated, digits), totals.sent);
  if (within(difference)) return difference;
  if (within(subtract(round(stated, digits), totals.ordered))) return decimal(0);
  const checked = sumCheck(order);
  throw refused(
    checked.ok
      ? `Order '${order.number}': its parts come to ${formatDecimal(totals.sent, digits)} with tax, ` +
          `but its total is ${formatDecimal(stated, digits)}`
      : checked.explain,
    [...order.lines, ...(order.charges ?? [])].some(({ taxRate, tax }) => taxRate === undefined && tax === undefined)
      ? "Not all parts tell a VAT rate: give it where the order comes from, or fill in 'VAT Rate If Missing' in the node's options."
      : 'Correct the named amounts where the order comes from.',
  );
}

/**
 * The same lines with equal SKUs joined, for accounts whose check for repeated lines compares the SKU (linnworks.md §5,
 * unconfirmed). Lines of different tax rates stay apart. The amounts stay; single prices are averaged.
 */
export function mergeEqualSkus(items: readonly ChannelOrderItem[], digits: number): ChannelOrderItem[] {
  const groups = new Map<string, ChannelOrderItem[]>();
  for (const item of items) {
    const key = JSON.stringify([item.ChannelSKU, item.TaxRate, item.IsService]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [ChannelOrderItem, ...ChannelOrderItem[]];
    return group.length === 1 ? first : merged(first, group, digits);
  });
}

function merged(first: ChannelOrderItem, group: readonly ChannelOrderItem[], digits: number): ChannelOrderItem {
  const Qty = group.reduce((pieces, item) => pieces + item.Qty, 0);
  const amount = sum(group.map((item) => lineAmount(item, digits)));
  return { ...first, Qty, LineDiscount: 0, PricePerUnit: unitPrice(amount, Qty, digits) };
}
