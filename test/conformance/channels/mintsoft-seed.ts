import type { IDataObject } from 'n8n-workflow';

import { CANARY } from '../fixture';
import type { Desk } from '../support/desk';

export const LONG_AGO = '2020-01-01T00:00:00Z';
export const CLIENT = { __rl: true, mode: 'id', value: '17' };
export const WAREHOUSE = { __rl: true, mode: 'id', value: '3' };

const CLIENT_ID = 17;
export const WAREHOUSE_ID = 3;

export interface StateOrder {
  ID: number;
  ClientId: number;
  OrderNumber: string;
  ExternalOrderReference: string;
  status: string;
  isShipped: boolean;
  TrackingNumber: string;
  CourierServiceId: number;
  despatches: number;
  header: Record<string, unknown>;
  items: Array<{ SKU: string; Quantity: number; price: number; vat: number; discount: number }>;
}

const own = <T extends { ClientId?: number }>(rows: T[]): T[] => rows.filter(({ ClientId }) => ClientId === CLIENT_ID);

export const ordersOf = (state: IDataObject): StateOrder[] => own(state.orders as unknown as StateOrder[]);

export interface StateStock {
  SKU: string;
  ClientId: number;
  WarehouseId: number;
  OnHand: number;
  StockLevel: number;
}

export const stockOf = (state: IDataObject): StateStock[] =>
  own(state.stock as unknown as StateStock[]).filter(({ WarehouseId }) => WarehouseId === WAREHOUSE_ID);

export const productsOf = (state: IDataObject): Array<{ SKU: string; ClientId: number }> =>
  own(state.products as unknown as Array<{ SKU: string; ClientId: number }>);

export interface StateAsn {
  ID: number;
  ClientId: number;
  POReference: string;
  status: string;
  items: Array<{ SKU: string; QuantityExpected: number; QuantityBooked: number; SourceLineId: string }>;
}

export const asnsOf = (state: IDataObject): StateAsn[] => own(state.asns as unknown as StateAsn[]);

export interface StateReturn {
  ID: number;
  ClientId: number;
  OrderId: number;
  Reference: string;
  Confirmed: boolean;
  items: Array<{ SKU: string; Quantity: number }>;
}

export const returnsOf = (state: IDataObject): StateReturn[] => own(state.returns as unknown as StateReturn[]);

/** Orders as another integration would have made them, all in stock. */
export async function seedOrders(desk: Desk, n: number): Promise<string[]> {
  const orders = Array.from({ length: n }, (_, index) => ({
    OrderNumber: `LW-${1000 + index}`,
    ExternalOrderReference: `ref-${index}`,
    ...{ FirstName: CANARY.name, Address1: CANARY.street, Email: CANARY.email },
    OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 1, UnitPrice: 10, UnitPriceVat: 2, Discount: 0 }],
  }));
  await desk.seed({ orders, stock: [{ SKU: 'MUG-BLUE-330', StockLevel: 5000 }] });
  return orders.map(({ OrderNumber }) => OrderNumber);
}

export async function stored(desk: Desk, n: number): Promise<StateOrder[]> {
  await seedOrders(desk, n);
  return ordersOf(await desk.state());
}
