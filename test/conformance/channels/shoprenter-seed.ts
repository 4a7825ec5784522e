import { forgetShops } from '../../../nodes/Shoprenter/shop';
import { CANARY } from '../fixture';
import type { Desk } from '../support/desk';

export const SHOP = 'mintabolt';
export const LONG_AGO = '2020-01-01T00:00:00Z';

export interface StateOrder {
  innerId: string;
  status: string;
}

/** Orders with {@link CANARY} where people stand, for a node that knows nothing of the shop yet. */
export async function seedOrders(desk: Desk, n: number): Promise<string[]> {
  forgetShops();
  const kinds = ['plain', 'cod', 'company', 'mixed', 'deposit', 'euro'];
  const { orders } = await desk.seed<{ orders: string[] }>({ orders: Array.from({ length: n }, (_, index) => ({ kind: kinds[index % kinds.length] })) });
  const [first = '', last = ''] = CANARY.name.split(' ');
  const fields = { firstname: first, lastname: last, shippingFirstname: first, shippingLastname: last, paymentFirstname: first, paymentLastname: last, shippingAddress1: `${CANARY.street} 7`, paymentAddress1: `${CANARY.street} 7`, email: CANARY.email };
  await desk.act('edit', { orders, fields });
  return orders;
}

export async function seedProducts(desk: Desk, n: number): Promise<string[]> {
  forgetShops();
  return (await desk.seed<{ products: string[] }>({ products: n })).products;
}

export const ordersOf = async (desk: Desk): Promise<StateOrder[]> => (await desk.state()).orders as unknown as StateOrder[];
export const skusOf = async (desk: Desk): Promise<string[]> => ((await desk.state()).products as unknown as Array<{ sku: string }>).map(({ sku }) => sku);
export const identity = (id: string) => ({ channel: 'shoprenter', account: SHOP, id });
