import type { Order, OrderLine } from '../../../nodes/shared/model';

/** A Hungarian web shop's order: two red mugs and shipping, 25,350 Ft with 27 % VAT, paid by card. */
export function order(id: string, changes: Partial<Order> = {}): Order {
  return {
    identity: { channel: 'testshop', account: 'shop-one', id },
    number: id,
    status: 'open',
    paid: true,
    complete: true,
    placedAt: '2026-03-01T22:30:00.000Z',
    currency: 'HUF',
    pricesIncludeTax: true,
    lines: [line('1')],
    charges: [{ kind: 'shipping', name: 'Házhozszállítás', gross: 2490, taxRate: 27 }],
    total: { gross: 25350 },
    buyer: { name: 'Minta Anna', email: 'anna@example.com' },
    billingAddress: { name: 'Minta Anna', street: 'Fő utca 1.', postcode: '1011', city: 'Budapest', country: 'HU' },
    shippingAddress: { name: 'Másik Béla', street: 'Kossuth tér 2.', postcode: '6720', city: 'Szeged', country: 'HU' },
    paymentMethod: { name: 'Bankkártya' },
    ...changes,
  };
}

export function line(id: string, changes: Partial<OrderLine> = {}): OrderLine {
  return { id, sku: 'MUG-RED', name: 'Bögre, piros', kind: 'goods', quantity: 2, unitGross: 11430, taxRate: 27, ...changes };
}

/** An order of these lines alone, its total left to the caller. */
export const orderOf = (lines: OrderLine[], changes: Partial<Order> = {}): Order => order('R1', { lines, charges: [], total: undefined, ...changes });
