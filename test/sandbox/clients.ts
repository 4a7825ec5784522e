import axios, { type AxiosResponse } from 'axios';
import { CLIENT_KEY, SECRET_KEY } from './kaufland/credentials';
import { sign } from './kaufland/signature';
import { APPLICATION_ID, APPLICATION_SECRET, INSTALLATION_TOKEN } from './linnworks/credentials';
import type { Sandbox } from './server';

/** Plain clients of the sandbox's own tests; they know nothing of the nodes. */
const http = axios.create({ validateStatus: () => true, proxy: false, timeout: 5000 });

export interface Overrides {
  headers?: Record<string, string | null>;
  secret?: string;
  /** What is signed instead of the URL that is sent. */
  signedUri?: string;
  timestamp?: string | number;
  encoding?: 'hex' | 'base64';
}

export function kaufland(sandbox: Sandbox, now: () => number = Date.now) {
  return async (method: string, path: string, body?: unknown, overrides: Overrides = {}): Promise<AxiosResponse> => {
    const uri = `${sandbox.url}/kaufland/v2${path}`;
    const data = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const timestamp = overrides.timestamp ?? Math.floor(now() / 1000);
    const signature = sign({ method, uri: overrides.signedUri ?? uri, body: data, timestamp }, overrides.secret ?? SECRET_KEY, overrides.encoding);
    return http.request({
      method,
      url: uri,
      data: body === undefined ? undefined : data,
      // axios would write JSON text anew, and the signed bytes would not be the sent ones.
      transformRequest: [(bytes: unknown) => bytes],
      headers: {
        Accept: 'application/json',
        'User-Agent': 'Inhouse_development',
        'Shop-Client-Key': CLIENT_KEY,
        'Shop-Timestamp': String(timestamp),
        'Shop-Signature': signature,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...overrides.headers,
      },
    });
  };
}

export const RIGHT_CREDENTIALS = { ApplicationId: APPLICATION_ID, ApplicationSecret: APPLICATION_SECRET, Token: INSTALLATION_TOKEN };

export async function authorize(sandbox: Sandbox, body: unknown = RIGHT_CREDENTIALS, contentType = 'application/json'): Promise<AxiosResponse> {
  const data = typeof body === 'string' ? body : JSON.stringify(body);
  return http.post(`${sandbox.url}/linnworks-auth/api/Auth/AuthorizeByApplication`, data, { headers: { 'Content-Type': contentType } });
}

/** A session of the Linnworks room: form posts and gets as the vendor's SDK sends them. */
export async function linnworks(sandbox: Sandbox) {
  const { data } = await authorize(sandbox);
  const token = data.Token as string;
  const server = data.Server as string;
  const headers = { Authorization: token };
  return {
    token,
    server,
    post: (operation: string, fields: Record<string, unknown>): Promise<AxiosResponse> => {
      const form = new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)]));
      return http.post(`${server}/api/${operation}`, form.toString(), { headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' } });
    },
    postJson: (operation: string, body: unknown): Promise<AxiosResponse> => http.post(`${server}/api/${operation}`, body, { headers }),
    get: (operation: string, query = '', own: Record<string, string> = {}): Promise<AxiosResponse> => http.get(`${server}/api/${operation}${query}`, { headers: { ...headers, ...own } }),
    v2: (query = '', own: Record<string, string> = {}): Promise<AxiosResponse> => http.get(`${sandbox.url}/linnworks-v2/v2/orders${query}`, { headers: { ...headers, ...own } }),
  };
}

export function control(sandbox: Sandbox) {
  const url = (path: string) => `${sandbox.url}/_sandbox/${path}`;
  return {
    post: (path: string, body: unknown = {}): Promise<AxiosResponse> => http.post(url(path), body),
    get: (path: string): Promise<AxiosResponse> => http.get(url(path)),
    delete: (path: string): Promise<AxiosResponse> => http.delete(url(path)),
  };
}

/** An order every check of CreateOrders lets pass. */
export function orderFor(reference: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Source: 'KAUFLAND',
    SubSource: 'KAUFLAND_DE',
    ReferenceNumber: reference,
    ReceivedDate: '2026-01-05T09:12:44Z',
    DispatchBy: '2026-01-07T22:00:00Z',
    PaidOn: '2026-01-05T09:12:44Z',
    PaymentStatus: 'Paid',
    Currency: 'EUR',
    UseChannelTax: true,
    AutomaticallyLinkBySKU: true,
    PostalServiceCost: 3.9,
    PostalServiceTaxRate: 19,
    DeliveryAddress: { FullName: 'Tom Beispiel', Address1: 'Teststr. 1a', Town: 'Köln', PostCode: '50667', MatchCountryCode: 'DE' },
    OrderItems: [lineFor('314567896580917')],
    ...change,
  };
}

export function lineFor(number: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return { ItemNumber: number, ChannelSKU: 'MUG-BLUE-330', ItemTitle: 'Mug blue', Qty: 2, PricePerUnit: 12.99, TaxRate: 19, TaxCostInclusive: true, UseChannelTax: true, LineDiscount: 0, IsService: false, ...change };
}
