import type { Vendor } from '../shared/api/client';
import { encodeComponent, type ApiRequest, type Query, type Safety } from '../shared/api/request';
import { accountOf } from './account';
import { judge } from './judge';

/** Largest page, and most parts of a batch (shoprenter.md §2, §3). */
export const MOST_ROWS = 200;
export const MOST_PARTS = 200;

/** 180 a minute and 3 in any second are allowed (shoprenter.md §3): one every 400 ms keeps both, also where calls arrive unevenly by up to 200 ms. */
const CALLS_PER_MINUTE = 150;

export const shoprenter: Vendor = {
  name: 'Shoprenter',
  credential: 'channelSyncShoprenterApi',
  secrets: ['clientSecret', 'password', 'accessToken'],
  sessionField: 'accessToken',
  quota: () => ({ limit: CALLS_PER_MINUTE, windowMs: 60_000, burst: 1 }),
  quotaPerOperation: false,
  judge,
  accountOf,
};

/** The reference demands both on every call, also where there is no body (shoprenter.md §2). */
const HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };

export function read(resource: string, query?: Query, id?: string): ApiRequest {
  const path = id === undefined ? `/${resource}` : `/${resource}/${encodeComponent(id)}`;
  const operation = id === undefined ? resource : `${resource}/{id}`;
  return { operation, method: 'GET', path, query, headers: HEADERS, safety: 'read' };
}

export function write(method: 'POST' | 'PUT' | 'DELETE', resource: string, body: unknown, safety: Safety, id?: string): ApiRequest {
  const path = id === undefined ? `/${resource}` : `/${resource}/${encodeComponent(id)}`;
  const operation = id === undefined ? resource : `${resource}/{id}`;
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return { operation, method, path, ...text, headers: HEADERS, safety };
}
