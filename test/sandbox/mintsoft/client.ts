import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from '../server';
import { CLIENT_ID, STATIC_KEY } from './credentials';

const http = axios.create({ validateStatus: () => true, proxy: false, timeout: 5000 });

/** A plain client of the room's own tests; it knows nothing of the nodes. */
export function mintsoft(sandbox: Sandbox, key: string | null = STATIC_KEY) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<AxiosResponse> =>
    http.request({ method, url: `${sandbox.url}/mintsoft/api/${path}`, data: body, headers: { ...(key === null ? {} : { 'ms-apikey': key }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers } });
}

/** An order that lacks nothing. */
export function newOrder(OrderNumber: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...{ OrderNumber, ExternalOrderReference: `ref-${OrderNumber}`, ClientId: CLIENT_ID, WarehouseId: 3, ChannelId: 9, CourierService: 'Tracked 48', Currency: 'GBP' },
    ...{ FirstName: 'Ada', LastName: 'Sample', Address1: '1 Mill Lane', Town: 'Leeds', PostCode: 'LS1 1AA', Country: 'GB' },
    OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 2, UnitPrice: 10.83, UnitPriceVat: 2.16, Discount: 0 }],
    ...change,
  };
}
