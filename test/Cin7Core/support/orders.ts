import type { Order } from '../../../nodes/shared/model';

/** An order as ShipStation, or a shop, hands it on. */
export function order(number: string, more: Partial<Order> = {}): Order {
  return {
    identity: { channel: 'shipstation', account: 'main', id: `9${number}` },
    number,
    status: 'open',
    paid: true,
    complete: true,
    placedAt: '2026-01-05T09:00:00.000Z',
    shipBy: '2026-01-07T17:00:00.000Z',
    currency: 'GBP',
    pricesIncludeTax: true,
    lines: [{ id: 'row-1', sku: 'MUG-BLUE-330', name: 'Mug blue', quantity: 2, unitGross: 17.95, taxRate: 20 }],
    charges: [{ kind: 'shipping', gross: 3.9, taxRate: 20 }],
    total: { gross: 39.8 },
    buyer: { name: 'Ada Sample', email: 'ada@example.test', phone: '0113 000 0000' },
    shippingAddress: { name: 'Ada Sample', street: '1 Mill Lane', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' },
    shippingMethod: { name: 'Royal Mail' },
    ...more,
  };
}
