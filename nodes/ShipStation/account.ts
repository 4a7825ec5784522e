import { SESSION_REFUSED, sessionError } from '../shared/api/session';

export const V1_ADDRESS = 'https://ssapi.shipstation.com';
export const V2_ADDRESS = 'https://api.shipstation.com';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Keys travel over https or stay on this machine. */
export function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/**
 * The address all calls go below.
 *
 * @throws the session error of a value that is wrong
 */
export function baseAddress(baseUrl: unknown, otherwise: string): string {
  const base = String(baseUrl ?? '').trim().replace(/\/+$/, '') || otherwise;
  if (isSafe(base)) return base;
  throw sessionError(SESSION_REFUSED, "'Base URL' is not an https:// address");
}
