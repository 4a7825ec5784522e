import type { Order, PurchaseOrder } from '../../../nodes/shared/model';

const guid = (text: string): string => `00000000-0000-4000-8000-${text.replace(/\D/g, '').padStart(12, '0').slice(-12)}`;

/** An order as Linnworks hands it on. */
export function order(number: string, more: Partial<Order> = {}): Order {
  return {
    identity: { channel: 'linnworks', account: 'main', id: guid(number) },
    number,
    status: 'open',
    paid: true,
    complete: true,
    placedAt: '2026-01-05T09:00:00.000Z',
    shipBy: '2026-01-07T17:00:00.000Z',
    currency: 'GBP',
    pricesIncludeTax: true,
    source: 'AMAZON',
    subSource: 'Amazon UK',
    lines: [{ id: 'row-1', sku: 'MUG-BLUE-330', name: 'Mug blue', quantity: 2, unitGross: 17.95, taxRate: 20 }],
    charges: [{ kind: 'shipping', gross: 3.9, taxRate: 20 }],
    total: { gross: 39.8 },
    shippingAddress: { name: 'Ada Byron', street: '1 Mill Lane', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB', email: 'ada@example.test' },
    shippingMethod: { name: 'Next Day' },
    references: { referenceNum: '206-1234567-7654321' },
    ...more,
  };
}

export function purchaseOrder(number: string, more: Partial<PurchaseOrder> = {}): PurchaseOrder {
  return {
    identity: { channel: 'linnworks', account: 'main', id: guid(number) },
    number,
    status: 'open',
    supplier: { name: 'Tea Traders' },
    orderedAt: '2026-01-02T09:00:00.000Z',
    expectedAt: '2026-02-01T00:00:00.000Z',
    lines: [
      { id: 'l1', sku: 'MUG-BLUE-330', quantity: 20, quantityReceived: 5 },
      { id: 'l2', sku: 'MUG-RED-330', quantity: 10, quantityReceived: 0 },
    ],
    ...more,
  };
}
