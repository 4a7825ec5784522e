import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from '../server';
import { SHOPS } from './credentials';

const http = axios.create({ validateStatus: () => true, proxy: false, timeout: 5000 });
const JSON_HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };

export async function token(sandbox: Sandbox, shop: string = SHOPS[0].shop, change: Record<string, unknown> = {}): Promise<AxiosResponse> {
  const keys = SHOPS.find((one) => one.shop === shop) ?? SHOPS[0];
  return http.post(`${sandbox.url}/shoprenter-oauth/${shop}/app/token`, { grant_type: 'client_credentials', client_id: keys.clientId, client_secret: keys.clientSecret, ...change }, { headers: JSON_HEADERS });
}

/** A plain client of the room's own tests; it knows nothing of the nodes. `tick` lets a second of quota pass per call. */
export async function shoprenter(sandbox: Sandbox, tick: () => void, shop: string = SHOPS[0].shop) {
  const { data } = await token(sandbox, shop);
  const base = `${sandbox.url}/shoprenter/${shop}/api`;
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string | undefined> = {}): Promise<AxiosResponse> => {
    tick();
    return http.request({ method, url: `${base}/${path}`, data: body, headers: { ...JSON_HEADERS, Authorization: `Bearer ${data.access_token}`, ...headers } });
  };
  return {
    base,
    token: data.access_token as string,
    call,
    get: (path: string) => call('GET', path),
    post: (path: string, body: unknown) => call('POST', path, body),
    put: (path: string, body: unknown) => call('PUT', path, body),
    delete: (path: string) => call('DELETE', path),
    batch: (requests: Array<{ method: string; path: string; data?: unknown }>) => call('POST', 'batch', { data: { requests: requests.map(({ path, ...rest }) => ({ ...rest, uri: `${base}/${path}` })) } }),
  };
}

export type ShoprenterClient = Awaited<ReturnType<typeof shoprenter>>;

export function legacy(sandbox: Sandbox, path: string, password = SHOPS[0].password): Promise<AxiosResponse> {
  return http.get(`${sandbox.url}/shoprenter-legacy/${SHOPS[0].shop}/${path}`, { headers: JSON_HEADERS, auth: { username: SHOPS[0].user, password } });
}
