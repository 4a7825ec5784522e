import type { Order, OrderLine } from '../../../nodes/shared/model';

/** A Kaufland order as our own node reads it: one mug, one pair of bowls, shipping; 47.88 EUR with tax. */
export function order(id: string, changes: Partial<Order> = {}): Order {
  return {
    identity: { channel: 'kaufland', account: 'de', id },
    number: id,
    status: 'open',
    paid: true,
    complete: true,
    placedAt: '2026-01-05T09:12:44.000Z',
    shipBy: '2026-01-07T22:00:00.000Z',
    currency: 'EUR',
    pricesIncludeTax: true,
    lines: [
      line(`${id}-1`, { unitGross: 12.99, references: { orderUnitIds: [`${id}01`] } }),
      line(`${id}-2`, { sku: 'BOWL-WHITE', quantity: 2, unitGross: 15.5 }),
    ],
    charges: [{ kind: 'shipping', gross: 3.89, taxRate: 19 }],
    total: { gross: 47.88 },
    buyer: { name: 'Tom Beispiel' },
    shippingAddress: { name: 'Tom Beispiel', street: 'Teststr. 1a', postcode: '50667', city: 'Köln', country: 'DE' },
    ...changes,
  };
}

export function line(id: string, changes: Partial<OrderLine> = {}): OrderLine {
  return { id, sku: 'MUG-BLUE-330', name: 'Mug blue', kind: 'goods', quantity: 1, taxRate: 19, ...changes };
}

/** A priced order of these lines alone, without shipping; its total is left to the caller. */
export function orderOf(lines: OrderLine[], changes: Partial<Order> = {}): Order {
  return order('X1', { lines, charges: [], total: undefined, ...changes });
}

export const many = (count: number): Order[] =>
  Array.from({ length: count }, (_, index) => order(`K${String(index + 1).padStart(4, '0')}`));
