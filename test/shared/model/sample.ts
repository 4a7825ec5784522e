import type { Order } from '../../../nodes/shared/model';

/** A Kaufland order of two equal mugs and shipping, 29.88 EUR gross. */
export function sampleOrder(changes: Partial<Order> = {}): Order {
  return {
    identity: { channel: 'kaufland', account: 'de', id: 'MB7UWLD' },
    number: 'MB7UWLD',
    status: 'open',
    paid: true,
    complete: true,
    placedAt: '2026-01-05T09:12:44.000Z',
    currency: 'EUR',
    pricesIncludeTax: true,
    lines: [{ id: '1', sku: 'MUG-BLUE-330', quantity: 2, unitGross: 12.99, lineGross: 25.98, taxRate: 19, references: { orderUnits: ['314567896580917', '314567896580918'] } }],
    charges: [{ kind: 'shipping', gross: 3.9, taxRate: 19 }],
    total: { gross: 29.88 },
    ...changes,
  };
}
