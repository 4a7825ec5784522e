import { forgetCeilings } from '../../../nodes/shared/api/ceiling';
import { forgetRefusals } from '../../../nodes/Unas/session';
import { forgetStatuses } from '../../../nodes/Unas/statuses';
import { forgetWalks } from '../../../nodes/Unas/walk';
import { CANARY } from '../fixture';
import type { Desk } from '../support/desk';

export const SHOP = '10001';
export const LONG_AGO = '2020-01-01T00:00:00Z';

/** A room begun anew counts from nothing, and so must the node: a new process. */
export function asNewProcess(): void {
  forgetCeilings();
  forgetRefusals();
  forgetStatuses();
  forgetWalks();
}

export interface StateOrder {
  key: string;
  id: string;
  status: string;
}

/** Orders with {@link CANARY} where people stand, for a node that knows nothing of the shop yet. */
export async function seedOrders(desk: Desk, n: number): Promise<string[]> {
  asNewProcess();
  const kinds = ['plain', 'cod', 'company', 'mixed', 'discount', 'euro'];
  const person = { name: CANARY.name, email: CANARY.email, street: `${CANARY.street} 7` };
  return (await desk.seed<{ orders: string[] }>({ orders: Array.from({ length: n }, (_, index) => ({ kind: kinds[index % kinds.length], person })) })).orders;
}

export async function seedProducts(desk: Desk, n: number): Promise<string[]> {
  asNewProcess();
  return (await desk.seed<{ products: string[] }>({ products: n })).products;
}

export const ordersOf = async (desk: Desk): Promise<StateOrder[]> => (await desk.state()).orders as unknown as StateOrder[];
export const skusOf = async (desk: Desk): Promise<string[]> => ((await desk.state()).products as unknown as Array<{ sku: string }>).map(({ sku }) => sku);
export const identity = ({ key, id }: { key: string; id: string }) => ({ channel: 'unas', account: SHOP, id: `${key}/${id}` });
