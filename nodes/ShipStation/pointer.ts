import type { ApiRequest } from '../shared/api/request';
import { isV2 } from './lists';
import type { Client } from '../shared/api/client';
import { V1_ADDRESS, V2_ADDRESS } from './account';
import { read } from './wire';

/** What a webhook points to, told without the host: keys go nowhere but to the credential's own address. */
export interface Pointer {
  path: string;
  query: Record<string, string>;
}

const LONGEST = 2_000;
/** shipstation.md §A5, §B6 */
const V1_HOST = /^ssapi\d*\.shipstation\.com$/i;
const V2_HOSTS = ['api.shipstation.com', 'api.shipengine.com'];
const V1_PATHS = ['/orders', '/shipments', '/fulfillments'];
const V2_PATH = /^\/v2\/(shipments|labels|fulfillments|batches)(\/se-[a-z0-9-]+)?$/i;

/** The path below the API's own address; undefined for an address that is not ShipStation's. */
function below(url: URL, client: Client): string | undefined {
  const own = (client.setting?.('baseUrl') ?? '').trim().replace(/\/+$/, '');
  const official = isV2(client) ? V2_ADDRESS : V1_ADDRESS;
  if (own !== '' && own !== official) {
    const base = URL.canParse(own) ? new URL(own) : undefined;
    return base && base.origin === url.origin && url.pathname.startsWith(`${base.pathname}/`) ? url.pathname.slice(base.pathname.length) : undefined;
  }
  const isTheirs = isV2(client) ? V2_HOSTS.includes(url.hostname.toLowerCase()) : V1_HOST.test(url.hostname);
  return url.protocol === 'https:' && url.port === '' && isTheirs ? url.pathname : undefined;
}

/**
 * The list or record a webhook's `resource_url` names; undefined for any other address. A forged webhook could else send
 * our keys anywhere (shipstation.md §A5).
 */
export function pointerOf(client: Client, resourceUrl: unknown): Pointer | undefined {
  if (typeof resourceUrl !== 'string' || resourceUrl.length > LONGEST || !URL.canParse(resourceUrl)) return undefined;
  const url = new URL(resourceUrl);
  if (url.username !== '' || url.password !== '') return undefined;
  const path = below(url, client)?.replace(/\/+$/, '');
  const isKnown = path !== undefined && (isV2(client) ? V2_PATH.test(path) : V1_PATHS.includes(path));
  return isKnown ? { path, query: Object.fromEntries(url.searchParams) } : undefined;
}

export const pointed = ({ path, query }: Pointer, more: Record<string, string | number> = {}): ApiRequest => read(path.slice(1), { ...query, ...more });
