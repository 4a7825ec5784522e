import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { encodeQuery, type Query } from '../shared/api/request';
import { signature } from './signing';

/** Kaufland demands a User-Agent with the software's name on every call (kaufland.md §2). */
export const DEFAULT_USER_AGENT = 'n8n-nodes-channel-sync';

/** One host for all countries; the playground takes the same keys (kaufland.md §1). */
const HOSTS: Readonly<Record<string, string>> = {
  production: 'https://sellerapi.kaufland.com/v2',
  playground: 'https://sellerapi-playground.kaufland.com/v2',
};

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The address all paths are appended to, without a slash at its end. */
export function baseUrl(credentials: ICredentialDataDecryptedObject): string {
  const known = HOSTS[text(credentials.environment) || 'production'];
  return (known ?? text(credentials.baseUrl)).replace(/\/+$/, '');
}

/**
 * The absolute address with every query parameter in it, in the form the HTTP client puts on the wire. An address that
 * is absolute already stays: n8n authenticates a request a second time after a 401.
 */
export function absoluteUrl(credentials: ICredentialDataDecryptedObject, { url, baseURL, qs }: IHttpRequestOptions): string {
  const whole = /^https?:\/\//i.test(url) ? url : `${text(baseURL) || baseUrl(credentials)}/${url.replace(/^\/+/, '')}`;
  const query = encodeQuery((qs ?? {}) as Query);
  const joined = query === '' ? whole : `${whole}${whole.includes('?') ? '&' : '?'}${query}`;
  return URL.canParse(joined) ? new URL(joined).href : joined;
}

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  const empty = body === undefined || body === null || Object.keys(body as object).length === 0;
  return empty && !Array.isArray(body) ? '' : JSON.stringify(body);
}

/**
 * The request as Kaufland wants it: absolute address, body as the very text that was signed, signed headers.
 *
 * @param timestamp Unix seconds
 */
export function signRequest(
  credentials: ICredentialDataDecryptedObject,
  options: IHttpRequestOptions,
  timestamp: number,
): IHttpRequestOptions {
  const method = options.method ?? 'GET';
  const body = bodyText(options.body);
  const signed = { method, url: absoluteUrl(credentials, options), body, timestamp };
  const partnerKey = text(credentials.partnerClientKey);
  const partnerSecret = text(credentials.partnerSecretKey);
  // Everything that would still change address or body after signing is taken out.
  const rest = { ...options };
  for (const name of ['baseURL', 'qs', 'arrayFormat', 'body'] as const) delete rest[name];
  return {
    ...rest,
    method,
    url: signed.url,
    ...(body === '' ? {} : { body }),
    json: false,
    headers: {
      ...options.headers,
      Accept: 'application/json',
      ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
      'User-Agent': text(credentials.userAgent) || DEFAULT_USER_AGENT,
      'Shop-Client-Key': text(credentials.clientKey),
      'Shop-Timestamp': String(timestamp),
      'Shop-Signature': signature(signed, text(credentials.secretKey)),
      ...(partnerKey && partnerSecret
        ? { 'Shop-Partner-Client-Key': partnerKey, 'Shop-Partner-Signature': signature(signed, partnerSecret) }
        : {}),
    },
  };
}
