import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from '../server';
import { V1, V1_KEY, V1_SECRET, V2, V2_KEY } from './credentials';

const http = axios.create({ validateStatus: () => true, proxy: false, timeout: 5000 });

/** Plain clients of the room's own tests; they know nothing of the nodes. */
export function v1(sandbox: Sandbox, key = V1_KEY, secret = V1_SECRET) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<AxiosResponse> =>
    http.request({ method, url: `${sandbox.url}${V1}/${path}`, data: body, headers: { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers } });
}

export function v2(sandbox: Sandbox, key: string | null = V2_KEY) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<AxiosResponse> =>
    http.request({ method, url: `${sandbox.url}${V2}/v2/${path}`, data: body, headers: { ...(key === null ? {} : { 'api-key': key }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers } });
}

/** An order that lacks nothing. */
export function newOrder(orderNumber: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...{ orderNumber, orderKey: `cin7:${orderNumber}`, orderDate: '2026-11-21T01:00:00', paymentDate: '2026-11-21T01:00:00', orderStatus: 'awaiting_shipment' },
    ...{ customerUsername: 'ada@example.test', customerEmail: 'ada@example.test', billTo: { name: 'Ada Byron' } },
    shipTo: { name: 'Ada Byron', street1: '1 Mill Lane', city: 'Leeds', state: '', postalCode: 'LS1 1AA', country: 'GB', phone: '01130000000', residential: true },
    items: [{ lineItemKey: '1', sku: 'MUG-BLUE-330', name: 'Mug blue 330 ml', quantity: 2, unitPrice: 12.99, weight: { value: 350, units: 'grams' } }],
    ...{ amountPaid: 29.88, shippingAmount: 3.9, requestedShippingService: 'Royal Mail 24', advancedOptions: { storeId: 2002, customField1: 'PO 77', source: 'cin7' } },
    ...change,
  };
}
