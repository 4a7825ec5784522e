import { SESSION_REFUSED, sessionError } from '../shared/api/session';

/** Not Cin7 Omni, which is another product with another API (cin7core.md, head). */
export const DEFAULT_BASE_URL = 'https://inventory.dearsystems.com/ExternalApi/v2';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Keys travel over https or stay on this machine. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/**
 * The address all calls go below.
 *
 * @throws the session error of a value that is wrong
 */
export function baseAddress(baseUrl: unknown): string {
  const base = String(baseUrl ?? '').trim().replace(/\/+$/, '') || DEFAULT_BASE_URL;
  if (isSafe(base)) return base;
  throw sessionError(SESSION_REFUSED, "'Base URL' is not an https:// address");
}
