import type { IDataObject } from 'n8n-workflow';

import { CANARY } from '../fixture';
import type { Desk } from '../support/desk';

export const LONG_AGO = '2020-01-01T00:00:00Z';
export const named = (value: string) => ({ __rl: true, mode: 'name', value });

export interface StateSale {
  ID: string;
  OrderNumber: string;
  Status: string;
  CustomerReference: string;
  ExternalID: string | null;
  Customer: string;
  Carrier: string;
  CombinedShippingStatus: string;
  CombinedTrackingNumbers: string;
  Order: { Status: string; Total: number; Lines: Array<{ SKU: string; Quantity: number; Price: number }> };
  Fulfilments: Array<{ Ship: { Status: string; Lines: Array<{ Boxes: string; Carrier: string; TrackingNumber: string }> } }>;
  seeded: boolean;
}

export const salesOf = (state: IDataObject): StateSale[] => state.sales as unknown as StateSale[];

const ADDRESS = { Line1: `${CANARY.street} 7`, City: 'Leeds', Postcode: 'LS1 1AA', Country: 'United Kingdom', Contact: CANARY.name, ShipToOther: true };

/** Sales as people or other channels made them, all in stock. */
export async function seedSales(desk: Desk, n: number, more: IDataObject = {}): Promise<StateSale[]> {
  const orders = Array.from({ length: n }, (_, index) => ({
    header: { CustomerReference: `web-${index}`, Contact: CANARY.name, Email: CANARY.email, ShippingAddress: ADDRESS, BillingAddress: null },
    lines: [{ SKU: 'MUG-BLUE-330', Quantity: 1, Price: 12 }],
    charges: [{ Description: 'Shipping', Price: 3.9 }],
    ...more,
  }));
  await desk.seed({ orders });
  return salesOf(await desk.state());
}

export const identity = ({ ID }: StateSale): IDataObject => ({ channel: 'cin7core', account: 'main', id: ID });
export const nowhere = { channel: 'cin7core', account: 'main', id: '00000000-0000-4000-8000-00000000ffff' };
