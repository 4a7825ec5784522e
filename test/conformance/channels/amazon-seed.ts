import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../../support/n8n';
import { CANARY } from '../fixture';
import type { Desk } from '../support/desk';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Before every seeded order, and within what order reports reach back to. */
export const LONG_AGO = new Date(Date.now() - 20 * DAY_MS).toISOString();

export interface StateOrder {
  orderId: string;
  marketplaceId: string;
  status: string;
  fulfilledBy: string;
  items: Array<{ orderItemId: string; sku: string; quantity: number; shipped: number }>;
  packages: Array<{ carrierCode: string; trackingNumber?: string; items: unknown }>;
}

export const ordersOf = (state: IDataObject): StateOrder[] => state.orders as unknown as StateOrder[];

/** Orders an hour old and older, each at a time of its own, sent to a canary. */
export async function seedOrders(desk: Desk, n: number, more: Record<string, unknown> = {}): Promise<string[]> {
  const now = Date.now();
  const orders = Array.from({ length: n }, (_, index) => ({
    kind: 'plain',
    created: new Date(now - 3 * HOUR_MS - index * 60_000).toISOString(),
    updated: new Date(now - HOUR_MS - index * 60_000).toISOString(),
    buyerName: CANARY.name,
    buyerEmail: CANARY.email,
    shipTo: { name: CANARY.name, addressLine1: CANARY.street },
    ...more,
  }));
  return (await desk.seed<{ orders: string[] }>({ orders })).orders;
}

export const isOpen = ({ status, fulfilledBy }: StateOrder): boolean => ['UNSHIPPED', 'PARTIALLY_SHIPPED'].includes(status) && fulfilledBy === 'MERCHANT';

export const openOrders = async (desk: Desk): Promise<string[]> => ordersOf(await desk.state()).filter(isOpen).map(({ orderId }) => orderId);

/** What an operation of the node itself gives, for scenes that build on another one. */
export async function rowsOf(desk: Desk, resource: string, operation: string, parameters: Record<string, unknown>, input: IDataObject[]): Promise<IDataObject[]> {
  const { items } = await runNode({ type: 'amazon', parameters: { resource, operation, ...parameters } as never, vault: await desk.vault(), input });
  return items.map(({ json }) => json);
}
