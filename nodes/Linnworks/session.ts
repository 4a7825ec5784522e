import { SESSION_REFUSED, SESSION_UNAVAILABLE, sessionError } from '../shared/api/session';

/** What a log-in brings; stored in the credential's hidden fields. */
export type Session = { sessionToken: string; server: string; locality: string };

/** Where a log-in and the calls after it go. */
export interface Addresses {
  authorizationUrl: string;
  ordersUrl: string;
  server: string;
  locality: string;
}

export const DEFAULT_AUTHORIZATION_URL = 'https://api.linnworks.net';

/** Hosts of the v2 orders service by the session's locality (linnworks.md §1). */
const ORDERS_HOSTS: Readonly<Record<string, string>> = {
  AS: 'https://as-api.linnworks.net/v2',
  EU: 'https://eu-api.linnworks.net/v2',
  US: 'https://us-api.linnworks.net/v2',
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

function parsed(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

function isLinnworks(url: URL): boolean {
  return /(^|\.)linnworks\.net$/i.test(url.hostname);
}

function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

const withoutEndSlash = (address: string): string => address.trim().replace(/\/+$/, '');

function own(address: string, field: string): URL {
  const url = parsed(withoutEndSlash(address));
  if (url && isSafe(url)) return url;
  throw sessionError(SESSION_REFUSED, `'${field}' is not an https:// address`);
}

/**
 * The address of AuthorizeByApplication.
 *
 * @throws the session error of values that are wrong
 */
export function authorizeAddress(authorizationUrl: string): string {
  const base = withoutEndSlash(authorizationUrl || DEFAULT_AUTHORIZATION_URL);
  own(base, 'Authorization URL');
  return `${base}/api/Auth/AuthorizeByApplication`;
}

/** True where tokens may go: an https address of linnworks.net; any safe one when the operator named another log-in host. */
export function acceptsServer(server: string, authorizationUrl: string): boolean {
  const url = parsed(server);
  const login = parsed(authorizationUrl || DEFAULT_AUTHORIZATION_URL);
  if (!url || !login || !isSafe(url)) return false;
  return isLinnworks(login) ? isLinnworks(url) && url.protocol === 'https:' : true;
}

/** Base address for a relative path of node code: v1 paths begin with `/api/`, those of the orders service with `/v2/`. */
export function routeTo(path: string, addresses: Addresses): { baseURL: string; url: string } {
  if (!path.startsWith('/v2/')) return { baseURL: withoutEndSlash(addresses.server), url: path };
  return { baseURL: ordersBase(addresses), url: path.slice('/v2'.length) };
}

function ordersBase({ authorizationUrl, ordersUrl, locality }: Addresses): string {
  if (ordersUrl.trim() !== '') {
    own(ordersUrl, 'Orders Service URL');
    return withoutEndSlash(ordersUrl);
  }
  const login = parsed(authorizationUrl || DEFAULT_AUTHORIZATION_URL);
  const host = login && isLinnworks(login) ? ORDERS_HOSTS[locality.toUpperCase()] : undefined;
  if (host) return host;
  // A session of another log-in host must not travel to linnworks.net.
  throw sessionError(SESSION_REFUSED, `no orders service is known for region '${locality}'; fill in 'Orders Service URL'`);
}

/** What AuthorizeByApplication answers, as far as it is used; the rest (names, a password hash) is never looked at. */
interface Authorization {
  Token?: string | null;
  Server?: string | null;
  Locality?: string | null;
  Message?: string | null;
  Status?: { State?: string | null; Reason?: string | null } | null;
}

function bodyOf(body: unknown): Authorization {
  if (typeof body === 'object' && body !== null) return body as Authorization;
  return {};
}

function vendorWord(body: unknown): string {
  const said = bodyOf(body).Message;
  return said ? ` (${String(said).slice(0, 200)})` : '';
}

/**
 * The session out of a log-in's answer.
 *
 * @throws the session error that tells wrong values from a vendor that cannot be used now
 */
export function readSession(status: number, body: unknown, authorizationUrl: string): Session {
  if (status === 429 || status >= 500 || status === 408) {
    throw sessionError(SESSION_UNAVAILABLE, `the log-in answered HTTP ${status}; try again in a minute`);
  }
  if (status < 200 || status > 299) {
    const hint = 'compare Application ID, Application Secret and Token; Token is the installation token, not a session token';
    throw sessionError(SESSION_REFUSED, `the log-in answered HTTP ${status}${vendorWord(body)}: ${hint}`);
  }
  const { Token, Server, Locality, Status } = bodyOf(body);
  const state = Status?.State ?? 'AVAILABLE';
  if (state !== 'AVAILABLE') {
    const reason = Status?.Reason ? `: ${Status.Reason}` : '';
    const code = state.startsWith('LOCKED') ? SESSION_REFUSED : SESSION_UNAVAILABLE;
    throw sessionError(code, `the Linnworks account is in state ${state}${reason}`);
  }
  if (!Token || !Server) throw sessionError(SESSION_UNAVAILABLE, 'the log-in answered without a session');
  if (!acceptsServer(Server, authorizationUrl)) {
    throw sessionError(SESSION_REFUSED, 'the log-in named a server that is not an https:// address of linnworks.net');
  }
  return { sessionToken: Token, server: withoutEndSlash(Server), locality: Locality ?? '' };
}
