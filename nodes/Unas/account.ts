import { createHash } from 'node:crypto';

import { SESSION_REFUSED, sessionError } from '../shared/api/session';

export const DEFAULT_BASE_URL = 'https://api.unas.eu/shop';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const VENDOR_HOST = /(^|\.)unas\.(eu|hu)$/i;

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What of a credential decides whose shop it is and where calls go. */
export interface Settings {
  shopId: string;
  apiKey: string;
  baseUrl: string;
}

export const settingsOf = (values: Readonly<Record<string, unknown>>): Settings => ({
  shopId: text(values.shopId),
  apiKey: text(values.apiKey),
  baseUrl: text(values.baseUrl),
});

/**
 * The address all functions stand below, without a slash at its end. Keys travel to UNAS or stay on this machine.
 *
 * @throws the session error of an address that is wrong
 */
export function baseAddress({ baseUrl }: Pick<Settings, 'baseUrl'>): string {
  const base = baseUrl.replace(/\/+$/, '') || DEFAULT_BASE_URL;
  const url = !/[\s\\@#?]/.test(base) && URL.canParse(base) ? new URL(base) : undefined;
  const local = url && /^https?:$/.test(url.protocol) && LOOPBACK.test(url.hostname);
  if (url && (local || (url.protocol === 'https:' && VENDOR_HOST.test(url.hostname)))) return base;
  throw sessionError(SESSION_REFUSED, "'Base URL' in the credential is neither an https:// address of UNAS nor one of this machine; leave it empty");
}

/** Whom a token was given to: one taken with another key must not be used after the credential was changed. */
export const ownerOf = ({ shopId, apiKey, baseUrl }: Settings): string =>
  createHash('sha256').update(JSON.stringify([shopId, apiKey, baseUrl])).digest('hex').slice(0, 16);

/** Whose account a credential's values are. Never throws: wrong values are refused when a call is made. */
export function accountOf(values: Readonly<Record<string, unknown>>): { id: string } {
  return { id: settingsOf(values).shopId };
}

/** When the stored token ends (epoch ms); long ago for one that was taken with other values. */
export function sessionEnds(values: Readonly<Record<string, unknown>>): number | undefined {
  if (text(values.sessionOwner) !== ownerOf(settingsOf(values))) return 0;
  const ends = Number(values.sessionEnd ?? 0);
  return Number.isFinite(ends) && ends > 0 ? ends : undefined;
}

export type Package = 'PREMIUM' | 'VIP';

/** `vip-100000` is the one form seen; anything else has the smaller limits (unas.md §2). */
export const packageOf = (subscription: unknown): Package => (/^vip\b/i.test(text(subscription)) ? 'VIP' : 'PREMIUM');
