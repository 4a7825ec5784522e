import { addressHeld, fullName, itemisesOnly, type Held, type Order } from '../shared/model';

export interface Chosen {
  /** The document goes to the buyer by e-mail. */
  email: boolean;
  /** Lines name their article, so that stock is booked. */
  sku: boolean;
  paid: boolean;
  placedAt: boolean;
}

/** The buyer has one name on a document: the company's where there is one (innvoice.md §5). */
function buyerName(order: Order, where: 'shippingAddress' | 'billingAddress'): Held {
  const company = order[where]?.company ?? (order.buyer?.taxNumber ? order.buyer.company : undefined);
  const names = ['name', 'firstName', 'lastName'].map((name) => `${where}.${name}`);
  if (company === undefined) return [...names, ...((fullName(order[where] ?? {}) ?? order.buyer?.name) === order.buyer?.name ? ['buyer.name'] : [])];
  return [`${where}.company`, [`${where}.company`, 'buyer.company']];
}

/** What a document has a place for: one address, its lines, and the number in the comment (innvoice.md §3). */
export function orderHolds(order: Order, { email, sku, paid, placedAt }: Chosen): Held {
  const where = order.billingAddress && JSON.stringify(order.billingAddress) !== JSON.stringify(order.shippingAddress) ? 'billingAddress' : 'shippingAddress';
  const chosen: Array<[boolean, string]> = [
    [sku, 'lines.sku'],
    [paid, 'paid'],
    [placedAt, 'placedAt'],
  ];
  return [
    ...['number', 'currency', 'buyer.taxNumber', 'paymentMethod.name'],
    ...chosen.flatMap(([is, name]) => (is ? [name] : [])),
    ...(email ? [['buyer.email', 'billingAddress.email', 'shippingAddress.email']] : []),
    ...buyerName(order, where),
    ...addressHeld(where, [], ['name', 'firstName', 'lastName', 'company', 'careOf', 'countryName']),
    ...(itemisesOnly(order) ? [] : [['discounts.name', 'discounts.code']]),
    ...['charges.name', 'lines.name', 'lines.quantity', 'lines.quantityCancelled', 'lines.unit'],
  ];
}
