import type { IDataObject } from 'n8n-workflow';

import { CANARY } from '../fixture';
import type { Desk } from '../support/desk';

/** Shapes that make reading hard: pieces, a cut order, one held back, one partly gone, equal times. */
export const KINDS = ['packstation', 'scattered', 'three-pieces', 'one-unit-open', 'partly-cancelled', 'tie', 'tie', 'several-lines', 'voucher', 'cancelled'];

export interface StateOrder {
  id_order: string;
  storefront: string;
  shouldBeImported: boolean;
  units: Array<{ id_order_unit: number; status: string; shipments: unknown[]; cancel_reason: string | null }>;
}

export const ordersOf = (state: IDataObject): StateOrder[] => state.orders as unknown as StateOrder[];

const address = {
  first_name: 'Kanaria',
  last_name: 'Geheim',
  company_name: null,
  street: CANARY.street,
  house_number: '7',
  additional_field: null,
  postcode: '50667',
  city: 'Köln',
  country: 'DE',
  phone: null,
};

export async function seedOrders(desk: Desk, n: number, kinds: readonly string[] = KINDS): Promise<string[]> {
  const newest = Date.now() - 30 * 60_000;
  const orders = Array.from({ length: n }, (_, index) => ({
    kind: kinds[index % kinds.length],
    storefront: index % 2 === 0 ? 'de' : 'cz',
    ts_created: new Date(newest - index * 60_000).toISOString(),
    buyer: { id_buyer: 21_000_000 + index, email: CANARY.email },
    shipping_address: address,
    billing_address: address,
  }));
  return (await desk.seed<{ orders: string[] }>({ orders })).orders;
}
