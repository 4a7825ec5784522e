import type { IDataObject } from 'n8n-workflow';

import { CANARY } from '../fixture';
import type { Desk } from '../support/desk';

export const LONG_AGO = '2020-01-01T00:00:00Z';
export const STORE = { __rl: true, mode: 'id', value: '2002' };
export const LOCATION = { __rl: true, mode: 'id', value: 'loc-1' };

export interface StateOrder {
  orderId: number;
  orderNumber: string;
  orderTotal: number;
  orderKey: string;
  status: string;
  active: boolean;
  writes: number;
  holdUntil: string | null;
  isSalesOrder: boolean;
  header: { customerEmail?: string };
  lines: Array<{ sku: string | null; quantity: number; unitPrice: number; adjustment: boolean }>;
}

export interface StateLabel {
  orderNumber: string | null;
  shipmentId: number;
  trackingNumber: string;
  voidedAt: string | null;
}

export const ordersOf = (state: IDataObject): StateOrder[] => state.orders as unknown as StateOrder[];
export const labelsOf = (state: IDataObject): StateLabel[] => state.labels as unknown as StateLabel[];
export const fulfillmentsOf = (state: IDataObject): StateLabel[] => state.fulfillments as unknown as StateLabel[];
export const stockOf = (state: IDataObject): Array<{ sku: string; location: string; on_hand: number }> => (state.stock as unknown as Array<{ sku: string; location: string; on_hand: number }>).filter(({ location }) => location === 'loc-1');

const ADDRESS = { name: CANARY.name, street1: `${CANARY.street} 7`, city: 'Leeds', state: '', postalCode: 'LS1 1AA', country: 'GB', phone: '07000000000', residential: true };

/** Orders as our own Import would have made them from Cin7 Core. */
export async function seedOrders(desk: Desk, n: number, more: (index: number) => IDataObject = () => ({})): Promise<StateOrder[]> {
  const orders = Array.from({ length: n }, (_, index) => ({
    ...{ orderNumber: `SO-${1000 + index}`, orderKey: `cin7core:main:s${index}`, customerEmail: CANARY.email, shipTo: ADDRESS, billTo: { name: CANARY.name } },
    items: [{ lineItemKey: 'l1', sku: 'MUG-BLUE-330', name: 'Mug', quantity: 1, unitPrice: 12, weight: { value: 400, units: 'grams' } }],
    ...more(index),
  }));
  await desk.seed({ orders });
  return ordersOf(await desk.state());
}

/** An order of Cin7 Core in the Channel Sync shape. */
export const incoming = (index: number, more: IDataObject = {}): IDataObject => ({
  identity: { channel: 'cin7core', account: 'main', id: `n${index}` },
  number: `SO-${20_000 + index}`,
  status: 'open',
  vendorStatus: 'AUTHORISED',
  complete: true,
  placedAt: new Date(Date.UTC(2026, 0, 6, 9, 0, index)).toISOString(),
  currency: 'GBP',
  pricesIncludeTax: false,
  lines: [{ id: 'l1', sku: 'MUG-BLUE-330', name: 'Mug', quantity: 2, unitNet: 10, taxRate: 20, tax: 4, weightGrams: 400, bin: 'A-01', options: [{ name: 'Size', value: '330' }] }],
  charges: [{ kind: 'shipping', net: 3.9, tax: 0.78 }],
  discounts: [{ kind: 'coupon', code: 'SPRING', scope: 'order', net: 2 }],
  total: { net: 21.9, tax: 4.78, gross: 26.68 },
  buyer: { name: CANARY.name, email: CANARY.email, phone: '07000000000' },
  shippingAddress: { name: CANARY.name, street: `${CANARY.street} 7`, postcode: 'LS1 1AA', city: 'Leeds', country: 'GB' },
  shippingMethod: { name: 'Royal Mail 24' },
  notes: [{ kind: 'buyer', text: 'Leave with neighbour' }],
  ...more,
});

/** The order of a stored one, by its identity at its source. */
export const wantedOf = ({ orderNumber, orderKey }: StateOrder): IDataObject => {
  const [channel, account, id] = orderKey.split(':');
  return { identity: { channel, account, id }, number: orderNumber };
};
