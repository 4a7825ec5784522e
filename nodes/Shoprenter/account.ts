import { SESSION_REFUSED, sessionError } from '../shared/api/session';

/** How a shop lets us in (shoprenter.md §1): `basic` is the older user and key. */
export type Authentication = 'oauth2' | 'basic';

/** What of a credential decides where calls go; texts as typed. */
export interface Settings {
  shop: string;
  authentication: Authentication;
  /** Overrides for a test system; empty for the vendor's own. */
  apiUrl: string;
  tokenUrl: string;
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The three host forms an address of a shop's API comes in (shoprenter.md §1). */
const SHOP_HOST = /^([a-z0-9-]+)\.(?:api2?\.myshoprenter\.hu|api\.shoprenter\.hu)$/;
const SCHEME = /^https?:\/\//i;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const API_HOST = /^[a-z0-9-]+\.api2?\.myshoprenter\.hu$/i;
const TOKEN_HOST = 'oauth.app.shoprenter.net';

const HINT = "write the shop's technical name such as 'demoshop', or its address such as https://demoshop.api2.myshoprenter.hu/api";

/** Labels that stand first in addresses of Shoprenter itself and name no shop. */
const NO_SHOPS: ReadonlySet<string> = new Set(['www', 'api', 'api2', 'oauth', 'doc', 'support']);

function labelOf(typed: string): string | undefined {
  const given = typed.trim().toLowerCase();
  if (LABEL.test(given)) return given;
  const whole = SCHEME.test(given) ? given : `https://${given}`;
  const url = /[\s\\@#?]/.test(given) || !URL.canParse(whole) ? undefined : new URL(whole);
  if (!url || url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  const [, label = ''] = SHOP_HOST.exec(url.hostname) ?? [];
  return LABEL.test(label) ? label : undefined;
}

/**
 * The shop's label out of whatever was pasted. Nothing else of the text is used, so that keys cannot go to another host.
 *
 * @throws the session error of a text that names no shop
 */
export function shopLabel(typed: string): string {
  const label = labelOf(typed);
  if (label !== undefined && !NO_SHOPS.has(label)) return label;
  throw sessionError(SESSION_REFUSED, typed.trim() === '' ? `'Shop' is empty: ${HINT}` : `'Shop' names no shop of Shoprenter: ${HINT}`);
}

function override(address: string, field: string, label: string, isVendor: (host: string) => boolean): string {
  const filled = address.trim().replace(/\{shop\}/g, label).replace(/\/+$/, '');
  const url = !/[\s\\@#?]/.test(filled) && URL.canParse(filled) ? new URL(filled) : undefined;
  const local = url && /^https?:$/.test(url.protocol) && LOOPBACK.test(url.hostname);
  if (url && (local || (url.protocol === 'https:' && url.port === '' && isVendor(url.hostname)))) return filled;
  throw sessionError(SESSION_REFUSED, `'${field}' is neither an https:// address of Shoprenter nor one of this machine; leave it empty`);
}

/**
 * Base address of the API, without a slash at its end: `api2` needs `/api`, the older host must not have it.
 *
 * @throws the session error of values that are wrong
 */
export function apiAddress({ shop, authentication, apiUrl }: Settings): string {
  const label = shopLabel(shop);
  if (apiUrl.trim() !== '') return override(apiUrl, 'API URL', label, (host) => API_HOST.test(host));
  return authentication === 'basic' ? `https://${label}.api.myshoprenter.hu` : `https://${label}.api2.myshoprenter.hu/api`;
}

/** Where tokens are taken. @throws as {@link apiAddress} */
export function tokenAddress({ shop, tokenUrl }: Settings): string {
  const label = shopLabel(shop);
  if (tokenUrl.trim() !== '') return override(tokenUrl, 'Token URL', label, (host) => host === TOKEN_HOST);
  return `https://${TOKEN_HOST}/${label}/app/token`;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The settings in a credential's values. */
export function settingsOf(values: Record<string, unknown>): Settings {
  return {
    shop: text(values.shop),
    authentication: values.authentication === 'basic' ? 'basic' : 'oauth2',
    apiUrl: text(values.apiUrl),
    tokenUrl: text(values.tokenUrl),
  };
}

/** Whose account a credential's values are; an empty id for values that are refused when a call is made. */
export function accountOf(values: Record<string, unknown>): { id: string; baseUrl?: string } {
  const settings = settingsOf(values);
  try {
    return { id: shopLabel(settings.shop), baseUrl: apiAddress(settings) };
  } catch {
    return { id: '' };
  }
}
