import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from '../server';
import { ACCOUNT_ID, APPLICATION_KEY, BASE_PATH } from './credentials';

const http = axios.create({ validateStatus: () => true, proxy: false, timeout: 5000, maxRedirects: 0 });

/** A plain client of the room's own tests; it knows nothing of the nodes. */
export function cin7Core(sandbox: Sandbox, own: Record<string, string> = {}) {
  const headers = { 'api-auth-accountid': ACCOUNT_ID, 'api-auth-applicationkey': APPLICATION_KEY, 'content-type': 'application/json', ...own };
  return async (method: string, path: string, body?: unknown): Promise<AxiosResponse> => http.request({ method, url: `${sandbox.url}${BASE_PATH}/${path}`, data: body, headers });
}

/** A clock that never stands, so that a walk stays below 60 calls a minute. */
export function walkingClock(): () => number {
  let time = Date.parse('2026-11-21T08:00:00Z');
  return () => (time += 300);
}

/** A header that lacks nothing. */
export function newSale(CustomerReference: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...{ Customer: 'Amazon UK', Contact: 'Ada Sample', Email: 'ada@example.test', Location: 'Main Warehouse', SkipQuote: true, SaleType: 'Simple', CustomerReference, ExternalID: `amazon:${CustomerReference}` },
    ...{ TaxInclusive: true, TaxRule: '20% VAT on sales', Carrier: 'Royal Mail', SaleOrderDate: '2026-11-21T00:00:00' },
    ShippingAddress: { Line1: '1 Mill Lane', City: 'Leeds', Postcode: 'LS1 1AA', Country: 'United Kingdom', Contact: 'Ada Sample', ShipToOther: true },
    ...change,
  };
}

export type Call = ReturnType<typeof cin7Core>;

export async function newLine(call: Call, SKU: string, change: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { data } = await call('GET', `product?Sku=${encodeURIComponent(SKU)}`);
  const product = data.Products.find((one: { SKU: string }) => one.SKU === SKU);
  return { ProductID: product.ID, SKU, Name: product.Name, Quantity: 2, Price: 12.99, Discount: 0, Tax: 4.33, TaxRule: '20% VAT on sales', Total: 25.98, ...change };
}

/** Header and authorised lines, as an importer writes them. */
export async function importSale(call: Call, reference: string, SKU = 'MUG-BLUE-330', order: Record<string, unknown> = {}): Promise<string> {
  const made = await call('POST', 'sale', newSale(reference));
  await call('POST', 'sale/order', { SaleID: made.data.ID, Memo: '', Status: 'AUTHORISED', Lines: [await newLine(call, SKU)], ...order });
  return made.data.ID;
}
