import type { Order, Product, StockLevel } from '../../../nodes/shared/model';

/** The first order of the specs' sample files. */
export const MUGS: Order = {
  identity: { channel: 'amazon', account: 'main', id: '303-1234567-1234501' },
  number: '303-1234567-1234501',
  status: 'open',
  complete: true,
  paid: true,
  placedAt: '2026-03-02T09:14:55.000Z',
  paidAt: '2026-03-02T09:14:55.000Z',
  currency: 'EUR',
  pricesIncludeTax: true,
  lines: [
    { id: '50000000000001', sku: 'MUG-RED', name: 'Tasse, rot', quantity: 2, lineGross: 19.98, tax: 3.19, taxRate: 19 },
    { id: '50000000000002', sku: 'MUG-BLUE', name: 'Tasse, blau', quantity: 1, lineGross: 9.99, tax: 1.6, taxRate: 19 },
  ],
  charges: [{ kind: 'shipping', gross: 3.99, tax: 0.64 }],
  total: { gross: 33.96 },
  buyer: { id: 'A100001', name: 'Erika Beispiel', email: 'abc123@marketplace.amazon.de', phone: '+49 30 0000000' },
  shippingAddress: { name: 'Erika Beispiel', street: 'Musterstraße 1', postcode: '10115', city: 'Berlin', country: 'DE', phone: '+49 30 0000000' },
  billingAddress: { name: 'Erika Beispiel', street: 'Musterstraße 1', postcode: '10115', city: 'Berlin', country: 'DE' },
  shippingMethod: { name: 'Standard' },
  paymentMethod: { name: 'Amazon' },
  subSource: 'Amazon.de',
};

/** The second one: a company, other addresses, a promotion. */
export const BOXES: Order = {
  identity: { channel: 'amazon', account: 'main', id: '303-7654321-7654302' },
  number: '303-7654321-7654302',
  status: 'open',
  complete: true,
  placedAt: '2026-03-02T11:02:01.000Z',
  paidAt: '2026-03-02T11:02:01.000Z',
  currency: 'EUR',
  pricesIncludeTax: true,
  lines: [{ id: '50000000000003', sku: 'BOX-L', name: 'Karton L, 10 Stück', quantity: 3, lineGross: 38.97, tax: 6.22, taxRate: 19, discount: 2 }],
  discounts: [{ kind: 'promotion', code: 'PROMO-1', scope: '50000000000003', gross: 2 }],
  total: { gross: 36.97 },
  buyer: { id: 'A100002', name: 'Beispiel GmbH', email: 'def456@marketplace.amazon.de', taxNumber: 'DE000000000' },
  shippingAddress: { company: 'Beispiel GmbH', street: 'Industrieweg 7', careOf: ['z. Hd. Lager'], postcode: '50667', city: 'Köln', country: 'DE' },
  billingAddress: { company: 'Beispiel GmbH', street: 'Rechnungsweg 8', postcode: '50667', city: 'Köln', country: 'DE' },
  shippingMethod: { name: 'Expedited' },
  paymentMethod: { name: 'Amazon' },
  subSource: 'Amazon.de',
};

const product = (sku: string, more: Partial<Product>): Product => ({ identity: { channel: 'testshop', account: 'de', id: sku }, sku, ...more });

const mug = (sku: string, name: string, more: Partial<Product>): Product =>
  product(sku, { name, categories: [{ path: ['Haushalt', 'Tassen'] }], taxRate: 19, prices: [{ kind: 'normal', net: 8.39, gross: 9.99 }], cost: 3.2, supplier: 'Keramik Muster GmbH', ...more });

export const MUG_PRODUCTS: Product[] = [
  mug('MUG-RED', 'Tasse, rot', { shortDescription: '350 ml', gtin: '4001234567890', supplierSku: 'KM-1001' }),
  mug('MUG-BLUE', 'Tasse, blau', { shortDescription: '350 ml; spülmaschinenfest', gtin: '4001234567891', supplierSku: 'KM-1002' }),
];

export const MUG_LEVELS: StockLevel[] = [
  { sku: 'MUG-BLUE', physical: 0, minimum: 5, bin: 'A-01-03' },
  { sku: 'MUG-RED', physical: 12, available: 10, minimum: 5, bin: 'A-01-02' },
];
