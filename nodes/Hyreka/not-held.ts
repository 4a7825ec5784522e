import { formatAmount, sumAmounts, sumCheck, type Order } from '../shared/model';
import { isZero, type PricedOrder } from './amounts';

/** Something an order may have, and the fields of a file any of which holds it. */
interface Holding {
  what(order: Order): string | undefined;
  fields: readonly string[];
}

const money = (order: Order, amounts: Array<number | undefined>): string => {
  const sum = sumAmounts(amounts);
  return order.currency ? `${formatAmount(sum, order.currency)} ${order.currency}` : String(sum);
};

function chargesOf(order: Order, isWanted: (kind: string) => boolean): string | undefined {
  const charges = (order.charges ?? []).filter(({ kind, gross, net }) => isWanted(kind) && !isZero(gross ?? net));
  if (charges.length === 0) return undefined;
  const kinds = [...new Set(charges.map(({ kind }) => kind))].join(', ');
  return `${kinds} of ${money(order, charges.map(({ gross, net }) => gross ?? net))}`;
}

function discountsOf(order: Order): string | undefined {
  const ofLines = order.lines.map(({ discount }) => discount);
  const itemised = new Set(order.lines.filter(({ discount }) => discount !== undefined).map(({ id }) => id));
  const others = (order.discounts ?? []).filter(({ scope }) => !itemised.has(scope)).map(({ gross, net }) => gross ?? net);
  const all = [...ofLines, ...others].filter((amount) => !isZero(amount));
  return all.length === 0 ? undefined : `discounts of ${money(order, all)}`;
}

const said = (isThere: unknown, what: string): string | undefined => (isThere ? what : undefined);

const HOLDINGS: readonly Holding[] = [
  { what: (order) => chargesOf(order, (kind) => kind === 'shipping'), fields: ['shippingGross', 'shippingNet'] },
  { what: (order) => chargesOf(order, (kind) => kind !== 'shipping'), fields: ['otherChargesGross', 'otherChargesNet'] },
  { what: discountsOf, fields: ['discountGross', 'discountNet'] },
  { what: ({ lines }) => said(lines.some(({ lineGross, lineNet, unitGross, unitNet }) => (lineGross ?? lineNet ?? unitGross ?? unitNet) !== undefined), 'prices'), fields: ['unitGross', 'unitNet', 'lineGross', 'lineNet'] },
  { what: ({ billingAddress }) => said(billingAddress, 'the billing address'), fields: ['billingStreet'] },
  { what: ({ shippingAddress }) => said(shippingAddress, 'the delivery address'), fields: ['shippingStreet'] },
  { what: ({ pickupPoint }) => said(pickupPoint, 'the pickup point'), fields: ['pickupPoint'] },
  { what: ({ buyer }) => said(buyer?.taxNumber, "the buyer's tax number"), fields: ['taxNumber'] },
  { what: ({ purchaseOrderNumber }) => said(purchaseOrderNumber, "the buyer's order number"), fields: ['purchaseOrderNumber'] },
  { what: ({ notes, gift }) => said((notes ?? []).length > 0 || gift?.message, 'notes'), fields: ['note'] },
  { what: ({ lines }) => said(lines.some(({ options, customisation }) => (options ?? []).length > 0 || customisation), 'options of articles'), fields: ['options'] },
];

/** What of an order stands in no column of the file, as sentences without its contents. */
export function notHeld(order: Order, fields: ReadonlySet<string>): string[] {
  const missing = HOLDINGS.flatMap(({ what, fields: any }) => {
    const found = any.some((field) => fields.has(field)) ? undefined : what(order);
    return found === undefined ? [] : [`${found} (add the column ${any[0]})`];
  });
  return missing.map((one) => `Order '${order.number}': the file does not hold ${one}`);
}

/**
 * Amounts that are not known on the only side a file has, and sums that do not add up to the order's total.
 *
 * @param side absent where the file has both: then every amount is in it on the side the order tells
 */
export function amountRemarks({ order, lines, charges }: PricedOrder, side?: 'gross' | 'net'): string[] {
  const subject = `Order '${order.number}'`;
  const check = sumCheck(order);
  const sides = side ? [side] : [];
  const priced = lines.filter(({ line, amount }) => line.kind !== 'bundlePart' && (amount.gross ?? amount.net) !== undefined);
  const unknown = priced.flatMap(({ line, amount }) => sides.filter((one) => amount[one] === undefined).map((one) => `line ${line.id} has no ${one} price`));
  const vague = charges.flatMap(({ charge, amount }) => sides.filter((one) => amount[one] === undefined).map((one) => `${charge.kind} has no ${one} amount`));
  const told = [...unknown, ...vague].map((one) => `${subject}: ${one}, because the order tells neither its tax nor a tax rate`);
  return check.ok ? told : [...told, check.explain];
}
