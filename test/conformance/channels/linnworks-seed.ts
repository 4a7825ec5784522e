import type { IDataObject } from 'n8n-workflow';

import { CANARY } from '../fixture';
import type { Desk } from '../support/desk';

export const LONG_AGO = '2020-01-01T00:00:00Z';

export interface StateOrder {
  OrderId: string;
  NumOrderId: number;
  ReferenceNum: string;
  Source: string;
  SubSource: string;
  Status: number;
  IsOpen: boolean;
  IsParked: boolean;
  locked: boolean;
  processedOn: string | null;
  cancelledOn: string | null;
  TrackingNumber: string;
  seeded: boolean;
  updates: number;
  LocationName: string;
  TotalsInfo: { TotalCharge: number };
  items: unknown[];
  notes: unknown[];
}

export const ordersOf = (state: IDataObject): StateOrder[] => state.orders as unknown as StateOrder[];

/** Orders of another channel, as if Linnworks had downloaded them; every third one is not paid. */
export async function seedOrders(desk: Desk, n: number, payment: 'some unpaid' | 'all paid' = 'some unpaid'): Promise<string[]> {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const orders = Array.from({ length: n }, (_, index) => ({
    Source: 'KAUFLAND',
    SubSource: 'KAUFLAND_DE',
    ReferenceNumber: `R${index}`,
    ReceivedDate: at,
    DispatchBy: at,
    Currency: 'EUR',
    PaymentStatus: payment === 'some unpaid' && index % 3 === 2 ? 'Unpaid' : 'Paid',
    AutomaticallyLinkBySKU: true,
    UseChannelTax: true,
    DeliveryAddress: { FullName: CANARY.name, Address1: CANARY.street, Town: 'Köln', PostCode: '50667', MatchCountryCode: 'DE', EmailAddress: CANARY.email },
    OrderItems: [{ ItemNumber: `${index}-1`, ChannelSKU: 'MUG-BLUE-330', ItemTitle: 'Mug', Qty: 1, PricePerUnit: 10, TaxRate: 19, TaxCostInclusive: true, UseChannelTax: true, LineDiscount: 0, IsService: false }],
    location: index % 4 === 3 ? 'Second Warehouse' : 'Default',
  }));
  const seeded = await desk.seed<{ orders: string[] }>({ orders });
  return seeded.orders;
}
