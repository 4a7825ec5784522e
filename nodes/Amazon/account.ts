import { SESSION_REFUSED, SESSION_UNAVAILABLE, sessionError } from '../shared/api/session';

/** Hosts by region; a seller account and its refresh token belong to one (amazon.md §1). */
const HOSTS: Readonly<Record<string, string>> = {
  eu: 'sellingpartnerapi-eu.amazon.com',
  fe: 'sellingpartnerapi-fe.amazon.com',
  na: 'sellingpartnerapi-na.amazon.com',
};

export const DEFAULT_TOKEN_URL = 'https://api.amazon.com/auth/o2/token';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** What the credential says about where calls go. */
export interface Addresses {
  region: string;
  apiUrl: string;
  tokenUrl: string;
  useSandboxHost: boolean;
}

const parsed = (address: string): URL | undefined => (URL.canParse(address) ? new URL(address) : undefined);

const isLoopback = (url: URL): boolean => LOOPBACK.test(url.hostname);

function ownAddress(address: string, field: string): string {
  const bare = address.trim().replace(/\/+$/, '');
  const url = parsed(bare);
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) return bare;
  throw sessionError(SESSION_REFUSED, `'${field}' in the credential is not an https:// address`);
}

/** The base address of the Selling Partner API. @throws the session error of values that are wrong */
export function apiBase({ region, apiUrl, useSandboxHost }: Addresses): string {
  if (apiUrl.trim() !== '') return ownAddress(apiUrl, 'API URL');
  const host = HOSTS[region];
  if (!host) throw sessionError(SESSION_REFUSED, `'${region}' is not a region of the Selling Partner API; choose Europe, North America or Far East`);
  return `https://${useSandboxHost ? 'sandbox.' : ''}${host}`;
}

/** Where tokens come from, the same for all regions. @throws the session error of values that are wrong */
export function tokenAddress({ tokenUrl }: Addresses): string {
  return ownAddress(tokenUrl.trim() || DEFAULT_TOKEN_URL, 'Token URL');
}

/** Hosts of the pre-signed links to report and feed documents, e.g. tortuga-prod-eu.s3-eu-west-1.amazonaws.com (amazon.md §7.1, §11). */
const DOCUMENT_HOST = /\.amazonaws\.com(\.cn)?$|\.amazon\.com$|\.amazonaws\.eu$/i;

/** Whether a document may be fetched there: Amazon's storage over https; loopback only where the operator's own API URL is there too. */
export function acceptsDocument(address: string, { apiUrl }: Readonly<Record<string, unknown>>): boolean {
  const url = parsed(address);
  if (!url) return false;
  if (url.protocol === 'https:' && DOCUMENT_HOST.test(url.hostname)) return true;
  const api = parsed(typeof apiUrl === 'string' ? apiUrl.trim() : '');
  return api !== undefined && isLoopback(api) && isLoopback(url);
}

interface TokenAnswer {
  access_token?: unknown;
  error?: unknown;
  error_description?: unknown;
}

/** What each refusal of Login with Amazon means (amazon.md §2.2). */
const REFUSALS: Readonly<Record<string, string>> = {
  invalid_client:
    'Client ID or Client Secret is wrong, or the secret has expired: Amazon lets it live 180 days, then a new one has to be made in the developer console and copied here',
  invalid_grant:
    'the Refresh Token is wrong, was revoked, belongs to another app, or the authorisation has run out (public apps: 365 days). Authorise the app again in Seller Central and copy the new token',
};

/**
 * The access token out of a log-in's answer.
 *
 * @throws the session error that tells wrong values from a service that cannot be used now
 */
export function readToken(status: number, body: unknown): string {
  const answer = (typeof body === 'object' && body !== null ? body : {}) as TokenAnswer;
  const word = typeof answer.error === 'string' ? answer.error : '';
  if (status === 429 || status >= 500 || status === 408) {
    throw sessionError(SESSION_UNAVAILABLE, `Login with Amazon answered HTTP ${status}; try again in a minute`);
  }
  if (word !== '' || status < 200 || status > 299) {
    const meaning = REFUSALS[word] ?? 'compare Client ID, Client Secret and Refresh Token with the developer console';
    throw sessionError(SESSION_REFUSED, `Login with Amazon answered ${word || `HTTP ${status}`}: ${meaning}`);
  }
  if (typeof answer.access_token === 'string' && answer.access_token !== '') return answer.access_token;
  throw sessionError(SESSION_UNAVAILABLE, 'Login with Amazon answered without a token');
}

/** The mandatory header in Amazon's own form (amazon.md §3.1). */
export const USER_AGENT = 'n8n-nodes-channel-sync/1.0 (Language=TypeScript; Platform=n8n)';
