import { SESSION_REFUSED, SESSION_UNAVAILABLE, sessionError } from '../shared/api/session';

/** What a log-in brings; stored in the credential's hidden fields. */
export type Session = {
  sessionToken: string;
  /** Whom the key was given to: a key of another user or host must not be used after the credential was changed. */
  sessionOwner: string;
};

export type Authentication = 'apiKey' | 'login';

export const DEFAULT_BASE_URL = 'https://api.mintsoft.co.uk';

/** Stands in the session field of a credential with a fixed key: there is nothing to fetch. */
export const FIXED_KEY = 'fixed';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

const withoutEndSlash = (address: string): string => address.trim().replace(/\/+$/, '');

function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

/**
 * The address all calls go below.
 *
 * @throws the session error of a value that is wrong: keys travel over https or stay on this machine
 */
export function baseAddress(baseUrl: string): string {
  const base = withoutEndSlash(baseUrl) || DEFAULT_BASE_URL;
  if (isSafe(base)) return base;
  throw sessionError(SESSION_REFUSED, "'Base URL' is not an https:// address");
}

export const ownerOf = (baseUrl: string, username: string): string => `${username.trim()} ${withoutEndSlash(baseUrl) || DEFAULT_BASE_URL}`;

/** The key is a bare JSON string, which some clients get without its quotes (mintsoft.md §1.1). */
function keyIn(body: unknown): string {
  return typeof body === 'string' ? body.trim().replace(/^"|"$/g, '').trim() : '';
}

/**
 * The key out of a log-in's answer.
 *
 * @throws the session error that tells wrong values from a vendor that cannot be used now
 */
export function readKey(status: number, body: unknown): string {
  if (status === 408 || status === 429 || status >= 500) {
    throw sessionError(SESSION_UNAVAILABLE, `the log-in answered HTTP ${status}; try again in a minute`);
  }
  if (status < 200 || status > 299) {
    const hint = 'the Mintsoft password is another one than that of Access Evo, with which the website may let you in';
    throw sessionError(SESSION_REFUSED, `the log-in answered HTTP ${status}: compare User Name and Password; ${hint}`);
  }
  const key = keyIn(body);
  // A page for people or a sentence is no key.
  if (!/^[A-Za-z0-9-]{16,100}$/.test(key)) throw sessionError(SESSION_UNAVAILABLE, 'the log-in answered without a key');
  return key;
}
